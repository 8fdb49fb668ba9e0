package org.acervo.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What an update changed, as change streams tell it: dotted paths, arrays as a whole. */
final class FieldDiff {
  private final Document updated = new Document();
  private final List<String> removed = new ArrayList<>();

  private FieldDiff() {}

  static Document between(Document before, Document after) {
    FieldDiff diff = new FieldDiff();
    diff.compare("", before, after);
    return new Document("updatedFields", diff.updated)
        .append("removedFields", diff.removed)
        .append("truncatedArrays", List.of());
  }

  private void compare(String prefix, Document before, Document after) {
    for (Map.Entry<String, Object> field : after.entrySet()) {
      String path = prefix + field.getKey();
      Object old = before.get(field.getKey());
      Object now = field.getValue();
      if (old instanceof Document oldPart && now instanceof Document newPart) {
        compare(path + ".", oldPart, newPart);
      } else if (!before.containsKey(field.getKey()) || !Objects.equals(old, now)) {
        updated.put(path, now);
      }
    }
    for (String name : before.keySet()) {
      if (!after.containsKey(name)) {
        removed.add(prefix + name);
      }
    }
  }
}
