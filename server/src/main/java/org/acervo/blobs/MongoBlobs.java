package org.acervo.blobs;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.MongoException;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.ReturnDocument;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.acervo.blobs.MongoBlobDocument.State;
import org.acervo.blobs.MongoBlobDocument.Stored;
import org.acervo.kernel.Sha256;
import org.acervo.store.Migrations;
import org.acervo.store.StoreFailures;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * The documents of blobs. Every change names the state and the place that it is based on, so that
 * of two who change a blob at once one finds out; {@link Publishing} says what the states mean.
 */
final class MongoBlobs {
  private static final Bson READY = eq("state", State.READY.key());
  private static final int BATCH = 500;

  private final MongoCollection<Document> documents;
  private final MongoCollection<Document> verified;
  private final InstantSource clock;

  MongoBlobs(MongoDatabase database, InstantSource clock) {
    this.documents = database.getCollection("blobs");
    this.verified = database.getCollection("verified");
    this.clock = clock;
  }

  static List<Migrations.Step> steps() {
    return List.of(
        new Migrations.Step(
            "blobs-1",
            database -> {
              var blobs = database.getCollection("blobs");
              blobs.createIndex(Indexes.ascending("checked"));
              blobs.createIndex(Indexes.ascending("state", "touched"));
              database
                  .getCollection("staged")
                  .createIndex(Indexes.ascending("until"), new IndexOptions().name("until"));
            }),
        new Migrations.Step(
            "blobs-2",
            database -> {
              var blobs = database.getCollection("blobs");
              blobs.createIndex(Indexes.ascending("state", "_id", "touched", "held"));
              blobs.createIndex(Indexes.ascending("file"));
              blobs.createIndex(
                  Indexes.ascending("damaged"),
                  new IndexOptions().partialFilterExpression(exists("damaged")));
              blobs.createIndex(Indexes.ascending("state", "store", "size"));
              database.getCollection("chunks").createIndex(Indexes.ascending("_id.f"));
              // "doomed" was a mark that could be taken back, and may stand on what is needed
              blobs.updateMany(eq("state", State.DOOMED.key()), set("state", State.READY.key()));
            }));
  }

  // On the way in

  /** False when there is a document of that name already. */
  boolean insert(Copy copy) {
    return inserted(MongoBlobDocument.staged(copy, now(), 1));
  }

  /** Puts a copy in the place of what may be given up. */
  boolean replace(Stored old, Copy copy) {
    var fresh = MongoBlobDocument.staged(copy, now(), old.held() + 1);
    return documents.replaceOne(same(old), fresh).getMatchedCount() > 0;
  }

  boolean makeReady(Stored staged) {
    return changed(
        and(at(staged.blob()), eq("state", State.STAGED.key())),
        combine(set("state", State.READY.key()), set("touched", now()), set("checked", now())));
  }

  Optional<Stored> get(Sha256 name) {
    return Optional.ofNullable(bare(eq("_id", name.hex())).first()).map(MongoBlobDocument::read);
  }

  /** Takes hold of a ready blob for one more lease. */
  Optional<Stored> hold(Sha256 name) {
    return Optional.ofNullable(
            documents.findOneAndUpdate(
                and(eq("_id", name.hex()), READY),
                held(),
                new FindOneAndUpdateOptions()
                    .projection(Projections.exclude("bytes"))
                    .returnDocument(ReturnDocument.AFTER)))
        .map(MongoBlobDocument::read);
  }

  void renew(Stored stored) {
    documents.updateOne(and(at(stored.blob()), eq("state", stored.state().key())), held());
  }

  private Bson held() {
    return combine(set("touched", now()), inc("held", 1L));
  }

  // On the way out

  Optional<Blob> find(Sha256 name) {
    return Optional.ofNullable(bare(and(eq("_id", name.hex()), READY)).first())
        .map(document -> MongoBlobDocument.read(document).blob());
  }

  /**
   * The bytes in the document itself, if they are those that were written. Older versions wrote no
   * checksum; then the hash tells.
   */
  Optional<byte[]> bytes(Blob blob) {
    var document = documents.find(at(blob)).first();
    if (document == null) {
      return Optional.empty();
    }
    return MongoFiles.bytes(document, "bytes", blob.sha256().hex(), 0)
        .filter(bytes -> bytes.length == blob.size())
        .filter(bytes -> document.containsKey("sum") || Sha256.of(bytes).equals(blob.sha256()));
  }

  // What is damaged

  /** Notes that its bytes are wrong, unless somebody has looked at them since it was read. */
  boolean markDamaged(Blob blob) {
    return changed(
        and(at(blob), READY, eq("checked", Date.from(blob.checked())), exists("damaged", false)),
        set("damaged", now()));
  }

