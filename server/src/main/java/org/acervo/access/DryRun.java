package org.acervo.access;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.UserId;

/**
 * Compares two policies below one place. People who count as the same principals before and after
 * are compared once.
 */
final class DryRun {
  private static final int SHOWN = 50;
  private static final int SEEING = Permission.LIST.bit() | Permission.VIEW.bit();

  private final Policy before;
  private final Policy after;
  private final Target target;
  private final long[] items;
  private final int from;
  private final boolean[] opened;
  private final boolean[] closed;
  private final Map<List<Rights>, Difference> known = new HashMap<>();

  DryRun(Policy before, Policy after, Target target, ItemCounts counts) {
    this.before = before;
    this.after = after;
    this.target = target;
    var tree = before.tree();
    from = tree.position(target.collection());
    int places =
        switch (target) {
          case Target.OfCollection ignored -> tree.end(from) - from;
          case Target.OfItem ignored -> 1;
        };
    items = new long[places];
    opened = new boolean[places];
    closed = new boolean[places];
    switch (target) {
      case Target.OfCollection(var id) -> count(counts.items(tree.subtree(id)));
      case Target.OfItem ignored -> items[0] = 1;
    }
  }

  private void count(Map<CollectionId, Long> counts) {
    for (int i = 0; i < items.length; i++) {
      items[i] = counts.getOrDefault(before.tree().at(from + i), 0L);
    }
  }

  private record Difference(int gains, int loses, long opens, long closes) {}

  Effects run() {
    var changes = new ArrayList<Effects.OfPerson>();
    before
        .data()
        .people()
        .forEach((id, member) -> {
          var difference = member.active() ? of(id) : new Difference(0, 0, 0, 0);
          if (difference.gains() != 0 || difference.loses() != 0) {
            changes.add(
                new Effects.OfPerson(
                    id,
                    member.login(),
                    member.name(),
                    Permission.set(difference.gains()),
                    Permission.set(difference.loses()),
                    difference.opens(),
                    difference.closes()));
          }
        });
    var nobody = compare(of(new Caller.Anonymous(), before), of(new Caller.Anonymous(), after));
    changes.sort(Comparator.comparing(change -> Cursor.fold(change.name())));
    return new Effects(
        new Effects.Sum(changes.stream().filter(c -> c.opens() > 0).count(), sum(opened)),
        new Effects.Sum(changes.stream().filter(c -> c.closes() > 0).count(), sum(closed)),
        nobody.gains() != 0 || nobody.loses() != 0,
        changes.subList(0, Math.min(SHOWN, changes.size())),
        changes.size() > SHOWN);
  }

  private Difference of(UserId id) {
    var caller = Member.none().caller(id, Scopes.ALL, new Credential.Console());
    return compare(of(caller, before), of(caller, after));
  }

  private static Rights of(Caller caller, Policy policy) {
    return policy.rights(caller);
  }

  private Difference compare(Rights old, Rights fresh) {
    return known.computeIfAbsent(List.of(old, fresh), _ -> difference(old, fresh));
  }

  private Difference difference(Rights old, Rights fresh) {
    int gains = 0;
    int loses = 0;
    long opens = 0;
    long closes = 0;
    for (int i = 0; i < items.length; i++) {
      int was = before.at(old, target, from + i);
      int is = after.at(fresh, target, from + i);
      gains |= is & ~was;
      loses |= was & ~is;
      boolean seen = (was & SEEING) != 0;
      boolean sees = (is & SEEING) != 0;
      if (sees && !seen) {
        opens += items[i];
        opened[i] = true;
      } else if (seen && !sees) {
        closes += items[i];
        closed[i] = true;
      }
    }
    return new Difference(gains, loses, opens, closes);
  }

  private long sum(boolean[] which) {
    long sum = 0;
    for (int i = 0; i < items.length; i++) {
      sum += which[i] ? items[i] : 0;
    }
    return sum;
  }
}
