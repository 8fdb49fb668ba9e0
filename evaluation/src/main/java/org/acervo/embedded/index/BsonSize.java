package org.acervo.embedded.index;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.ObjectId;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How many bytes a document takes in BSON, found without encoding it. */
public final class BsonSize {
  /** What MongoDB allows a document, in bytes. */
  public static final int MAX_DOCUMENT = 16 << 20;

  private BsonSize() {}

  static void requireFits(int bytes) {
    if (bytes > MAX_DOCUMENT) {
      throw new MongoServerError(
          17419,
          "Location17419",
          "Resulting document is %d bytes, larger than %d".formatted(bytes, MAX_DOCUMENT));
    }
  }

  public static int of(Document document) {
    int size = 5;
    for (Map.Entry<String, Object> field : document.entrySet()) {
      size += 2 + utf8(field.getKey()) + value(field.getValue());
    }
    return size;
  }

  private static int value(@Nullable Object value) {
    return switch (value) {
      case null -> 0;
      case Document document -> of(document);
      case Collection<?> list -> array(list);
      case String string -> 5 + utf8(string);
      case BinData binary -> 5 + binary.getData().length;
      case UUID _, LegacyUUID _ -> 21;
      case ObjectId _ -> 12;
      case Boolean _ -> 1;
      case Integer _ -> 4;
      case Decimal128 _ -> 16;
      case BsonRegularExpression regex ->
          2 + utf8(regex.getPattern()) + utf8(String.valueOf(regex.getOptions()));
      default -> 8;
    };
  }

  private static int array(Collection<?> list) {
    int size = 5;
    int index = 0;
    for (Object element : list) {
      size += 2 + digits(index++) + value(element);
    }
    return size;
  }

  private static int digits(int index) {
    int digits = 1;
    for (int rest = index; rest >= 10; rest /= 10) {
      digits++;
    }
    return digits;
  }

  private static int utf8(String string) {
    int size = string.length();
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (c >= 0x80) {
        // A pair of surrogates is two chars and four bytes, so each counts one more as well.
        size += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
      }
    }
    return size;
  }
}
