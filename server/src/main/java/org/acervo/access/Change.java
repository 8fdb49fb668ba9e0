package org.acervo.access;

import java.util.ArrayList;
import java.util.List;

/**
 * One change of rights, as it is to be committed: what it does, and what the history says of it in
 * words a person reads.
 *
 * @param what the act, such as {@code grants replaced}
 * @param object what was changed, such as {@code collection:ID}; may be empty
 * @param subjects whom it concerns, such as {@code user:ID}; may be empty
 * @param reason why, in the words of whoever did it; may be empty
 */
public record Change(
    String what,
    String object,
    List<String> subjects,
    String before,
    String after,
    String reason,
    List<Patch> patches) {
  public Change {
    subjects = List.copyOf(subjects);
    patches = List.copyOf(patches);
  }

  public static Change of(String what, String object) {
    return new Change(what, object, List.of(), "", "", "", List.of());
  }

  public Change of(String subject) {
    return new Change(what, object, List.of(subject), before, after, reason, patches);
  }

  Change of(List<String> whom) {
    return new Change(what, object, whom, before, after, reason, patches);
  }

  public Change from(String old) {
    return new Change(what, object, subjects, old, after, reason, patches);
  }

  public Change to(String fresh) {
    return new Change(what, object, subjects, before, fresh, reason, patches);
  }

  Change because(String why) {
    return new Change(what, object, subjects, before, after, why, patches);
  }

  public Change and(Patch patch) {
    var more = new ArrayList<>(patches);
    more.add(patch);
    return new Change(what, object, subjects, before, after, reason, more);
  }
}
