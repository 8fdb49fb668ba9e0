package org.acervo.blobs;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static java.util.Objects.requireNonNull;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.ReturnDocument;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.Sha256;
import org.acervo.store.Migrations;
import org.acervo.store.StoreFailures;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * Blobs in MongoDB: one document a blob, and chunks with names that follow from file and number, so
 * that writing a chunk again changes nothing.
 *
 * <p>A blob is {@code staged} until it was read back, {@code ready} for as long as anything needs
 * it, and {@code doomed} while it is being removed. Only a ready blob is ever given to an upload;
 * taking it moves {@code touched}, and only a blob untouched for the whole lease can be doomed. So
 * an upload that found its bytes here already, and has not written its item yet, cannot lose them
 * to the collector.
 */
final class MongoBlobs {
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int PATIENCE = 100;

  private final MongoCollection<Document> blobs;
  private final MongoCollection<Document> chunks;
  private final MongoCollection<Document> staged;
  private final BlobsConfig config;
  private final InstantSource clock;

  MongoBlobs(MongoDatabase database, BlobsConfig config, InstantSource clock) {
    this.blobs = database.getCollection("blobs");
    this.chunks = database.getCollection("chunks");
    this.staged = database.getCollection("staged");
    this.config = config;
    this.clock = clock;
  }

  static Migrations.Step indexes() {
    return new Migrations.Step(
        "blobs-1",
        database -> {
          var blobs = database.getCollection("blobs");
          blobs.createIndex(Indexes.ascending("checked"));
          blobs.createIndex(Indexes.ascending("state", "touched"));
          database
              .getCollection("staged")
              .createIndex(Indexes.ascending("until"), new IndexOptions().name("until"));
        });
  }

  // Bytes on their way in

  void stage(String file) {
    staged.replaceOne(
        eq("_id", file),
        new Document("_id", file).append("until", Date.from(clock.instant().plus(config.lease()))),
        new ReplaceOptions().upsert(true));
  }

  void unstage(String file) {
    staged.deleteOne(eq("_id", file));
  }

  void putChunk(String file, int n, byte[] data) {
    try {
      chunks.insertOne(new Document("_id", chunkId(file, n)).append("data", new Binary(data)));
    } catch (MongoException e) {
      if (!StoreFailures.isDuplicateKey(e)) {
        throw e;
      }
    }
  }

  /**
   * Removes the chunks of a file and then the note about it, so that a removal cut short is taken
   * up again.
   */
  void discard(String file) {
    int n = 0;
    while (chunks.deleteOne(eq("_id", chunkId(file, n))).getDeletedCount() > 0) {
      n++;
    }
    unstage(file);
  }

  List<String> stagedBefore(Instant now) {
    return staged
        .find(lt("until", Date.from(now)))
        .limit(1000)
        .map(document -> document.getString("_id"))
        .into(new ArrayList<>());
  }

