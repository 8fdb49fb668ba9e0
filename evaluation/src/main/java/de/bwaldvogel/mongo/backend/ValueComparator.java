package de.bwaldvogel.mongo.backend;

import java.util.Comparator;
import org.acervo.embedded.index.BsonOrder;

/**
 * Takes the place of the class of this name in mongo-java-server, which compares strings by UTF-16
 * units where MongoDB compares UTF-8 bytes. Matching, sorting, grouping, {@code $min}, {@code $max}
 * and {@code distinct} of the library all ask this one class, and it leaves no way to give them
 * another; ours is found first because the product's own classes stand before its libraries (see
 * docs/adr/021).
 */
public final class ValueComparator implements Comparator<Object> {
  private static final ValueComparator ASCENDING = new ValueComparator(true, true);
  private static final ValueComparator DESCENDING = new ValueComparator(false, true);
  private static final ValueComparator WHOLE = new ValueComparator(true, false);

  private final boolean ascending;
  private final boolean forSort;

  private ValueComparator(boolean ascending, boolean forSort) {
    this.ascending = ascending;
    this.forSort = forSort;
  }

  public static ValueComparator asc() {
    return ASCENDING;
  }

  public static ValueComparator desc() {
    return DESCENDING;
  }

  /** Compares arrays as wholes, not by their least element. */
  public static ValueComparator ascWithoutListHandling() {
    return WHOLE;
  }

  static int compareTypes(Object a, Object b) {
    return BsonOrder.compareTypes(a, b);
  }

  @Override
  public int compare(Object a, Object b) {
    return forSort ? BsonOrder.compareForSort(a, b, ascending) : BsonOrder.compare(a, b);
  }

  @Override
  public ValueComparator reversed() {
    return ascending ? DESCENDING : ASCENDING;
  }
}
