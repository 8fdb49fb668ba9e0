package org.acervo.store.jobs;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.acervo.store.Mark;
import org.acervo.store.Migrations;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Jobs as documents. {@code due} is there while a job is to be done: it says from when on a node
 * may take it. Taking it moves {@code due} to the end of the lease and leaves the claim's name in
 * {@code by}; all that the taker writes afterwards asks for that name, so a node whose lease ran
 * out changes nothing any more.
 */
final class MongoJobs {
  private static final int LONGEST_ERROR = 500;

  private final MongoCollection<Document> documents;

  MongoJobs(MongoDatabase database) {
    this.documents = database.getCollection("jobs");
  }

  /** One node's hold on a job. */
  record Claim(Job job, String by) {}

  static Migrations.Step indexes() {
    return new Migrations.Step(
        "jobs-indexes",
        database -> {
          var jobs = database.getCollection("jobs");
          jobs.createIndex(
              new Document("priority", 1).append("due", 1),
              new IndexOptions().partialFilterExpression(exists("due")));
          jobs.createIndex(
              new Document("ended", 1),
              new IndexOptions().partialFilterExpression(exists("ended")));
        });
  }

  /** A chore that this library has not heard of is due now, and so is one that waits. */
  void ensure(JobKind kind, Instant now) {
    documents.updateOne(
        eq("_id", kind.name()),
        combine(
            setOnInsert("kind", kind.name()),
            setOnInsert("priority", kind.priority()),
            setOnInsert("state", "waiting"),
            setOnInsert("attempts", 0),
            setOnInsert("created", Date.from(now)),
            setOnInsert("due", Date.from(now))),
        new UpdateOptions().upsert(true));
    documents.updateOne(
        and(eq("_id", kind.name()), eq("state", "waiting"), gt("due", Date.from(now))),
        set("due", Date.from(now)));
  }

  void insert(String id, JobKind kind, String owner, Instant now) {
    Mark.insert(
        documents,
        new Document("_id", id)
            .append("kind", kind.name())
            .append("priority", kind.priority())
            .append("state", "waiting")
            .append("attempts", 0)
            .append("created", Date.from(now))
            .append("due", Date.from(now))
            .append("owner", owner));
  }

  /** Takes what is due first among these kinds; empty when nothing is. */
  Optional<Claim> claim(
      Collection<String> kinds, String node, String by, Instant now, Instant until) {
    return Optional.ofNullable(
            documents.findOneAndUpdate(
                and(in("kind", kinds), exists("due"), lte("due", Date.from(now))),
                combine(
                    set("state", "running"),
                    set("node", node),
                    set("by", by),
                    set("since", Date.from(now)),
                    set("due", Date.from(until)),
                    inc("attempts", 1),
                    unset("cancel"),
                    unset("done"),
                    unset("total")),
                new FindOneAndUpdateOptions()
                    .sort(new Document("priority", 1).append("due", 1))
                    .returnDocument(ReturnDocument.AFTER)))
        .map(document -> new Claim(read(document), by));
  }

