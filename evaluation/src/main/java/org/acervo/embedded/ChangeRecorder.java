package org.acervo.embedded;

import static java.util.Objects.requireNonNull;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Optional;
import org.acervo.embedded.index.BsonSize;
import org.acervo.embedded.index.WriteListener;
import org.jspecify.annotations.Nullable;

/** Gives every change its logical time and writes it into the log. */
final class ChangeRecorder implements WriteListener {
  /**
   * A larger new document is not copied into the log but looked up when a stream shows it, so that
   * file contents are not stored twice.
   */
  private static final int MAX_COPY = 4096;

  private final LogicalClock clock;
  private final WriteTimes times;
  private @Nullable ChangeLog log;
  private boolean replacing;
  private Optional<Object> inserted = Optional.empty();

  ChangeRecorder(LogicalClock clock, WriteTimes times) {
    this.clock = clock;
    this.times = times;
  }

  /** The log lies in the store that reports to this recorder, so it comes later. */
  void writeTo(ChangeLog changes) {
    log = changes;
  }

  /** Says that a statement begins, and whether its updates replace whole documents. */
  void begin(boolean replaces) {
    replacing = replaces;
    inserted = Optional.empty();
  }

  /** The id of the document the present statement has inserted. */
  Optional<Object> inserted() {
    return inserted;
  }

  @Override
  public void inserted(String namespace, Document document) {
    inserted = Optional.ofNullable(document.get("_id"));
    record(namespace, withDocument(event("insert", namespace, document), document));
  }

  @Override
  public void updated(String namespace, Document before, Document after) {
    record(
        namespace,
        replacing
            ? withDocument(event("replace", namespace, after), after)
            : event("update", namespace, after)
                .append("updateDescription", FieldDiff.between(before, after)));
  }

  @Override
  public void removed(String namespace, Document document) {
    record(namespace, event("delete", namespace, document));
  }

  @Override
  public void dropped(String namespace) {
    record(namespace, event("drop", namespace));
  }

  private void record(String namespace, Document event) {
    long time = clock.tick();
    times.written(namespace, time);
    requireNonNull(log, "no log yet").append(time, event);
  }

  private static Document withDocument(Document event, Document document) {
    return BsonSize.of(document) <= MAX_COPY ? event.append("fullDocument", document) : event;
  }

  private static Document event(String type, String namespace, Document document) {
    return event(type, namespace).append("documentKey", new Document("_id", document.get("_id")));
  }

  private static Document event(String type, String namespace) {
    int dot = namespace.indexOf('.');
    return new Document("operationType", type)
        .append(
            "ns",
            new Document("db", namespace.substring(0, dot))
                .append("coll", namespace.substring(dot + 1)));
  }
}
