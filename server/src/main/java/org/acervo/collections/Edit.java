package org.acervo.collections;

import org.acervo.kernel.Failed;
import org.jspecify.annotations.Nullable;

/**
 * A change of a collection's own fields; null leaves a field as it is.
 *
 * @param cover what is to stand for it
 */
public record Edit(
    @Nullable String title, @Nullable String descr, Cover cover, @Nullable Long order) {
  static final int TITLE = 200;
  static final int DESCR = 10_000;

  public Edit {
    if (title != null) {
      title = checkTitle(title);
    }
    if (descr != null && descr.length() > DESCR) {
      throw Failed.invalid("descr", "must have at most " + DESCR + " characters");
    }
  }

  static String checkTitle(String title) {
    var stripped = title.strip();
    if (stripped.isEmpty() || stripped.length() > TITLE) {
      throw Failed.invalid("title", "must have 1 to " + TITLE + " characters");
    }
    return stripped;
  }
}
