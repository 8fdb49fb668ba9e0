package org.acervo.access;

import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Entries as documents, in the head of the policy and in its log. */
final class MongoEntries {
  private MongoEntries() {}

  static Document write(Entry entry) {
    var change = entry.change();
    return new Document("_id", entry.n())
        .append("mark", entry.mark())
        .append("at", Date.from(entry.at()))
        .append("actor", entry.actor())
        .append("by", entry.by())
        .append("what", change.what())
        .append("object", change.object())
        .append("subject", change.subjects())
        .append("before", change.before())
        .append("after", change.after())
        .append("reason", change.reason())
        .append("patches", change.patches().stream().map(MongoEntries::write).toList());
  }

  private static Document write(Patch patch) {
    var set = new Document();
    patch.set().forEach((field, value) -> set.append(field, stored(value)));
    return new Document("in", patch.in().key())
        .append("id", patch.id())
        .append("way", patch.way().name())
        .append("set", set)
        .append("unset", List.copyOf(patch.unset()));
  }

  /** The value as the driver takes it. */
  static @Nullable Object stored(@Nullable Object value) {
    return switch (value) {
      case Instant time -> Date.from(time);
      case Collection<?> list -> list.stream().map(MongoEntries::stored).toList();
      case Map<?, ?> map -> {
        var document = new Document();
        map.forEach((key, inner) -> document.append(String.valueOf(key), stored(inner)));
        yield document;
      }
      case null -> null;
      default -> value;
    };
  }

  static Entry read(Document document) {
    return new Entry(
        document.get("_id", Number.class).longValue(),
        text(document, "mark"),
        document.getDate("at").toInstant(),
        text(document, "actor"),
        text(document, "by"),
        new Change(
            text(document, "what"),
            text(document, "object"),
            document.getList("subject", String.class, List.of()),
            text(document, "before"),
            text(document, "after"),
            text(document, "reason"),
            document.getList("patches", Document.class, List.of()).stream()
                .flatMap(patch -> patch(patch).stream())
                .toList()));
  }

  /** Empty for a kind of document that a newer version knows. */
  private static Optional<Patch> patch(Document document) {
    var set = new LinkedHashMap<String, @Nullable Object>();
    document.get("set", Document.class).forEach((field, value) -> set.put(field, loaded(value)));
    return Patch.In.of(document.getString("in"))
        .map(in ->
            new Patch(
                in,
                document.getString("id"),
                Patch.Way.valueOf(document.getString("way")),
                set,
                Set.copyOf(document.getList("unset", String.class, List.of()))));
  }

  private static @Nullable Object loaded(@Nullable Object value) {
    return switch (value) {
      case Date date -> date.toInstant();
      case Collection<?> list -> list.stream().map(MongoEntries::loaded).toList();
      case Map<?, ?> map -> {
        var plain = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((key, inner) -> plain.put(String.valueOf(key), loaded(inner)));
        yield plain;
      }
      case null -> null;
      default -> value;
    };
  }

  private static String text(Document document, String field) {
    var text = document.getString(field);
    return text == null ? "" : text;
  }
}
