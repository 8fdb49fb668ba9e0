package org.acervo.cache;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import java.util.Objects;
import java.util.Optional;
import org.acervo.kernel.SnapshotTime;
import org.acervo.store.Snapshot;
import org.acervo.store.Store;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** The one document by which nodes agree who is the relay, and where the next one goes on. */
final class MongoRelay {
  private static final Bson ONE = eq("_id", "relay");

  private final MongoCollection<Document> documents;

  MongoRelay(Store store) {
    this.documents = store.database().getCollection("cache_relay");
  }

  /**
   * What it says.
   *
   * @param node who is the relay; empty when nobody is
   * @param beat counts signs of life
   * @param at up to which time every change was seen to
   * @param server the Redis that this was done in
   * @param dark whether nobody can trust the cache, since no marker was written for long
   */
  record State(
      String node,
      long beat,
      Optional<SnapshotTime> at,
      String server,
      String epoch,
      boolean dark) {}

  State read() {
    return state(Snapshot.find(documents, ONE).first());
  }

  /** Takes the place over from who is silent. Empty when somebody else was quicker. */
  Optional<State> take(String node, State silent) {
    var after = new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);
    if (silent.beat() == 0) {
      documents.findOneAndUpdate(
          ONE,
          combine(setOnInsert("node", ""), setOnInsert("beat", 0L), setOnInsert("dark", true)),
          new FindOneAndUpdateOptions().upsert(true));
    }
    var taken =
        documents.findOneAndUpdate(
            and(ONE, eq("node", silent.node()), eq("beat", silent.beat())),
            combine(set("node", node), inc("beat", 1L)),
            after);
    return Optional.ofNullable(taken).map(MongoRelay::state);
  }

  /** A sign of life with how far it has come; false when somebody else has taken over. */
  boolean beat(String node, State now) {
    return documents
            .updateOne(
                and(ONE, eq("node", node)),
                combine(
                    inc("beat", 1L),
                    set("at", now.at().map(SnapshotTime::toString).orElse(null)),
                    set("server", now.server()),
                    set("epoch", now.epoch()),
                    set("dark", now.dark())))
            .getMatchedCount()
        > 0;
  }

  void leave(String node) {
    documents.updateOne(and(ONE, eq("node", node)), combine(set("node", ""), inc("beat", 1L)));
  }

  private static State state(@Nullable Document document) {
    if (document == null) {
      return new State("", 0, Optional.empty(), "", "", true);
    }
    return new State(
        document.getString("node"),
        document.get("beat", Number.class).longValue(),
        Optional.ofNullable(document.getString("at")).map(SnapshotTime::parse),
        Objects.requireNonNullElse(document.getString("server"), ""),
        Objects.requireNonNullElse(document.getString("epoch"), ""),
        document.getBoolean("dark", true));
  }
}
