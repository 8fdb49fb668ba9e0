package org.acervo.access;

import java.util.List;

/**
 * What the history of rights says of one change, in words a person reads.
 *
 * @param what the act, such as {@code grants replaced}
 * @param object what was changed, such as {@code collection:ID}; may be empty
 * @param subjects whom it concerns, such as {@code user:ID}; may be empty
 */
public record Entry(
    String what, String object, List<String> subjects, String before, String after) {
  public Entry {
    subjects = List.copyOf(subjects);
  }

  static Entry of(String what) {
    return new Entry(what, "", List.of(), "", "");
  }
}
