package org.acervo.access;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.acervo.kernel.RoleId;
import org.jspecify.annotations.Nullable;

/**
 * What one set of principals may do, everywhere: for each position of the tree the permissions as
 * bits. Made in one pass from the top down, shared by all callers who count as the same principals.
 *
 * <p>The rule is told from the nearest level upwards (see {@link Policy}); here it is computed the
 * other way. What the level above allows is carried down, or nothing where a collection does not
 * inherit; the entries of the level overwrite exactly the permissions they cover, and a deny wins
 * over an allow. That is the same, because for each permission the last overwriting level from
 * above is the nearest one from below.
 */
final class Rights {
  /** Every permission. */
  static final int ALL = 0xff;

  private final Set<Principal> principals;
  private final byte[] masks;
  private final long since;
  private final long until;

  private Rights(Set<Principal> principals, byte[] masks, long since, long until) {
    this.principals = principals;
    this.masks = masks;
    this.since = since;
    this.until = until;
  }

  /**
   * Compiles.
   *
   * @param special by position the branches where rights may differ from the level above; null
   *     elsewhere
   * @param now in milliseconds since the epoch
   */
  static Rights of(
      Set<Principal> principals,
      Tree tree,
      @Nullable Branch[] special,
      Map<RoleId, Role> roles,
      long now) {
    var masks = new byte[tree.size()];
    var level = new Level(principals, roles, now);
    for (int at = 0; at < masks.length; at++) {
      int above = tree.above(at);
      int given = above == Tree.NOWHERE ? 0 : masks[above];
      var branch = special[at];
      masks[at] =
          (byte) (branch == null ? given : level.over(given, branch.inherit(), branch.grants()));
    }
    return new Rights(principals, masks, level.since, level.until);
  }

  /** Those of the caller's principals that any grant names. */
  Set<Principal> principals() {
    return principals;
  }

  /** Whether no entry has expired since, nor exists again because the clock was set back. */
  boolean holds(long now) {
    return since <= now && now < until;
  }

  boolean expires() {
    return since != Long.MIN_VALUE || until != Long.MAX_VALUE;
  }

  int at(int position) {
    return masks[position] & ALL;
  }

  byte[] masks() {
    return masks;
  }

  /** Reads the entries of one level. Remembers between which ends of entries its answer holds. */
  static final class Level {
    private final Set<Principal> principals;
    private final Map<RoleId, Role> roles;
    private final long now;
    private long since = Long.MIN_VALUE;
    private long until = Long.MAX_VALUE;

    Level(Set<Principal> principals, Map<RoleId, Role> roles, long now) {
      this.principals = principals;
      this.roles = roles;
      this.now = now;
    }

    /** What holds here when {@code above} holds one level up. */
    int over(int above, boolean inherit, List<Grant> grants) {
      int allowed = 0;
      int denied = 0;
      for (var grant : grants) {
        if (principals.contains(grant.principal()) && exists(grant)) {
          int covered = grant.mask(roles);
          switch (grant.effect()) {
            case ALLOW -> allowed |= covered;
            case DENY -> denied |= covered;
          }
        }
      }
      int kept = inherit ? above : 0;
      return ((kept | allowed) & ~denied) & ALL;
    }

    /** Its answers hold from then on, in milliseconds since the epoch. */
    long since() {
      return since;
    }

    /** Its answers hold until then, in milliseconds since the epoch. */
    long until() {
      return until;
    }

    private boolean exists(Grant grant) {
      if (grant.until().isEmpty()) {
        return true;
      }
      long end = grant.until().get().toEpochMilli();
      if (end <= now) {
        since = Math.max(since, end);
        return false;
      }
      until = Math.min(until, end);
      return true;
    }
  }
}
