package org.acervo;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.acervo.access.Caller;
import org.acervo.collections.Collection;
import org.acervo.kernel.CollectionId;

/**
 * Collections known by their titles, one below the other. One that is there is taken, so whoever
 * was cut short and begins anew makes none a second time.
 */
final class Folders {
  private final App app;
  private final CollectionId root;
  private final Map<List<String>, CollectionId> known = new HashMap<>();
  private final Set<List<String>> foreseen = new HashSet<>();
  private int made;

  Folders(App app, CollectionId root) {
    this.app = app;
    this.root = root;
  }

  /** How many were made, or would be. */
  int made() {
    return made;
  }

  /** The collection at this way below the root, if it is there. */
  Optional<CollectionId> find(List<String> path) {
    if (path.isEmpty()) {
      return Optional.of(root);
    }
    var there = known.get(path);
    if (there != null) {
      return Optional.of(there);
    }
    var found =
        find(path.subList(0, path.size() - 1)).flatMap(parent -> child(parent, path.getLast()));
    found.ifPresent(id -> known.put(List.copyOf(path), id));
    return found;
  }

  private Optional<CollectionId> child(CollectionId parent, String title) {
    var children = app.access.access().policy().tree().children(parent);
    return app.collections.find(children).stream()
        .filter(child -> child.title().equals(title))
        .map(Collection::id)
        .min(Comparator.comparing(CollectionId::value));
  }

  /** The same; it and those above it are made when they are not there. */
  CollectionId obtain(Caller.Person by, List<String> path, String descr) {
    return find(path)
        .orElseGet(() -> {
          var parent = obtain(by, path.subList(0, path.size() - 1), "");
          var id = app.collections.create(by, parent, path.getLast(), descr).id();
          known.put(List.copyOf(path), id);
          made++;
          return id;
        });
  }

  /** Counts what {@link #obtain} would make, and makes nothing. */
  void foresee(List<String> path) {
    for (int depth = 1; depth <= path.size(); depth++) {
      var part = List.copyOf(path.subList(0, depth));
      if (find(part).isEmpty() && foreseen.add(part)) {
        made++;
      }
    }
  }
}
