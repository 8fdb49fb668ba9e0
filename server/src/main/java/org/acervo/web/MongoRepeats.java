package org.acervo.web;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Indexes.ascending;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.acervo.store.Migrations;
import org.acervo.store.StoreFailures;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * Writes that came with a key, and what they were answered, for a day or somewhat longer. The
 * unique {@code _id} is what lets only one of several that come at once be done.
 */
final class MongoRepeats {
  static final Duration LIFE = Duration.ofDays(1);

  private static final String NAME = "idempotency";

  private final MongoCollection<Document> records;

  MongoRepeats(MongoDatabase database) {
    this.records = database.getCollection(NAME);
  }

  /**
   * The server removed them by its own clock at first. One that was set a day ahead would have had
   * every write that came again done again, so the sweep does it, by a time that is confirmed.
   */
  static List<Migrations.Step> steps() {
    return List.of(
        new Migrations.Step(
            "web-1-idempotency",
            database -> database.getCollection(NAME).createIndex(ascending("exp"))),
        Migrations.Step.removedBySweep("web-2-endings", Map.of(NAME, "exp")));
  }

  /** How far a write has come. */
  enum State {
    RUNNING,
    /** Nobody knows whether it was done. */
    UNKNOWN,
    DONE
  }

  /** One write. */
  record Row(String digest, State state, Instant since, Kept kept) {}

  /**
   * An answer as it is kept.
   *
   * @param secret whether the body held one, so that it is not here
   */
  @SuppressWarnings(
      "ArrayRecordComponent") // passes through to the next answer; nothing compares it
  record Kept(int status, Map<String, String> headers, byte[] body, boolean secret) {
    static final Kept NOTHING = new Kept(0, Map.of(), new byte[0], false);
  }

  /**
   * Begins a write, unless one of this id has begun: then that one. What is older than its life
   * counts until it is removed, because by a clock that is ahead everything is.
   */
  Optional<Row> begin(String id, String digest, Instant now) {
    var record =
        new Document("_id", id)
            .append("digest", digest)
            .append("state", name(State.RUNNING))
            .append("since", Date.from(now))
            .append("exp", Date.from(now.plus(LIFE)));
    try {
      var _ = records.insertOne(record);
      return Optional.empty();
    } catch (RuntimeException e) {
      if (!StoreFailures.isDuplicateKey(e)) {
        throw e;
      }
    }
    var there = records.find(eq("_id", id)).first();
    // It has just ended without an answer to keep: whoever asks once more may begin.
    return Optional.of(
        there == null ? new Row(digest, State.RUNNING, now, Kept.NOTHING) : row(there));
  }

  void done(String id, Kept kept) {
    update(
        id,
        new Document("state", name(State.DONE))
            .append("status", kept.status())
            .append("headers", new Document(kept.headers()))
            .append("body", new Binary(kept.body()))
            .append("secret", kept.secret()));
  }

  void unknown(String id) {
    update(id, new Document("state", name(State.UNKNOWN)));
  }

  private void update(String id, Document fields) {
    var sets = fields.entrySet().stream().map(one -> set(one.getKey(), one.getValue())).toList();
    var _ = records.updateOne(eq("_id", id), combine(sets));
  }

  /** Nothing was done: the next one begins anew. */
  void forget(String id) {
    var _ = records.deleteOne(eq("_id", id));
  }

  /** Removes those whose time was over before {@code now}. */
  void removeEnded(Instant now) {
    var _ = records.deleteMany(lt("exp", Date.from(now)));
  }

  private static Row row(Document record) {
    var state = State.valueOf(record.getString("state").toUpperCase(Locale.ROOT));
    return new Row(
        record.getString("digest"),
        state,
        record.getDate("since").toInstant(),
        state == State.DONE ? kept(record) : Kept.NOTHING);
  }

  private static Kept kept(Document record) {
    Map<String, String> headers = new LinkedHashMap<>();
    record.get("headers", Document.class).forEach((name, value) -> headers.put(name, "" + value));
    return new Kept(
        record.getInteger("status"),
        headers,
        record.get("body", Binary.class).getData(),
        record.getBoolean("secret"));
  }

  private static String name(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
