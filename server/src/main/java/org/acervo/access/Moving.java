package org.acervo.access;

import java.util.List;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.ItemId;

/**
 * What a move must obey. What is moved is ruled by other grants afterwards, so a move can give as
 * much as a grant. Nobody may give themselves anything that way; that others gain is for whoever
 * may take it from where it is and put it where it goes (docs/adr/013).
 *
 * <p>What the person holds is compared, whatever the scopes of the credential: a narrow token must
 * not move something to where its owner holds more.
 */
public final class Moving {
  private Moving() {}

  /**
   * A collection with all below it, which needs no look: what a level makes of what comes from
   * above never grows while that does not.
   *
   * @param before with what lies in the trash, for bringing back
   * @throws Failed with {@link Failure.Denied} naming what the mover would gain, and with {@link
   *     Failure.Conflict} when nobody would be left who can share
   */
  public static void check(Policy before, Caller mover, CollectionId id, Patch moved) {
    var after = before.with(List.of(moved));
    int held = at(before, before.rights(mover), id);
    int holds = at(after, after.rights(mover), id);
    refuse(holds & ~held);
    Owners.stay(before, after, id);
  }

  /**
   * An item.
   *
   * @throws Failed with {@link Failure.Denied} naming what the mover would gain
   */
  public static void check(
      Policy policy, Caller mover, ItemId item, CollectionId from, CollectionId to) {
    var rights = policy.rights(mover);
    long now = policy.now().toEpochMilli();
    int held = policy.over(item, rights, at(policy, rights, from), now);
    int holds = policy.over(item, rights, at(policy, rights, to), now);
    refuse(holds & ~held);
  }

  private static int at(Policy policy, Rights rights, CollectionId id) {
    int position = policy.tree().position(id);
    return position == Tree.NOWHERE ? 0 : rights.at(position);
  }

  private static void refuse(int gained) {
    if (gained != 0) {
      throw Failed.denied(
          "It would give you what you do not hold there now: "
              + Permission.words(gained)
              + ". Ask somebody who holds that to do it.");
    }
  }
}