  /** Notes that something refers to bytes that are not there at all. */
  boolean markMissing(Sha256 name, long size) {
    return inserted(MongoBlobDocument.missing(name, size, now()));
  }

  private boolean inserted(Document document) {
    try {
      documents.insertOne(document);
      return true;
    } catch (MongoException e) {
      if (StoreFailures.isDuplicateKey(e)) {
        return false;
      }
      throw e;
    }
  }

  /** Writes right bytes over the wrong ones of an inline blob, which stays marked. */
  boolean rewrite(Blob blob, String copy, byte[] bytes) {
    return changed(and(at(blob), READY), MongoBlobDocument.rewritten(blob.sha256(), copy, bytes));
  }

  /** Notes that it was read back and is whole. */
  boolean markWhole(Blob blob) {
    return changed(and(at(blob), READY), combine(set("checked", now()), unset("damaged")));
  }

  List<Blob> damaged(int limit) {
    return bare(and(READY, exists("damaged")))
        .sort(new Document("damaged", 1).append("_id", 1))
        .limit(limit)
        .map(document -> MongoBlobDocument.read(document).blob())
        .into(new ArrayList<>());
  }

  long countDamaged() {
    return documents.countDocuments(and(READY, exists("damaged")));
  }

  /** How many bytes lie where. */
  List<Blobs.Total> totals() {
    return documents
        .aggregate(
            List.of(
                new Document("$match", new Document("state", State.READY.key())),
                new Document(
                    "$group",
                    new Document("_id", "$store")
                        .append("files", new Document("$sum", 1L))
                        .append("bytes", new Document("$sum", "$size")))))
        .map(MongoBlobDocument::total)
        .into(new ArrayList<>());
  }

  void note(Blobs.Verified result) {
    verified.replaceOne(
        eq("_id", "last"), MongoBlobDocument.verified(result), new ReplaceOptions().upsert(true));
  }

  Optional<Blobs.Verified> lastVerified() {
    return Optional.ofNullable(verified.find(eq("_id", "last")).first())
        .map(MongoBlobDocument::verified);
  }

  // What is looked through

  /** Ready blobs in the order of their names; {@code after} continues a list. */
  List<Blob> page(String after) {
    return bare(and(READY, gt("_id", after)))
        .sort(new Document("_id", 1))
        .limit(BATCH)
        .map(document -> MongoBlobDocument.read(document).blob())
        .into(new ArrayList<>());
  }

  /** Those that nobody has taken hold of since {@code time}; {@code after} continues a list. */
  List<Stored> idle(State state, Instant time, String after) {
    return bare(and(eq("state", state.key()), lt("touched", Date.from(time)), gt("_id", after)))
        .sort(new Document("_id", 1))
        .limit(BATCH)
        .map(MongoBlobDocument::read)
        .into(new ArrayList<>());
  }

  /** The state of the blob whose bytes lie in a file. */
  Optional<State> naming(String file) {
    return Optional.ofNullable(bare(eq("file", file)).first())
        .map(document -> MongoBlobDocument.read(document).state());
  }

  /** Those of some files that a blob names, in whatever state it is. */
  Set<String> naming(Collection<String> files) {
    return documents
        .find(in("file", files))
        .projection(Projections.include("file"))
        .map(document -> document.getString("file"))
        .into(new HashSet<>());
  }

  /** Begins its removal, which nobody takes back; false when somebody took hold of it. */
  boolean doom(Stored seen) {
    return changed(same(seen), set("state", State.DOOMED.key()));
  }

  /** The last step of a removal. */
  void delete(Blob doomed) {
    documents.deleteOne(and(at(doomed), eq("state", State.DOOMED.key())));
  }

  private FindIterable<Document> bare(Bson which) {
    return documents.find(which).projection(Projections.exclude("bytes"));
  }

  private boolean changed(Bson which, Bson change) {
    return documents.updateOne(which, change).getMatchedCount() > 0;
  }

  /** Just this document, untouched since it was read. */
  private static Bson same(Stored seen) {
    return and(
        at(seen.blob()),
        eq("state", seen.state().key()),
        seen.held() == 0 ? exists("held", false) : eq("held", seen.held()));
  }

  /** This blob, as long as its bytes lie in this place. */
  private static Bson at(Blob blob) {
    Bson place =
        switch (blob.place()) {
          case Blob.Place.Inline(String copy) ->
              and(eq("store", "inline"), copy.isEmpty() ? exists("copy", false) : eq("copy", copy));
          case Blob.Place.Chunks(String file, int _) -> eq("file", file);
          case Blob.Place.Missing() -> eq("store", "missing");
        };
    return and(eq("_id", blob.sha256().hex()), place);
  }

  private Date now() {
    return Date.from(clock.instant());
  }
}
