package org.acervo.access;

import java.util.HashSet;
import java.util.List;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.UserId;

/**
 * Nobody shuts the last owner out: where somebody could share before, somebody can afterwards.
 * Disabling an account is another matter, because it must be possible at once.
 */
final class Owners {
  private static final int SHARE = Permission.SHARE.bit();

  private Owners() {}

  /**
   * Compares owners before and after.
   *
   * @param below where the change can be felt; of {@link CollectionId#ROOT} everywhere
   * @throws Failed with {@link Failure.Conflict} when a collection would be left without any
   */
  static void stay(Policy before, List<Patch> patches, CollectionId below) {
    stay(before, before.with(patches), below);
  }

  /** The same for a policy that was made already. What is not in its tree is nobody's concern. */
  static void stay(Policy before, Policy after, CollectionId below) {
    for (var id : before.tree().subtree(below)) {
      // Without rights of its own a collection is as its parent, which is looked at anyway.
      boolean looked =
          after.tree().contains(id) && (id.equals(below) || before.branch(id).special());
      if (looked && !exists(after, id) && exists(before, id)) {
        throw Failed.conflict(
            "Nobody could share "
                + (id.equals(below) ? "this collection" : "collection " + id)
                + " any more. Leave somebody the role Owner.");
      }
    }
  }

  /** Whether any active person may share {@code collection} by its grants. */
  static boolean exists(Policy policy, CollectionId collection) {
    var tree = policy.tree();
    var tried = new HashSet<UserId>();
    for (int at = tree.position(collection); at != Tree.NOWHERE; at = tree.above(at)) {
      var branch = policy.special(at);
      for (var grant : branch == null ? List.<Grant>of() : branch.grants()) {
        if (grant.effect() == Effect.ALLOW && (grant.mask(policy.data().roles()) & SHARE) != 0) {
          for (var id : holders(policy, grant.principal())) {
            if (tried.add(id) && (held(policy, id, collection) & SHARE) != 0) {
              return true;
            }
          }
        }
      }
    }
    return false;
  }

  private static Iterable<UserId> holders(Policy policy, Principal principal) {
    var people = policy.data().people().keySet();
    return switch (principal) {
      case Principal.User(var id) -> List.of(id);
      case Principal.Link ignored -> List.of();
      case Principal.Group ignored ->
          () -> people.stream().filter(id -> policy.principals(id).contains(principal)).iterator();
      case Principal.SignedIn(), Principal.Everyone() -> people;
    };
  }

  /** Walks one path without compiling: the questions here are about many people and one place. */
  private static int held(Policy policy, UserId id, CollectionId collection) {
    var level =
        new Rights.Level(policy.principals(id), policy.data().roles(), policy.now().toEpochMilli());
    int mask = 0;
    for (var step : policy.tree().path(collection)) {
      var branch = policy.branch(step);
      mask = level.over(mask, branch.inherit(), branch.grants());
    }
    return mask;
  }
}
