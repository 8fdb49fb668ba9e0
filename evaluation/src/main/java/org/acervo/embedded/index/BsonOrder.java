package org.acervo.embedded.index;

import static java.util.Objects.requireNonNull;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonJavaScript;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which of two BSON values comes first. The indexes hold the same order in {@link OrderedBytes};
 * the two must agree, or a page of a sorted listing would lose documents.
 *
 * <p>Source: MongoDB manual, "Comparison/Sort Order".
 */
public final class BsonOrder {
  private BsonOrder() {}

  /** Of two values of different brackets (numbers, strings, documents, ...), which comes first. */
  public static int compareTypes(@Nullable Object a, @Nullable Object b) {
    return Integer.compare(OrderedBytes.tag(a), OrderedBytes.tag(b));
  }

  /** The order of whole values: an array is compared element by element. */
  public static int compare(@Nullable Object a, @Nullable Object b) {
    int types = compareTypes(a, b);
    return types != 0 ? types : compareWithinType(a, b);
  }

  /**
   * The order of a sort: an array stands for its least element, or for its greatest when
   * descending; an empty one comes before everything but the least key.
   */
  public static int compareForSort(@Nullable Object a, @Nullable Object b, boolean ascending) {
    int places = Integer.compare(place(a), place(b));
    int order = places != 0 ? places : compare(element(a, ascending), element(b, ascending));
    return ascending ? order : -order;
  }

  /** Strings by their UTF-8 bytes, which is the order of code points, as MongoDB compares them. */
  public static int compareStrings(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        // Half of a character above U+FFFF is greater than all that is not.
        return Character.isSurrogate(x) == Character.isSurrogate(y)
            ? Character.compare(x, y)
            : Boolean.compare(Character.isSurrogate(x), Character.isSurrogate(y));
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  private static int place(@Nullable Object value) {
    boolean empty = value instanceof Collection<?> array && array.isEmpty();
    return empty ? OrderedBytes.EMPTY_ARRAY : OrderedBytes.MAX_KEY;
  }

  private static @Nullable Object element(@Nullable Object value, boolean least) {
    if (!(value instanceof Collection<?> array) || array.isEmpty()) {
      return value;
    }
    Iterator<?> elements = array.iterator();
    Object chosen = elements.next();
    while (elements.hasNext()) {
      Object next = elements.next();
      int order = compare(next, chosen);
      if (least ? order < 0 : order > 0) {
        chosen = next;
      }
    }
    return chosen;
  }

  private static int compareWithinType(@Nullable Object a, @Nullable Object b) {
    return switch (a) {
      case Number number -> compareNumbers(number, (Number) requireNonNull(b));
      case String string -> compareStrings(string, (String) requireNonNull(b));
      case Map<?, ?> document -> compareDocuments(document, (Map<?, ?>) requireNonNull(b));
      case Collection<?> array -> compareArrays(array, (Collection<?>) requireNonNull(b));
      case BinData binary -> binary.compareTo((BinData) b);
      case LegacyUUID uuid -> uuid.compareTo((LegacyUUID) b);
      case UUID uuid -> uuid.toString().compareTo(String.valueOf(b)); // unsigned, unlike UUID's own
      case ObjectId id -> id.compareTo((ObjectId) b);
      case Boolean flag -> flag.compareTo((Boolean) requireNonNull(b));
      case Instant instant -> instant.compareTo((Instant) requireNonNull(b));
      case BsonTimestamp timestamp -> timestamp.compareTo((BsonTimestamp) b);
      case BsonRegularExpression regex -> compareRegexes(regex, (BsonRegularExpression) b);
      case BsonJavaScript script ->
          compareStrings(script.getCode(), ((BsonJavaScript) requireNonNull(b)).getCode());
      case null, default -> 0; // of null, the least and the greatest key there is one value each
    };
  }

  private static int compareNumbers(Number a, Number b) {
    if (a instanceof Decimal128 x && b instanceof Decimal128 y) {
      return x.compareTo(y);
    }
    if (isWhole(a) && isWhole(b)) {
      return Long.compare(a.longValue(), b.longValue());
    }
    if (isWhole(a)) {
      return compareWithDouble(a.longValue(), b.doubleValue());
    }
    if (isWhole(b)) {
      return -compareWithDouble(b.longValue(), a.doubleValue());
    }
    return Double.compare(a.doubleValue() + 0.0, b.doubleValue() + 0.0); // one zero, not two
  }

  private static boolean isWhole(Number number) {
    return number instanceof Long || number instanceof Integer;
  }

  /** Not by rounding the long: above 2^53 neighbouring longs would seem equal. */
  private static int compareWithDouble(long a, double b) {
    if (Double.isNaN(b) || b >= 0x1p63) {
      return -1;
    }
    if (b < -0x1p63) {
      return 1;
    }
    int whole = Long.compare(a, (long) b);
    return whole != 0 ? whole : Double.compare(0.0, b - (long) b + 0.0);
  }

  private static int compareDocuments(Map<?, ?> a, Map<?, ?> b) {
    Iterator<? extends Map.Entry<?, ?>> left = a.entrySet().iterator();
    Iterator<? extends Map.Entry<?, ?>> right = b.entrySet().iterator();
    while (left.hasNext() && right.hasNext()) {
      Map.Entry<?, ?> x = left.next();
      Map.Entry<?, ?> y = right.next();
      int order = compareTypes(x.getValue(), y.getValue());
      if (order == 0) {
        order = compareStrings((String) x.getKey(), (String) y.getKey());
      }
      if (order == 0) {
        order = compare(x.getValue(), y.getValue());
      }
      if (order != 0) {
        return order;
      }
    }
    return Boolean.compare(left.hasNext(), right.hasNext());
  }

  private static int compareArrays(Collection<?> a, Collection<?> b) {
    Iterator<?> left = a.iterator();
    Iterator<?> right = b.iterator();
    while (left.hasNext() && right.hasNext()) {
      int order = compare(left.next(), right.next());
      if (order != 0) {
        return order;
      }
    }
    return Boolean.compare(left.hasNext(), right.hasNext());
  }

  private static int compareRegexes(BsonRegularExpression a, @Nullable BsonRegularExpression b) {
    BsonRegularExpression other = requireNonNull(b);
    int patterns = compareStrings(a.getPattern(), other.getPattern());
    return patterns != 0 ? patterns : compareStrings(options(a), options(other));
  }

  private static String options(BsonRegularExpression regex) {
    return regex.getOptions() == null ? "" : regex.getOptions();
  }
}
