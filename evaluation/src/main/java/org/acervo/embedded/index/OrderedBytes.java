package org.acervo.embedded.index;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonJavaScript;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes BSON values as bytes whose unsigned lexicographic order is the BSON comparison order.
 *
 * <p>Every value starts with the tag of its type bracket and is self-delimiting: no encoding is a
 * prefix of another one. So values can be put side by side to a compound key, a descending field is
 * the same bytes inverted, and "all keys that start with these values" is one range of the map.
 *
 * <p>Two values have the same bytes exactly when the query matcher of the library calls them equal:
 * numbers of all types meet as a double, followed, from 2^53 on, by the distance of the exact long
 * from that double; null and a missing field are one value. Strings are in UTF-8, as MongoDB
 * compares them, and as {@link BsonOrder} does for the matcher: if the two disagreed, paging
 * through a sorted listing would lose documents.
 *
 * <p>{@link #exact()} turns false when a value was written whose order among its kind is only
 * approximate (decimals, documents, arrays, ...): equality still holds, sorting does not.
 */
final class OrderedBytes {
  static final int MIN_KEY = 0x05;
  static final int EMPTY_ARRAY = 0x0A;
  static final int NULL = 0x10;
  static final int NUMBER = 0x20;
  static final int STRING = 0x30;
  static final int DOCUMENT = 0x40;
  static final int ARRAY = 0x48;
  static final int BINARY = 0x50;
  static final int LEGACY_UUID = 0x54;
  static final int UUID_TAG = 0x58;
  static final int OBJECT_ID = 0x60;
  static final int BOOLEAN = 0x70;
  static final int INSTANT = 0x80;
  static final int TIMESTAMP = 0x88;
  static final int REGEX = 0x90;
  static final int JAVASCRIPT = 0x98;
  static final int MAX_KEY = 0xF0;

  /** From here on neighbouring longs share a double. */
  static final double LONGS_COLLIDE = 0x1p53;

  private byte[] bytes = new byte[64];
  private int length;
  private boolean exact = true;

  static byte[] of(@Nullable Object value) {
    return new OrderedBytes().value(value).toBytes();
  }

  /** The type bracket of a value, the unit inside which range operators compare. */
  static int tag(@Nullable Object value) {
    return switch (value) {
      case null -> NULL;
      case Missing ignored -> NULL;
      case MinKey ignored -> MIN_KEY;
      case MaxKey ignored -> MAX_KEY;
      case Number ignored -> NUMBER;
      case String ignored -> STRING;
      case Map<?, ?> ignored -> DOCUMENT;
      case Collection<?> ignored -> ARRAY;
      case BinData ignored -> BINARY;
      case LegacyUUID ignored -> LEGACY_UUID;
      case UUID ignored -> UUID_TAG;
      case ObjectId ignored -> OBJECT_ID;
      case Boolean ignored -> BOOLEAN;
      case Instant ignored -> INSTANT;
      case BsonTimestamp ignored -> TIMESTAMP;
      case BsonRegularExpression ignored -> REGEX;
      case BsonJavaScript ignored -> JAVASCRIPT;
      default -> throw new IllegalArgumentException("No key order for " + value.getClass());
    };
  }

  boolean exact() {
    return exact;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  int length() {
    return length;
  }

  OrderedBytes value(@Nullable Object value) {
    int tag = tag(value);
    append(tag);
    body(value);
    return this;
  }

  /** A value as {@link FieldPath} reads it. */
  OrderedBytes element(Object value) {
    if (value instanceof FieldPath.EmptyArray) {
      append(EMPTY_ARRAY);
      return this;
    }
    return value(value);
  }

  /** Appends an encoding made elsewhere. */
  OrderedBytes raw(byte[] encoded) {
    reserve(encoded.length);
    System.arraycopy(encoded, 0, bytes, length, encoded.length);
    length += encoded.length;
    return this;
  }

  /** Turns the order of everything written since {@code start} around. */
  OrderedBytes invertFrom(int start) {
    for (int i = start; i < length; i++) {
      bytes[i] = (byte) ~bytes[i];
    }
    return this;
  }

  private void body(@Nullable Object value) {
    switch (value) {
      case null -> {}
      case Missing ignored -> {}
      case MinKey ignored -> {}
      case MaxKey ignored -> {}
      case Number number -> number(number);
      case String string -> string(string);
      case Map<?, ?> document -> document(document);
      case Collection<?> array -> array(array);
      case BinData binary -> {
        bigEndian(binary.getData().length, 4);
        raw(binary.getData());
      }
      case LegacyUUID uuid -> {
        exact = false;
        uuid(uuid.getUuid());
      }
      case UUID uuid -> uuid(uuid);
      case ObjectId id -> raw(id.toByteArray());
      case Boolean flag -> append(flag ? 1 : 0);
      case Instant instant -> bigEndian(instant.toEpochMilli() ^ Long.MIN_VALUE, 8);
      case BsonTimestamp timestamp -> bigEndian(timestamp.getValue(), 8);
      case BsonRegularExpression regex -> {
        exact = false;
        string(regex.getPattern());
        string(regex.getOptions() == null ? "" : regex.getOptions());
      }
      case BsonJavaScript script -> {
        exact = false;
        string(script.getCode());
      }
      default -> throw new IllegalArgumentException("No key order for " + value.getClass());
    }
  }

  private void number(Number number) {
    double value = number.doubleValue() + 0.0; // -0.0 and 0.0 are one number
    if (number instanceof Decimal128 || Double.isNaN(value)) {
      exact = false;
    }
    long bits = Double.doubleToLongBits(value);
    bigEndian(bits < 0 ? ~bits : bits ^ Long.MIN_VALUE, 8);
    if (Math.abs(value) >= LONGS_COLLIDE) {
      long distance = number instanceof Long whole ? whole - (long) value : 0;
      bigEndian(distance ^ Long.MIN_VALUE, 8);
    }
  }

  private void string(String string) {
    reserve(string.length() * 3 + 1);
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (c < 2) { // 0 is the terminator
        append(1);
        append(c + 1);
      } else if (c < 0x80) {
        append(c);
      } else if (c < 0x800) {
        append(0xC0 | (c >> 6));
        append(0x80 | (c & 0x3F));
      } else {
        int point = string.codePointAt(i);
        if (Character.isSupplementaryCodePoint(point)) {
          append(0xF0 | (point >> 18));
          append(0x80 | ((point >> 12) & 0x3F));
          i++;
        } else { // also half a character, which no text from the wire holds
          append(0xE0 | (point >> 12));
        }
        append(0x80 | ((point >> 6) & 0x3F));
        append(0x80 | (point & 0x3F));
      }
    }
    append(0);
  }

  private void document(Map<?, ?> document) {
    exact = false;
    document.forEach((name, value) -> {
      append(tag(value));
      string((String) name);
      body(value);
    });
    append(0);
  }

  private void array(Collection<?> array) {
    exact = false;
    for (Object value : array) {
      value(value);
    }
    append(0);
  }

  private void uuid(UUID uuid) {
    bigEndian(uuid.getMostSignificantBits(), 8);
    bigEndian(uuid.getLeastSignificantBits(), 8);
  }

  private void bigEndian(long value, int size) {
    for (int shift = (size - 1) * 8; shift >= 0; shift -= 8) {
      append((int) (value >>> shift));
    }
  }

  private void append(int value) {
    reserve(1);
    bytes[length++] = (byte) value;
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