  /**
   * Makes a blob known once {@code verify} has accepted what is stored.
   *
   * @return it, or the one that was there already
   */
  Blob publish(Blob blob, byte @Nullable [] bytes, Consumer<Blob> verify) {
    if (bytes == null) {
      verify.accept(blob);
    }
    for (int i = 0; i < PATIENCE; i++) {
      if (insert(blob, bytes)) {
        if (bytes != null) {
          verify.accept(blob);
          makeReady(blob.sha256());
        }
        return find(blob.sha256()).orElseThrow(MongoBlobs::vanished);
      }
      var there = touch(blob.sha256());
      if (there.isPresent()) {
        return there.get();
      }
      if (bytes != null && isStaged(blob.sha256())) {
        verify.accept(blob);
        makeReady(blob.sha256());
      } else {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
    throw new Failed(
        new Failure.Busy(
            "The same bytes are being removed at this moment.", Duration.ofSeconds(5)));
  }

  private boolean insert(Blob blob, byte @Nullable [] bytes) {
    var now = Date.from(clock.instant());
    var document =
        new Document("_id", blob.sha256().hex())
            .append("size", blob.size())
            .append("state", bytes == null ? "ready" : "staged")
            .append("touched", now)
            .append("checked", now);
    switch (blob.place()) {
      case Blob.Place.Inline() ->
          document.append("store", "inline").append("bytes", new Binary(requireNonNull(bytes)));
      case Blob.Place.Chunks(String file, int size) ->
          document.append("store", "gridfs").append("file", file).append("chunk", size);
    }
    try {
      blobs.insertOne(document);
      return true;
    } catch (MongoException e) {
      if (StoreFailures.isDuplicateKey(e)) {
        return false;
      }
      throw e;
    }
  }

  private void makeReady(Sha256 name) {
    blobs.updateOne(and(eq("_id", name.hex()), eq("state", "staged")), set("state", "ready"));
  }

  private boolean isStaged(Sha256 name) {
    return blobs.countDocuments(and(eq("_id", name.hex()), eq("state", "staged"))) > 0;
  }

  /** Takes hold of a ready blob for one more lease. */
  private Optional<Blob> touch(Sha256 name) {
    return Optional.ofNullable(
            blobs.findOneAndUpdate(
                and(eq("_id", name.hex()), eq("state", "ready")),
                set("touched", Date.from(clock.instant())),
                new FindOneAndUpdateOptions()
                    .projection(Projections.exclude("bytes"))
                    .returnDocument(ReturnDocument.AFTER)))
        .map(MongoBlobs::blob);
  }

  // Bytes that are kept

  Optional<Blob> find(Sha256 name) {
    return Optional.ofNullable(
            blobs
                .find(and(eq("_id", name.hex()), eq("state", "ready")))
                .projection(Projections.exclude("bytes"))
                .first())
        .map(MongoBlobs::blob);
  }

  /** Where pieces of a blob go, one after the other. */
  @FunctionalInterface
  interface Sink<X extends Exception> {
    void accept(byte[] bytes, int offset, int length) throws X;
  }

  /**
   * Reads {@code length} bytes from {@code from} on, holding one chunk in memory.
   *
   * @throws Failed with {@code Unavailable} when stored bytes are missing
   */
  <X extends Exception> void read(Blob blob, long from, long length, Sink<X> sink) throws X {
    switch (blob.place()) {
      case Blob.Place.Inline() -> {
        var document = blobs.find(eq("_id", blob.sha256().hex())).first();
        byte[] bytes = data(document, "bytes", blob);
        if (bytes.length < from + length) {
          throw damaged(blob);
        }
        sink.accept(bytes, Math.toIntExact(from), Math.toIntExact(length));
      }
      case Blob.Place.Chunks(String file, int size) -> {
        long position = from;
        long end = from + length;
        while (position < end) {
          long n = position / size;
          byte[] bytes = data(chunks.find(eq("_id", chunkId(file, (int) n))).first(), "data", blob);
          int offset = (int) (position - n * size);
          int piece = (int) Math.min(size - offset, end - position);
          if (bytes.length < offset + piece) {
            throw damaged(blob);
          }
          sink.accept(bytes, offset, piece);
          position += piece;
        }
      }
    }
  }

  private static byte[] data(@Nullable Document document, String field, Blob blob) {
    if (document == null || !(document.get(field) instanceof Binary binary)) {
      throw damaged(blob);
    }
    return binary.getData();
  }

  private static Failed damaged(Blob blob) {
    return new Failed(
        new Failure.Unavailable(
            "A part of the stored bytes " + blob.sha256().hex().substring(0, 12),
            Duration.ofMinutes(1)));
  }

  private static Failed vanished() {
    return new Failed(new Failure.Unavailable("What was just stored", Duration.ofSeconds(5)));
  }

  // Bytes that are checked again

  /** Ready blobs in the order of their names; {@code after} continues a list. */
  List<Blob> page(String after) {
    return blobs
        .find(and(eq("state", "ready"), gt("_id", after)))
        .projection(Projections.exclude("bytes"))
        .sort(new Document("_id", 1))
        .limit(500)
        .map(MongoBlobs::blob)
        .into(new ArrayList<>());
  }

  void checked(Sha256 name) {
    blobs.updateOne(eq("_id", name.hex()), set("checked", Date.from(clock.instant())));
  }

  // Bytes that nobody needs any more

  /** Ready blobs that nothing has touched for a whole lease; {@code after} continues a list. */
  List<Sha256> idle(Instant now, String after) {
    return blobs
        .find(
            and(
                eq("state", "ready"),
                lt("touched", Date.from(now.minus(config.lease()))),
                gt("_id", after)))
        .projection(Projections.include("_id"))
        .sort(new Document("_id", 1))
        .limit(500)
        .map(document -> new Sha256(document.getString("_id")))
        .into(new ArrayList<>());
  }

  /** Those whose removal has begun, and inline bytes whose upload never ended. */
  List<Sha256> leftovers(Instant now) {
    Bson old = lt("touched", Date.from(now.minus(config.lease())));
    Bson either = or(eq("state", "doomed"), and(eq("state", "staged"), old));
    return blobs
        .find(either)
        .projection(Projections.include("_id"))
        .limit(500)
        .map(document -> new Sha256(document.getString("_id")))
        .into(new ArrayList<>());
  }

  /** Marks for removal, unless it was touched. */
  boolean doom(Sha256 name, Instant now) {
    return blobs
            .updateOne(
                and(
                    eq("_id", name.hex()),
                    in("state", "ready", "staged"),
                    lt("touched", Date.from(now.minus(config.lease())))),
                set("state", "doomed"))
            .getModifiedCount()
        > 0;
  }

  void reprieve(Sha256 name) {
    blobs.updateOne(
        and(eq("_id", name.hex()), eq("state", "doomed")),
        combine(set("state", "ready"), set("touched", Date.from(clock.instant()))));
  }

  /** Chunks first, the document last, so that a removal cut short is taken up again. */
  boolean remove(Sha256 name) {
    var doomed = and(eq("_id", name.hex()), eq("state", "doomed"));
    var document = blobs.find(doomed).projection(Projections.exclude("bytes")).first();
    if (document == null) {
      return false;
    }
    if (blob(document).place() instanceof Blob.Place.Chunks(String file, int _)) {
      discard(file);
    }
    return blobs.deleteOne(doomed).getDeletedCount() > 0;
  }

  private static Blob blob(Document document) {
    Blob.Place place =
        "inline".equals(document.getString("store"))
            ? new Blob.Place.Inline()
            : new Blob.Place.Chunks(document.getString("file"), document.getInteger("chunk"));
    return new Blob(
        new Sha256(document.getString("_id")),
        document.get("size", Number.class).longValue(),
        place,
        document.getDate("checked").toInstant());
  }

  private static Document chunkId(String file, int n) {
    return new Document("f", file).append("n", n);
  }
}
