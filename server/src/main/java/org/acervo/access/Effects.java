package org.acervo.access;

import java.util.List;
import java.util.Set;
import org.acervo.kernel.UserId;

/**
 * What a change of grants would do, before it is made.
 *
 * @param gains how many people would see something that they do not see, and how many items that is
 * @param loses the same for what would be closed
 * @param everyone whether people without an account are concerned too
 * @param changes who would be able to do more or less, by name; not more than fit on a screen
 * @param more whether there are others
 */
public record Effects(
    Sum gains, Sum loses, boolean everyone, List<OfPerson> changes, boolean more) {

  /** Numbers of people and of items; an item counts once however many people it concerns. */
  public record Sum(long people, long items) {}

  /** What one person would gain and lose, and how many items that opens and closes. */
  public record OfPerson(
      UserId id,
      String login,
      String name,
      Set<Permission> gains,
      Set<Permission> loses,
      long opens,
      long closes) {}
}
