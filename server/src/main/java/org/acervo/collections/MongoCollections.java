package org.acervo.collections;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.ItemId;
import org.acervo.kernel.Revision;
import org.acervo.store.Mark;
import org.acervo.store.Migrations;
import org.acervo.store.Snapshot;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The documents of collections. The fields {@code inherit}, {@code grants} and {@code gv} belong to
 * the room {@code access}; {@code parent}, {@code order}, {@code del} and {@code settle} are
 * changed by changes of rights only, as patches.
 */
final class MongoCollections {
  private static final int FEW = 1_000;

  private final MongoCollection<Document> documents;

  MongoCollections(MongoDatabase database) {
    this.documents = database.getCollection("collections");
  }

  static Migrations.Step indexes() {
    return new Migrations.Step(
        "collections-1",
        database -> {
          var documents = database.getCollection("collections");
          documents.createIndex(Indexes.ascending("parent", "order"));
          documents.createIndex(Indexes.ascending("grants.p"));
          documents.createIndex(
              Indexes.ascending("settle"),
              new IndexOptions().partialFilterExpression(exists("settle")));
        });
  }

  /** Asleep: it is no collection until a change of rights gives it its place. */
  void insert(CollectionId id, String title, String descr, Instant now) {
    documents.insertOne(
        new Document("_id", id.value())
            .append("title", title)
            .append("descr", descr)
            .append("order", 0L)
            .append("cnt", new Document("images", 0L).append("pdfs", 0L).append("bytes", 0L))
            .append("gv", 0L)
            .append("created", Date.from(now))
            .append("rev", 1L)
            .append("asleep", Date.from(now)));
  }

  void forgetAsleep(CollectionId id) {
    documents.deleteOne(and(eq("_id", id.value()), exists("asleep")));
  }

  Optional<org.acervo.collections.Collection> find(CollectionId id) {
    return Optional.ofNullable(
            Snapshot.find(documents, and(eq("_id", id.value()), exists("parent")))
                .projection(own())
                .first())
        .map(MongoCollections::read);
  }

  List<org.acervo.collections.Collection> find(Collection<CollectionId> ids) {
    return Snapshot.find(
            documents,
            and(in("_id", ids.stream().map(CollectionId::value).toList()), exists("parent")))
        .projection(own())
        .map(MongoCollections::read)
        .into(new ArrayList<>());
  }

  long lastOrder(CollectionId parent) {
    var last =
        documents
            .find(eq("parent", parent.value()))
            .projection(Projections.include("order"))
            .sort(new Document("parent", 1).append("order", -1))
            .first();
    return last == null ? 0 : last.get("order", Number.class).longValue();
  }

  /**
   * Applies {@code changes} to the revision asked for; empty when there is no such document now.
   */
  private Optional<org.acervo.collections.Collection> update(
      CollectionId id, Revision revision, Bson changes) {
    Bson which =
        switch (revision) {
          case Revision.Any() -> eq("_id", id.value());
          case Revision.Exactly(long number) -> and(eq("_id", id.value()), eq("rev", number));
        };
    return Mark.update(
            documents,
            id.value(),
            which,
            combine(changes, inc("rev", 1L)),
            new FindOneAndUpdateOptions().projection(own()))
        .map(MongoCollections::read);
  }

  /** Empty when there is no such collection at {@code revision}. */
  Optional<org.acervo.collections.Collection> edit(CollectionId id, Revision revision, Edit edit) {
    return update(id, revision, changes(edit));
  }

  private static Bson changes(Edit edit) {
    var changes = new ArrayList<Bson>();
    put(changes, "title", edit.title());
    put(changes, "descr", edit.descr());
    put(changes, "order", edit.order());
    switch (edit.cover()) {
      case Cover.Keep() -> {}
      case Cover.Automatic() -> changes.add(unset("cover"));
      case Cover.Chosen(ItemId item) -> changes.add(set("cover", item.value()));
    }
    return combine(changes);
  }

