package org.acervo.access;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.ItemId;

/**
 * How far what is given at one collection reaches below it, compared with what the giver holds.
 *
 * <p>What a level gives to a principal goes down to where a level does not inherit or decides for
 * itself: by an entry that names the principal, or somebody whom everybody who counts as that
 * principal counts as too. An entry that ends one day holds nothing back, because the gift is still
 * there when it has ended. So this is what anybody at all could gain, at any time. One pass over
 * the subtree for each principal, and none when the giver holds everywhere below what they give.
 */
final class Reach {
  /** Tells where items lie. The policy does not know, and hardly ever has to. */
  interface Homes {
    Map<ItemId, CollectionId> of(Set<ItemId> items);
  }

  private final Policy policy;
  private final Rights held;
  private final int scopes;
  private final int from;
  private final int to;
  private final Homes homes;
  private final long now;

  /**
   * Of what is given at {@code from}.
   *
   * @param scopes what the giver's credential lets through
   */
  Reach(Policy policy, Rights held, int scopes, int from, Homes homes) {
    this.policy = policy;
    this.held = held;
    this.scopes = scopes;
    this.from = from;
    this.to = policy.tree().end(from);
    this.homes = homes;
    this.now = policy.now().toEpochMilli();
  }

  /** What of {@code given} somebody would come to hold where the giver does not, as bits. */
  int lacking(Map<Principal, Integer> given) {
    var items = items(given.values().stream().reduce(0, (a, b) -> a | b));
    int everywhere = scopes;
    for (int at = from; at < to; at++) {
      everywhere &= held.at(at);
    }
    for (var item : items.entrySet()) {
      everywhere &= held(item.getKey(), item.getValue());
    }
    int lacking = 0;
    for (var gift : given.entrySet()) {
      if ((gift.getValue() & ~everywhere) != 0) {
        lacking |= lacking(policy.least(gift.getKey()), gift.getValue(), items);
      }
    }
    return lacking;
  }

  /**
   * Items with rights of their own by which the giver lacks some of {@code given}: where they lie.
   */
  private Map<ItemId, Integer> items(int given) {
    var some =
        policy.data().items().entrySet().stream()
            .filter(own -> own.getValue().inherit())
            .map(Map.Entry::getKey)
            .filter(item -> (given & ~policy.over(item, held, Rights.ALL, now)) != 0)
            .collect(Collectors.toSet());
    var below = new HashMap<ItemId, Integer>();
    if (!some.isEmpty()) {
      homes
          .of(some)
          .forEach((item, home) -> {
            int at = policy.tree().position(home);
            if (at >= from && at < to) {
              below.put(item, at);
            }
          });
    }
    return below;
  }

  private int held(ItemId item, int home) {
    return policy.over(item, held, held.at(home), now) & scopes;
  }

  private int lacking(Set<Principal> receivers, int mask, Map<ItemId, Integer> items) {
    var reaching = new byte[to - from];
    int lacking = 0;
    for (int at = from; at < to; at++) {
      int given = at == from ? mask : reaching[policy.tree().above(at) - from];
      var branch = at == from ? null : policy.special(at);
      if (branch != null) {
        given &= branch.inherit() ? ~decided(branch.grants(), receivers) : 0;
      }
      reaching[at - from] = (byte) given;
      lacking |= given & ~(held.at(at) & scopes);
    }
    for (var item : items.entrySet()) {
      var own = policy.data().items().getOrDefault(item.getKey(), new Own(true, List.of()));
      int given = reaching[item.getValue() - from] & ~decided(own.grants(), receivers);
      lacking |= given & ~held(item.getKey(), item.getValue());
    }
    return lacking & Rights.ALL;
  }

  private int decided(List<Grant> grants, Set<Principal> receivers) {
    int decided = 0;
    for (var grant : grants) {
      if (grant.until().isEmpty() && receivers.contains(grant.principal())) {
        decided |= grant.mask(policy.data().roles());
      }
    }
    return decided;
  }
}
