package org.acervo.items;

import java.util.List;
import org.acervo.kernel.Failed;
import org.jspecify.annotations.Nullable;

/** A change of what people say about an item; null leaves a field as it is. */
public record ItemEdit(
    @Nullable String title,
    @Nullable String descr,
    @Nullable List<String> tags,
    @Nullable Taken taken) {
  private static final int TITLE = 300;
  private static final int DESCR = 10_000;
  private static final int TAGS = 100;
  private static final int TAG = 100;

  public ItemEdit {
    if (title != null) {
      title = title.strip();
      if (title.length() > TITLE) {
        throw Failed.invalid("title", "must have at most " + TITLE + " characters");
      }
    }
    if (descr != null && descr.length() > DESCR) {
      throw Failed.invalid("descr", "must have at most " + DESCR + " characters");
    }
    if (tags != null) {
      tags = checkTags(tags);
    }
  }

  private static List<String> checkTags(List<String> tags) {
    if (tags.size() > TAGS) {
      throw Failed.invalid("tags", "must be at most " + TAGS);
    }
    for (int i = 0; i < tags.size(); i++) {
      String tag = tags.get(i);
      if (tag == null || tag.isBlank() || tag.length() > TAG) {
        throw Failed.invalid("tags[" + i + "]", "must have 1 to " + TAG + " characters");
      }
    }
    return tags.stream().map(String::strip).distinct().toList();
  }
}
