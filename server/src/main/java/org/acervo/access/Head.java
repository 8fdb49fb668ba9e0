package org.acervo.access;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The one register through which every change of rights goes.
 *
 * @param n the number of the newest entry
 * @param entry that entry; empty before the first change
 * @param nodes those that may answer from a policy in their memory
 * @param leaving those that were silent: they have to announce themselves anew, but a lease from
 *     before may not be over. Each with the mark of the suspicion, so that whoever strikes a node
 *     strikes it for that one and not for a later one, whose lease is not over
 */
record Head(long n, Optional<Entry> entry, Set<String> nodes, Map<String, String> leaving) {
  Head {
    nodes = Set.copyOf(nodes);
    leaving = Map.copyOf(leaving);
  }

  /** Every node that may still answer from an older policy. */
  Set<String> all() {
    var all = new HashSet<>(nodes);
    all.addAll(leaving.keySet());
    return all;
  }

  String mark() {
    return entry.map(Entry::mark).orElse("");
  }
}
