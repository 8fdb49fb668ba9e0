package org.acervo.access;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.UserId;

/**
 * Compares two policies below one place. People who count as the same principals before and after
 * are compared once.
 *
 * <p>Most items follow their collection, so a collection is judged once for all of them, by its
 * counter. The few with rights of their own are judged one by one; so the price grows with their
 * number and that of the collections, and not with that of the items.
 */
final class DryRun {
  private static final int SHOWN = 50;
  private static final int SEEING = Permission.LIST.bit() | Permission.VIEW.bit();

  private final Policy before;
  private final Policy after;
  private final List<Place> places = new ArrayList<>();
  private final BitSet opened = new BitSet();
  private final BitSet closed = new BitSet();
  private final Map<List<Rights>, Difference> known = new HashMap<>();

  /**
   * What is judged at once: what follows a collection, or one item with rights of its own.
   *
   * @param position of the collection, or of the item's home
   * @param items how many they are
   */
  private record Place(Target target, int position, long items) {}

  /**
   * Prepares the comparison.
   *
   * @param counts of the items that are not in the trash, those with rights of their own included
   * @param homes of those that are not in the trash
   */
  DryRun(Policy before, Policy after, Target target, ItemCounts counts, Reach.Homes homes) {
    this.before = before;
    this.after = after;
    switch (target) {
      case Target.OfCollection(var id) -> addAllBelow(id, counts, homes);
      case Target.OfItem item ->
          places.add(new Place(item, before.tree().position(item.home()), 1));
    }
  }

  private void addAllBelow(CollectionId id, ItemCounts counts, Reach.Homes homes) {
    var tree = before.tree();
    int from = tree.position(id);
    int to = tree.end(from);
    var counted = counts.items(tree.subtree(id));
    var apart = new long[to - from];
    homes
        .of(before.itemsWithRights())
        .forEach((item, home) -> {
          int at = tree.position(home);
          if (at >= from && at < to) {
            apart[at - from]++;
            places.add(new Place(Target.of(item, home), at, 1));
          }
        });
    for (int at = from; at < to; at++) {
      var collection = tree.at(at);
      // An item may have come or gone between the two questions.
      long others = Math.max(0, counted.getOrDefault(collection, 0L) - apart[at - from]);
      places.add(new Place(Target.of(collection), at, others));
    }
  }

  private record Difference(int gains, int loses, long opens, long closes) {
    static final Difference NONE = new Difference(0, 0, 0, 0);
  }

  Effects run() {
    var changes = new ArrayList<Effects.OfPerson>();
    before
        .data()
        .people()
        .forEach((id, member) -> {
          var difference = member.active() ? of(id) : Difference.NONE;
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
    for (int i = 0; i < places.size(); i++) {
      var place = places.get(i);
      int was = before.at(old, place.target(), place.position());
      int is = after.at(fresh, place.target(), place.position());
      gains |= is & ~was;
      loses |= was & ~is;
      boolean seen = (was & SEEING) != 0;
      boolean sees = (is & SEEING) != 0;
      if (sees && !seen) {
        opens += place.items();
        opened.set(i);
      } else if (seen && !sees) {
        closes += place.items();
        closed.set(i);
      }
    }
    return new Difference(gains, loses, opens, closes);
  }

  private long sum(BitSet which) {
    return which.stream().mapToLong(i -> places.get(i).items()).sum();
  }
}