  private static void put(List<Bson> changes, String field, @Nullable Object value) {
    if (value != null) {
      changes.add(set(field, value));
    }
  }

  void settled(CollectionId id) {
    documents.updateOne(eq("_id", id.value()), unset("settle"));
  }

  List<CollectionId> unsettled() {
    return documents
        .find(exists("settle"))
        .projection(Projections.include("_id"))
        .map(document -> new CollectionId(document.getString("_id")))
        .into(new ArrayList<>());
  }

  void add(CollectionId id, Tally tally) {
    documents.updateOne(
        eq("_id", id.value()),
        combine(
            inc("cnt.images", tally.images()),
            inc("cnt.pdfs", tally.pdfs()),
            inc("cnt.bytes", tally.bytes())));
  }

  /** Those of {@code ids}; many are read in one go. */
  Map<CollectionId, Tally> counts(Collection<CollectionId> ids) {
    if (ids.size() > FEW) {
      var counts = counts();
      counts.keySet().retainAll(new HashSet<>(ids));
      return counts;
    }
    var counts = new HashMap<CollectionId, Tally>();
    for (var document :
        Snapshot.find(documents, in("_id", ids.stream().map(CollectionId::value).toList()))
            .projection(Projections.include("cnt"))) {
      counts.put(new CollectionId(document.getString("_id")), tally(document));
    }
    return counts;
  }

  Map<CollectionId, Tally> counts() {
    var counts = new HashMap<CollectionId, Tally>();
    for (var document :
        Snapshot.find(documents, Filters.empty()).projection(Projections.include("cnt"))) {
      counts.put(new CollectionId(document.getString("_id")), tally(document));
    }
    return counts;
  }

  /** Puts one counter right, unless it has moved since it was read. */
  void repair(CollectionId id, Tally read, Tally right) {
    documents.updateOne(
        and(
            eq("_id", id.value()),
            eq("cnt.images", read.images()),
            eq("cnt.pdfs", read.pdfs()),
            eq("cnt.bytes", read.bytes())),
        combine(
            set("cnt.images", right.images()),
            set("cnt.pdfs", right.pdfs()),
            set("cnt.bytes", right.bytes())));
  }

  boolean isTrashedBefore(CollectionId id, Instant time) {
    return documents
            .find(and(eq("_id", id.value()), lt("del", Date.from(time)), exists("going", false)))
            .first()
        != null;
  }

  boolean isGoing(CollectionId id) {
    return documents.find(and(eq("_id", id.value()), exists("going"))).first() != null;
  }

  List<CollectionId> going() {
    return documents
        .find(exists("going"))
        .projection(Projections.include("_id"))
        .map(document -> new CollectionId(document.getString("_id")))
        .into(new ArrayList<>());
  }

  List<org.acervo.collections.Collection> trashedBefore(Instant time) {
    return documents
        .find(and(lt("del", Date.from(time)), exists("going", false)))
        .projection(own())
        .map(MongoCollections::read)
        .into(new ArrayList<>());
  }

  private static Bson own() {
    return Projections.exclude("inherit", "grants", "gv");
  }

  private static org.acervo.collections.Collection read(Document document) {
    return new org.acervo.collections.Collection(
        new CollectionId(document.getString("_id")),
        new CollectionId(document.getString("parent")),
        document.getString("title"),
        document.getString("descr"),
        Optional.ofNullable(document.getString("cover")).map(ItemId::new),
        document.get("order", Number.class).longValue(),
        tally(document),
        document.get("rev", Number.class).longValue(),
        Optional.ofNullable(document.getDate("del")).map(Date::toInstant));
  }

  private static Tally tally(Document document) {
    var counts = document.get("cnt", Document.class);
    return counts == null
        ? Tally.NONE
        : new Tally(
            counts.get("images", Number.class).longValue(),
            counts.get("pdfs", Number.class).longValue(),
            counts.get("bytes", Number.class).longValue());
  }
}
