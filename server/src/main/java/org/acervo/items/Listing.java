package org.acervo.items;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.acervo.access.Visible;
import org.acervo.kernel.CollectionId;

/**
 * One slice of a collection for somebody who may see some of it.
 *
 * <p>Who sees all reads the index of the root in order. Who sees a part has two ways: read it in
 * order and pass over what is hidden, which costs as many entries as the part is small; or go to
 * the collections that are open, which costs one look for each. The cheaper one is taken, so a page
 * takes about the same time whatever somebody may see. A server merges at most {@link #MERGED}
 * collections in one query; more are asked for in chunks, and the chunks merged here.
 *
 * <p>The few items with rights of their own come in by themselves: those that are shown though
 * their home is hidden are merged in, those that are hidden though their home is open are left out.
 */
final class Listing {
  static final int MERGED = 200;

  /** How much dearer it is to go to a collection than to pass over one entry. */
  private static final int LOOK = 4;

  private static final int MOST_AT_ONCE = 2_000;

  private final MongoItems store;
  private final CollectionId root;
  private final Query query;
  private final Visible visible;
  private final List<Item> exceptions;

  Listing(MongoItems store, CollectionId root, Query query, Visible visible) {
    this.store = store;
    this.root = root;
    this.query = query;
    this.visible = visible;
    this.exceptions = exceptions();
  }

  /** Items shown by their own rights that lie here. */
  private List<Item> exceptions() {
    if (visible.shown().isEmpty()) {
      return List.of();
    }
    var kind = query.kind();
    return store.live(visible.shown(), root, query.recursive()).stream()
        .filter(item -> !visible.contains(item.home()))
        .filter(item -> kind.isEmpty() || kind.get() == item.kind())
        .sorted(order())
        .toList();
  }

  /** By how many the counters of the open collections are wrong for the caller. */
  long correction() {
    if (visible.hidden().isEmpty()) {
      return exceptions.size();
    }
    long hidden =
        store.live(visible.hidden(), root, query.recursive()).stream()
            .filter(item -> visible.contains(item.home()))
            .filter(item -> query.kind().isEmpty() || query.kind().get() == item.kind())
            .count();
    return exceptions.size() - hidden;
  }

  /** Up to one more than asked for, so that it is known whether there is more. */
  List<Item> after(Optional<MongoPosition> from) {
    var open = opened(from);
    if (exceptions.isEmpty()) {
      return open;
    }
    var all = new ArrayList<>(open);
    exceptions.stream()
        .filter(item -> from.isEmpty() || from.get().isBefore(item, query))
        .forEach(all::add);
    all.sort(order());
    return first(all);
  }

  private List<Item> first(List<Item> items) {
    return items.subList(0, Math.min(items.size(), query.limit() + 1));
  }

  private List<Item> opened(Optional<MongoPosition> from) {
    if (visible.count() == 0) {
      return List.of();
    }
    if (!query.recursive()) {
      return visible.contains(root) ? passing(from) : List.of();
    }
    double passed = query.limit() / visible.share();
    double looks = (double) LOOK * visible.count() + query.limit();
    return visible.whole() || passed <= looks ? passing(from) : going(from);
  }

  /** In the order of the root, over what is hidden. Each item is judged by its home once more. */
  private List<Item> passing(Optional<MongoPosition> from) {
    var found = new ArrayList<Item>();
    var position = from;
    int size = query.limit() + 1;
    while (found.size() <= query.limit()) {
      var batch = store.list(root, query, position, size);
      for (var item : batch) {
        if (visible.contains(item.home()) && !visible.hidden().contains(item.id())) {
          found.add(item);
        }
      }
      if (batch.size() < size) {
        break;
      }
      position = Optional.of(MongoPosition.of(batch.getLast(), query.sort()));
      size = Math.min(2 * size, MOST_AT_ONCE);
    }
    return first(found);
  }

  /** To the open collections. */
  private List<Item> going(Optional<MongoPosition> from) {
    var homes = List.copyOf(visible.collections());
    var found = new ArrayList<Item>();
    // What is left out must not make the page short.
    int size = query.limit() + 1 + visible.hidden().size();
    for (int at = 0; at < homes.size(); at += MERGED) {
      var chunk = homes.subList(at, Math.min(at + MERGED, homes.size()));
      store.inHomes(chunk, query, from, size).stream()
          .filter(item -> !visible.hidden().contains(item.id()))
          .forEach(found::add);
    }
    if (homes.size() > MERGED) {
      found.sort(order());
    }
    return first(found);
  }

  private Comparator<Item> order() {
    Comparator<Item> byValue =
        switch (query.sort()) {
          case TAKEN -> Comparator.comparing(item -> item.taken().order());
          case ADDED -> Comparator.comparing(Item::added);
          case NAME -> Comparator.comparing(Item::nameKey);
        };
    var order = byValue.thenComparing(item -> item.id().value());
    return query.descending() ? order.reversed() : order;
  }
}
