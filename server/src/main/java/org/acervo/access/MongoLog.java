package org.acervo.access;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.addToSet;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.pull;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.ReadConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.acervo.store.Store;
import org.acervo.store.StoreFailures;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The log of the policy: {@code policy {_id: "head", n, entry, nodes}} is the commit point, {@code
 * policy_log} keeps every entry, and each document that rights rest on carries in {@code v} the
 * number of the last entry that changed it.
 */
final class MongoLog {
  static final String HEAD = "head";

  private static final Bson IS_HEAD = eq("_id", HEAD);
  private static final int NOT_A_REPLICA_SET = 123;

  private final MongoDatabase database;
  private final MongoCollection<Document> heads;
  private final MongoCollection<Document> log;
  private final MongoCollection<Document> nodes;
  private volatile MongoCollection<Document> linearizable;

  /**
   * Builds it.
   *
   * @param patience with one reading or writing of the head
   */
  MongoLog(Store store, Duration patience) {
    this.database = store.database();
    this.heads =
        database.getCollection("policy").withTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
    this.log = database.getCollection("policy_log");
    this.nodes = database.getCollection("policy_nodes");
    this.linearizable = heads.withReadConcern(ReadConcern.LINEARIZABLE);
  }

  /** The newest head there is: no change that was acknowledged before the call is missing. */
  Head head() {
    try {
      return read(linearizable.find(IS_HEAD).first());
    } catch (MongoCommandException e) {
      if (e.getErrorCode() != NOT_A_REPLICA_SET) {
        throw e;
      }
      // A server by itself has nobody that could know more.
      linearizable = heads;
      return head();
    }
  }

  /**
   * Makes {@code entry} the next one, if nobody else made one since {@code entry.n() - 1}.
   *
   * @return the head with the nodes to wait for; empty when somebody was faster
   */
  Optional<Head> commit(Entry entry) {
    return update(
        and(IS_HEAD, eq("n", entry.n() - 1)),
        combine(set("n", entry.n()), set("entry", MongoEntries.write(entry))));
  }

  /** Announces a node: from now on changes wait for it. */
  Head register(String node) {
    return update(IS_HEAD, combine(addToSet("nodes", node), unset(leaving(node))))
        .orElseThrow(MongoLog::noHead);
  }

  /**
   * Makes silent nodes announce themselves anew before they may answer for another lease.
   *
   * @return those of them that are leaving now, each with the mark of the suspicion, which may be
   *     somebody else's
   */
  Map<String, String> suspect(Collection<String> silent, String mark) {
    for (var node : silent) {
      var _ =
          update(
              and(IS_HEAD, eq("nodes", node)),
              combine(pull("nodes", node), set(leaving(node), mark)));
    }
    var marks = new HashMap<>(head().leaving());
    marks.keySet().retainAll(Set.copyOf(silent));
    return marks;
  }

  private static String leaving(String node) {
    return "leaving." + node;
  }

  /** Announces the only node there can be; all others are dead. */
  Head registerAlone(String node) {
    var _ = nodes.deleteMany(new Document());
    return update(IS_HEAD, combine(set("nodes", List.of(node)), unset("leaving")))
        .orElseThrow(MongoLog::noHead);
  }

  /** Strikes a node that cannot answer any more, unless it has announced itself since. */
  void remove(String gone, String mark) {
    var struck = update(and(IS_HEAD, eq(leaving(gone), mark)), unset(leaving(gone)));
    if (struck.isPresent()) {
      var _ = nodes.deleteOne(eq("_id", gone));
    }
  }

  /** The node itself leaves; it answers no more. */
  void signOff(String node) {
    var _ = update(IS_HEAD, combine(pull("nodes", node), unset(leaving(node))));
    var _ = nodes.deleteOne(eq("_id", node));
  }

