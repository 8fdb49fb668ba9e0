package org.acervo.embedded.index;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Sorts documents that came in another order, keeping no more of them than are asked for. */
final class TopDocuments {
  private record Arrival(Document document, long number) {}

  private final PriorityQueue<Arrival> worstFirst;
  private final long wanted;
  private final Comparator<Arrival> order;
  private long arrived;

  /**
   * @param wanted how many to keep, 0 for all
   */
  TopDocuments(Comparator<Document> comparator, long wanted) {
    this.order =
        Comparator.comparing(Arrival::document, comparator).thenComparingLong(Arrival::number);
    this.worstFirst = new PriorityQueue<>(order.reversed());
    this.wanted = wanted;
  }

  void add(Document document) {
    worstFirst.add(new Arrival(document, arrived++));
    if (wanted > 0 && worstFirst.size() > wanted) {
      worstFirst.poll();
    }
  }

  List<Document> inOrder() {
    List<Arrival> sorted = new ArrayList<>(worstFirst);
    sorted.sort(order);
    return sorted.stream().map(Arrival::document).toList();
  }
}
