package org.acervo.items;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.ItemId;
import org.acervo.store.Migrations;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The queue of files that are to be looked into, kept in the items' own documents, so that nothing
 * is forgotten.
 *
 * <p>{@code preview.due} is there while something is to be done, whatever is shown meanwhile: it
 * says from when on the item may be taken. Taking it moves {@code due} to the end of a lease and
 * notes the taker in {@code preview.by}; the taker renews the lease while it works, and only what
 * it finds while it still holds the item is kept. A taker that dies lets the lease run out. New
 * items are due at the epoch, what is to be looked at again a moment later: so an upgrade's second
 * look at an old library does not come before new uploads.
 *
 * <p>{@code preview.engine} says which engines came to an outcome that is not perfect, so that
 * newer ones may try again.
 */
final class MongoPreviewQueue {
  private static final Date NEW = Date.from(Instant.EPOCH);
  private static final Date AGAIN = Date.from(Instant.EPOCH.plusMillis(1));

  private final MongoCollection<Document> documents;

  MongoPreviewQueue(MongoDatabase database) {
    this.documents = database.getCollection("items");
  }

  /**
   * Everything that an older version gave up, or never looked into, is looked at again: it gave up
   * sound files because the machine was busy.
   */
  static Migrations.Step upgrade() {
    return new Migrations.Step(
        "items-preview-queue",
        database -> {
          var items = database.getCollection("items");
          items.createIndex(
              new Document("preview.due", 1),
              new IndexOptions().partialFilterExpression(exists("preview.due")));
          items.createIndex(
              new Document("preview.state", 1).append("_id", 1),
              new IndexOptions().partialFilterExpression(exists("preview.code")));
          items.updateMany(
              and(eq("preview.state", "pending"), exists("preview.due", false)),
              combine(set("preview.due", NEW), unset("preview.lease")));
          items.updateMany(
              and(in("preview.state", "failed", "none"), exists("preview.code", false)),
              combine(
                  set("preview.due", AGAIN),
                  set("preview.code", "unknown"),
                  set("preview.tries", 0)));
        });
  }

  /** What is due first; empty when nothing is. */
  Optional<PreviewClaims.Claim> claim(Instant now, Instant until, String by) {
    return take(due(now), until, by);
  }

  /** One item before all others, if it is due. */
  Optional<PreviewClaims.Claim> claim(ItemId id, Instant now, Instant until, String by) {
    return take(and(eq("_id", id.value()), due(now)), until, by);
  }

  private static Bson due(Instant now) {
    return and(exists("preview.due"), lte("preview.due", Date.from(now)));
  }

  private Optional<PreviewClaims.Claim> take(Bson which, Instant until, String by) {
    return Optional.ofNullable(
            documents.findOneAndUpdate(
                which,
                combine(
                    set("preview.due", Date.from(until)),
                    set("preview.by", by),
                    inc("preview.tries", 1)),
                new FindOneAndUpdateOptions()
                    .sort(new Document("preview.due", 1))
                    .returnDocument(ReturnDocument.AFTER)))
        .map(document ->
            new PreviewClaims.Claim(
                MongoItemDocument.read(document),
                document.get("preview", Document.class).getInteger("tries", 1),
                by));
  }

  /** Whether the claim still holds; then it does until {@code until}. */
  boolean renew(PreviewClaims.Claim claim, Instant until) {
    return documents.updateOne(held(claim), set("preview.due", Date.from(until))).getMatchedCount()
        > 0;
  }

  private static Bson held(PreviewClaims.Claim claim) {
    return and(eq("_id", claim.item().id().value()), eq("preview.by", claim.by()));
  }

  /** Gives an item back; it is shown as {@code preview} until it is due again. */
  void postpone(PreviewClaims.Claim claim, Preview preview, Instant due) {
    documents.updateOne(
        held(claim),
        set(
            "preview",
            MongoPreview.write(preview)
                .append("due", Date.from(due))
                .append("tries", claim.tries())));
  }

  /** Puts an item at the front of the queue again; empty when it waits there or is being drawn. */
  boolean again(ItemId id) {
    return documents
            .updateOne(
                and(
                    eq("_id", id.value()),
                    eq("live", true),
                    exists("preview.code"),
                    exists("preview.by", false)),
                set(
                    "preview",
                    MongoPreview.write(new Preview.Pending())
                        .append("due", NEW)
                        .append("tries", 0)))
            .getModifiedCount()
        > 0;
  }

  /** Queues what other engines than {@code engine} could not draw, or not wholly. */
  void againWith(int engine) {
    documents.updateMany(
        and(exists("preview.code"), exists("preview.due", false), ne("preview.engine", engine)),
        combine(set("preview.due", AGAIN), set("preview.tries", 0)));
  }

  /** Items outside the trash at or below a collection, by id. */
  List<Item> inState(Need need, CollectionId root, Optional<String> after, int limit) {
    var filters = new ArrayList<Bson>();
    filters.add(exists("preview.code"));
    filters.add(in("preview.state", need.states()));
    filters.add(eq("anc", root.value()));
    need.code().ifPresent(only -> filters.add(eq("preview.code", only)));
    after.ifPresent(id -> filters.add(gt("_id", id)));
    return documents
        .find(and(filters))
        .projection(Projections.exclude("anc", "meta", "gps"))
        .sort(new Document("_id", 1))
        .limit(limit)
        .map(MongoItemDocument::read)
        .into(new ArrayList<>());
  }

  /** Notes what was found by the holder of the claim; a claim that was lost changes nothing. */
  void found(PreviewClaims.Claim claim, Findings findings, int engine) {
    var item = claim.item();
    var changes = new ArrayList<Bson>();
    var preview = MongoPreview.write(findings.preview());
    changes.add(
        set("preview", preview.containsKey("code") ? preview.append("engine", engine) : preview));
    put(changes, "w", findings.width());
    put(changes, "h", findings.height());
    put(changes, "pages", findings.pages());
    if (!findings.meta().isEmpty()) {
      changes.add(set("meta", new Document(new TreeMap<>(findings.meta()))));
    }
    findings
        .place()
        .ifPresent(gps ->
            changes.add(set("gps", new Document("lat", gps.lat()).append("lon", gps.lon()))));
    if (documents.updateOne(held(claim), combine(changes)).getMatchedCount() == 0) {
      return;
    }
    if (findings.taken() != null) {
      documents.updateOne(
          and(eq("_id", item.id().value()), ne("ts", Taken.Source.PERSON.code())),
          MongoItemDocument.set(findings.taken()));
    }
    if (findings.descr() != null && item.descr().isEmpty()) {
      documents.updateOne(
          and(eq("_id", item.id().value()), eq("descr", ""), eq("rev", item.rev())),
          set("descr", findings.descr()));
    }
  }

  private static void put(List<Bson> changes, String field, @Nullable Object value) {
    if (value != null) {
      changes.add(set(field, value));
    }
  }
}
