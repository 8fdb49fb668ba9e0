package org.acervo.access;

import java.util.List;
import java.util.Map;
import java.util.Set;

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
  private final Policy policy;
  private final Rights held;
  private final int scopes;
  private final int from;
  private final int to;

  /**
   * Of what is given at {@code from}.
   *
   * @param scopes what the giver's credential lets through
   */
  Reach(Policy policy, Rights held, int scopes, int from) {
    this.policy = policy;
    this.held = held;
    this.scopes = scopes;
    this.from = from;
    this.to = policy.tree().end(from);
  }

  /** What of {@code given} somebody would come to hold where the giver does not, as bits. */
  int lacking(Map<Principal, Integer> given) {
    int everywhere = scopes;
    for (int at = from; at < to; at++) {
      everywhere &= held.at(at);
    }
    int lacking = 0;
    for (var gift : given.entrySet()) {
      if ((gift.getValue() & ~everywhere) != 0) {
        lacking |= lacking(policy.least(gift.getKey()), gift.getValue());
      }
    }
    return lacking;
  }

  private int lacking(Set<Principal> receivers, int mask) {
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