  /** What the job is now, its lease renewed; empty when the claim is lost. */
  Optional<Job> renew(Claim claim, Job.Progress progress, Instant until) {
    return Optional.ofNullable(
            documents.findOneAndUpdate(
                held(claim),
                combine(set("due", Date.from(until)), reached(progress)),
                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)))
        .map(MongoJobs::read);
  }

  /** Leaves it in another state; one that was lost meanwhile stays as it is. */
  void leave(
      Claim claim, Job.State state, int attempts, Job.Progress progress, Optional<String> error) {
    var changes = new ArrayList<Bson>();
    changes.add(set("state", state.key()));
    changes.add(set("attempts", attempts));
    changes.add(reached(progress));
    changes.add(put("error", error.map(MongoJobs::shortened)));
    changes.add(put("due", due(state).map(Date::from)));
    changes.add(put("ended", ended(state).map(Date::from)));
    for (var field : List.of("by", "node", "since", "cancel")) {
      changes.add(unset(field));
    }
    documents.updateOne(held(claim), combine(changes));
  }

  private static Optional<Instant> due(Job.State state) {
    return switch (state) {
      case Job.State.Waiting(var due) -> Optional.of(due);
      case Job.State.Running running -> Optional.of(running.until());
      case Job.State.Failed failed -> failed.again();
      case Job.State.Done _, Job.State.Cancelled _ -> Optional.empty();
    };
  }

  private static Optional<Instant> ended(Job.State state) {
    return switch (state) {
      case Job.State.Waiting _, Job.State.Running _ -> Optional.empty();
      case Job.State.Failed failed -> Optional.of(failed.at());
      case Job.State.Done(var at) -> Optional.of(at);
      case Job.State.Cancelled(var at) -> Optional.of(at);
    };
  }

  /** Asks a job to stop: at once while it waits, else when its work looks. */
  boolean cancel(String id, boolean chore, Instant now) {
    if (!chore) {
      var waiting =
          documents.updateOne(
              and(eq("_id", id), eq("state", "waiting")),
              combine(set("state", "cancelled"), set("ended", Date.from(now)), unset("due")));
      if (waiting.getMatchedCount() > 0) {
        return true;
      }
    }
    return documents
            .updateOne(and(eq("_id", id), eq("state", "running")), set("cancel", true))
            .getMatchedCount()
        > 0;
  }

  /** Makes a job due now, as if it had never been tried; false while somebody works on it. */
  boolean retry(String id, Instant now) {
    return documents
            .updateOne(
                and(eq("_id", id), in("state", "waiting", "failed", "cancelled")),
                combine(
                    set("state", "waiting"),
                    set("due", Date.from(now)),
                    set("attempts", 0),
                    unset("ended")))
            .getMatchedCount()
        > 0;
  }

  Optional<Job> find(String id) {
    return Optional.ofNullable(documents.find(eq("_id", id)).first()).map(MongoJobs::read);
  }

  Optional<Job> open(String kind) {
    return Optional.ofNullable(
            documents.find(and(eq("kind", kind), in("state", "waiting", "running"))).first())
        .map(MongoJobs::read);
  }

  /** Newest first; the house's own work, which has names for ids, comes before everything. */
  List<Job> list(Optional<String> state, Optional<String> before, int limit) {
    var filters = new ArrayList<Bson>();
    filters.add(exists("kind"));
    state.ifPresent(only -> filters.add(eq("state", only)));
    before.ifPresent(id -> filters.add(lt("_id", id)));
    return documents
        .find(and(filters))
        .sort(new Document("_id", -1))
        .limit(limit)
        .map(MongoJobs::read)
        .into(new ArrayList<>());
  }

  /** Forgets what ended before a time. */
  void forget(Instant before) {
    documents.deleteMany(
        and(exists("due", false), exists("ended"), lt("ended", Date.from(before))));
  }

  private static Bson held(Claim claim) {
    return and(eq("_id", claim.job().id()), eq("by", claim.by()));
  }

  private static Bson reached(Job.Progress progress) {
    return combine(set("done", progress.done()), put("total", progress.total()));
  }

  private static Bson put(String field, Optional<?> value) {
    return value.isPresent() ? set(field, value.get()) : unset(field);
  }

  private static String shortened(String error) {
    return error.substring(0, Math.min(LONGEST_ERROR, error.length()));
  }

  private static Job read(Document document) {
    return new Job(
        document.getString("_id"),
        document.getString("kind"),
        state(document),
        document.getInteger("attempts", 0),
        new Job.Progress(number(document, "done").orElse(0L), number(document, "total")),
        Optional.ofNullable(document.getString("error")),
        document.getDate("created").toInstant(),
        Optional.ofNullable(document.getString("owner")));
  }

  private static Job.State state(Document document) {
    var ended = instant(document, "ended").orElse(Instant.EPOCH);
    var due = instant(document, "due");
    return switch (document.getString("state")) {
      case "running" ->
          new Job.State.Running(
              document.get("node", ""),
              instant(document, "since").orElse(Instant.EPOCH),
              due.orElse(Instant.EPOCH),
              document.getBoolean("cancel", false));
      case "failed" -> new Job.State.Failed(ended, due);
      case "done" -> new Job.State.Done(ended);
      case "cancelled" -> new Job.State.Cancelled(ended);
      default -> new Job.State.Waiting(due.orElse(Instant.EPOCH));
    };
  }

  private static Optional<Instant> instant(Document document, String field) {
    return Optional.ofNullable(document.getDate(field)).map(Date::toInstant);
  }

  private static Optional<Long> number(Document document, String field) {
    return Optional.ofNullable(document.get(field, Number.class)).map(Number::longValue);
  }
}
