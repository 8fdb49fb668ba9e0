package org.acervo.embedded.index;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Sorts documents that came in another order, keeping no more of them than are asked for. */
final class TopDocuments {
  @SuppressWarnings("ArrayRecordComponent") // never compared by equals or changed
  private record Arrival(Document document, byte[] place, long number) {}

  private static final Comparator<Arrival> ORDER =
      Comparator.comparing(Arrival::place, Arrays::compareUnsigned)
          .thenComparingLong(Arrival::number);

  private final SortKeys keys;
  private final PriorityQueue<Arrival> worstFirst = new PriorityQueue<>(ORDER.reversed());
  private final long wanted;
  private long arrived;

  /**
   * @param wanted how many to keep, 0 for all
   */
  TopDocuments(SortOrder order, long wanted) {
    this.keys = SortKeys.of(order);
    this.wanted = wanted;
  }

  void add(Document document) {
    worstFirst.add(new Arrival(document, keys.of(document), arrived++));
    if (wanted > 0 && worstFirst.size() > wanted) {
      worstFirst.poll();
    }
  }

  List<Document> inOrder() {
    List<Arrival> sorted = new ArrayList<>(worstFirst);
    sorted.sort(ORDER);
    return sorted.stream().map(Arrival::document).toList();
  }
}