  private Optional<Head> update(Bson filter, Bson update) {
    var after = new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);
    return Optional.ofNullable(heads.findOneAndUpdate(filter, update, after)).map(MongoLog::read);
  }

  private static Head read(@Nullable Document document) {
    if (document == null) {
      throw noHead();
    }
    return new Head(
        document.get("n", Number.class).longValue(),
        Optional.ofNullable(document.get("entry", Document.class)).map(MongoEntries::read),
        Set.copyOf(document.getList("nodes", String.class, List.of())),
        leaving(document.get("leaving", Document.class)));
  }

  private static Map<String, String> leaving(@Nullable Document marks) {
    var found = new HashMap<String, String>();
    if (marks != null) {
      marks.forEach((node, mark) -> found.put(node, String.valueOf(mark)));
    }
    return found;
  }

  private static IllegalStateException noHead() {
    return new IllegalStateException("the policy has no head: the migrations have not run");
  }

  /** The entries behind {@code after} up to {@code last}, as far as they have been kept. */
  List<Entry> entries(long after, long last) {
    return log.find(and(gt("_id", after), lte("_id", last)))
        .sort(new Document("_id", 1))
        .map(MongoEntries::read)
        .into(new ArrayList<>());
  }

  /**
   * Keeps the entry and does to the documents what it says; doing it again changes nothing. The two
   * do not depend on each other, so whoever waits for a change waits for the longer one only.
   */
  void apply(Entry entry) {
    var kept = new FutureTask<@Nullable Void>(() -> keep(entry), null);
    Thread.ofVirtual().name("policy-log").start(kept);
    entry.change().patches().forEach(patch -> apply(entry.n(), patch));
    try {
      var _ = kept.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MongoInterruptedException("interrupted while the log was written", e);
    }
  }

  private void keep(Entry entry) {
    unlessThere(() -> {
      var _ = log.insertOne(MongoEntries.write(entry));
    });
  }

  private void apply(long n, Patch patch) {
    var documents = database.getCollection(patch.in().key());
    Bson older = and(eq("_id", patch.id()), or(exists("v", false), lt("v", n)));
    switch (patch.way()) {
      case REMOVE -> {
        var _ = documents.deleteOne(older);
      }
      case WAKE, CHANGE -> {
        var _ = documents.updateOne(older, update(n, patch));
      }
      case KEEP ->
          // The filter passes over a document that is newer; then the insert finds its name taken.
          unlessThere(() -> {
            var _ = documents.updateOne(older, update(n, patch), new UpdateOptions().upsert(true));
          });
    }
  }

  private static Bson update(long n, Patch patch) {
    var parts = new ArrayList<Bson>();
    parts.add(set("v", n));
    patch.set().forEach((field, value) -> parts.add(set(field, MongoEntries.stored(value))));
    patch.unset().forEach(field -> parts.add(unset(field)));
    if (patch.way() == Patch.Way.WAKE) {
      parts.add(unset(MongoSteps.ASLEEP));
    } else if (!patch.touches("rev") && !patch.touches("gv")) {
      // Grants count their changes themselves: whoever read a title may still change it.
      parts.add(inc("rev", 1L));
    }
    return combine(parts);
  }

  private static void unlessThere(Runnable insert) {
    try {
      insert.run();
    } catch (RuntimeException e) {
      if (!StoreFailures.isDuplicateKey(e)) {
        throw e;
      }
    }
  }

  /** Removes what was inserted before {@code time} and never woken. */
  void removeAsleep(Instant time) {
    for (var in : Patch.In.values()) {
      var _ = database.getCollection(in.key()).deleteMany(lt(MongoSteps.ASLEEP, Date.from(time)));
    }
  }

  /** Says that a node answers from policy {@code n} or a later one, where Redis is not there. */
  void acknowledge(String node, long n) {
    var _ = nodes.updateOne(eq("_id", node), set("n", n), new UpdateOptions().upsert(true));
  }

  Map<String, Long> acknowledged(Collection<String> of) {
    var found = new HashMap<String, Long>();
    nodes
        .find(in("_id", of))
        .forEach(row -> found.put(row.getString("_id"), row.get("n", Number.class).longValue()));
    return found;
  }
}
