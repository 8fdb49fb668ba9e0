package org.acervo.access;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.UserId;

/**
 * Nobody shuts the last owner out: where somebody could share before, somebody can afterwards.
 * Disabling an account is another matter, because it must be possible at once.
 *
 * <p>An owner whose right ends one day is not the one who stays: where somebody could share without
 * an end, somebody can afterwards.
 */
final class Owners {
  private static final int SHARE = Permission.SHARE.bit();

  private final Policy policy;
  private final Map<UserId, Set<Principal>> principals = new HashMap<>();

  private Owners(Policy policy) {
    this.policy = policy;
  }

  /**
   * Compares owners before and after.
   *
   * @param below where the change can be felt; of {@link CollectionId#ROOT} everywhere
   * @throws Failed with {@link Failure.Conflict} when a collection would be left without any
   */
  static void stay(Policy before, List<Patch> patches, CollectionId below) {
    stay(before, before.with(patches), below);
  }

  /** The same for the grants of one collection or item. */
  static void stay(Policy before, List<Patch> patches, Target target) {
    switch (target) {
      case Target.OfCollection(var id) -> stay(before, patches, id);
      case Target.OfItem ignored ->
          new Owners(before).stay(new Owners(before.with(patches)), target, "this item");
    }
  }

  /** The same for a policy that was made already. What is not in its tree is nobody's concern. */
  static void stay(Policy before, Policy after, CollectionId below) {
    var were = new Owners(before);
    var are = new Owners(after);
    for (var id : before.tree().subtree(below)) {
      // Without rights of its own a collection is as its parent, which is looked at anyway.
      if (after.tree().contains(id) && (id.equals(below) || before.branch(id).special())) {
        were.stay(are, Target.of(id), id.equals(below) ? "this collection" : "collection " + id);
      }
    }
  }

  private void stay(Owners after, Target target, String what) {
    if (after.exist(target, true)) {
      return;
    }
    boolean now = after.exist(target, false);
    if (exist(target, true) || (!now && exist(target, false))) {
      throw Failed.conflict(
          "Nobody could share "
              + what
              + (now ? " any more when the rights that end have ended." : " any more.")
              + " Leave somebody the role Owner without an end.");
    }
  }

  /** Whether any active person may share {@code collection} by its grants. */
  static boolean exists(Policy policy, CollectionId collection) {
    return new Owners(policy).exist(Target.of(collection), false);
  }

  /**
   * Whether any active person may share it.
   *
   * @param lasting whether they may whatever ends, and whenever
   */
  private boolean exist(Target target, boolean lasting) {
    var levels = levels(target, lasting);
    var tried = new HashSet<UserId>();
    for (var own : levels.reversed()) {
      for (var grant : own.grants()) {
        if (grant.effect() == Effect.ALLOW && (grant.mask(policy.data().roles()) & SHARE) != 0) {
          for (var id : holders(grant.principal())) {
            if (tried.add(id) && (held(id, levels) & SHARE) != 0) {
              return true;
            }
          }
        }
      }
    }
    return false;
  }

  /** The entries on the way to the target, top first; none when it is not in the tree. */
  private List<Own> levels(Target target, boolean lasting) {
    var levels = new ArrayList<Own>();
    for (var id : policy.tree().path(target.collection())) {
      levels.add(level(Target.of(id), lasting));
    }
    if (target instanceof Target.OfItem && !levels.isEmpty()) {
      levels.add(level(target, lasting));
    }
    return levels;
  }

  /** An allow that ends does not last, and a deny that ends is in the way until then. */
  private Own level(Target at, boolean lasting) {
    var own = GrantRules.own(policy, at);
    return lasting
        ? new Own(
            own.inherit(),
            own.grants().stream()
                .filter(grant -> grant.effect() == Effect.DENY || grant.until().isEmpty())
                .toList())
        : own;
  }

  private Iterable<UserId> holders(Principal principal) {
    var people = policy.data().people().keySet();
    return switch (principal) {
      case Principal.User(var id) -> List.of(id);
      case Principal.Link ignored -> List.of();
      case Principal.Group ignored ->
          () -> people.stream().filter(id -> principals(id).contains(principal)).iterator();
      case Principal.SignedIn(), Principal.Everyone() -> people;
    };
  }

  private Set<Principal> principals(UserId id) {
    return principals.computeIfAbsent(id, policy::principals);
  }

  /** Walks one path without compiling: the questions here are about many people and one place. */
  private int held(UserId id, List<Own> levels) {
    var level =
        new Rights.Level(principals(id), policy.data().roles(), policy.now().toEpochMilli());
    int mask = 0;
    for (var own : levels) {
      mask = level.over(mask, own.inherit(), own.grants());
    }
    return mask;
  }
}
