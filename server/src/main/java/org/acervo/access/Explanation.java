package org.acervo.access;

import java.util.List;
import java.util.Optional;

/**
 * Why somebody may or may not do something: the walk of the decision, in names that people read.
 *
 * @param steps from the target upwards; the last one decided or ended the walk
 * @param advice what would change the answer
 */
public record Explanation(boolean allowed, Reason reason, List<Step> steps, String advice) {

  /** What the answer comes from. */
  public enum Reason {
    GRANTED("granted"),
    DENIED("denied"),
    NO_GRANT("no grant"),
    NOT_INHERITED("not inherited"),
    DISABLED("disabled"),
    UNKNOWN("unknown"),
    NOT_THERE("not there");

    private final String key;

    Reason(String key) {
      this.key = key;
    }

    /** The word in the API. */
    public String key() {
      return key;
    }
  }

  /**
   * One level.
   *
   * @param title empty where whoever asks may not list it
   */
  public record Step(Target at, Optional<String> title, boolean inherit, List<Entry> entries) {}

  /**
   * One entry that concerns the question.
   *
   * @param via the groups that lead from the person to the entry's principal, outwards
   * @param decides whether the answer comes from it
   */
  public record Entry(GrantList.Named grant, List<String> via, boolean decides) {}
}
