package org.acervo.blobs;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.nin;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReplaceOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.acervo.kernel.Checksum;
import org.acervo.store.StoreFailures;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;

/**
 * Files of chunks, and a note about each that no ready blob names yet. {@link Publishing} says what
 * the notes are for.
 *
 * <p>Chunks have names that follow from file and number, so that writing one again changes nothing.
 */
final class MongoFiles {
  private static final String CLAIMED = "claimed";
  private static final String DROPPED = "dropped";
  private static final int BATCH = 64;

  private final MongoCollection<Document> chunks;
  private final MongoCollection<Document> notes;
  private final InstantSource clock;
  private final Duration lease;

  MongoFiles(MongoDatabase database, InstantSource clock, Duration lease) {
    this.chunks = database.getCollection("chunks");
    this.notes = database.getCollection("staged");
    this.clock = clock;
    this.lease = lease;
  }

  // Notes

  /** To be done before the first chunk is written. */
  void begin(String file) {
    notes.insertOne(new Document("_id", file).append("until", until()));
  }

  private Date until() {
    return Date.from(clock.instant().plus(lease));
  }

  /** False when it was dropped meanwhile. */
  boolean renew(String file) {
    return moved(and(eq("_id", file), nin("state", CLAIMED, DROPPED)), set("until", until()));
  }

  /** From now on a blob's document alone decides about the file. False when it was dropped. */
  boolean claim(String file) {
    return moved(and(eq("_id", file), ne("state", DROPPED)), set("state", CLAIMED));
  }

  /** From now on no blob that names the file becomes ready. False when it was claimed. */
  boolean drop(String file) {
    return moved(and(eq("_id", file), ne("state", CLAIMED)), set("state", DROPPED));
  }

  private boolean moved(Bson which, Bson change) {
    return notes.updateOne(which, change).getMatchedCount() > 0;
  }

  void forget(String file) {
    notes.deleteOne(eq("_id", file));
  }

  /** The files whose notes have expired; {@code after} continues a list. */
  List<String> expired(Instant now, String after) {
    return notes
        .find(and(lt("until", Date.from(now)), gt("_id", after)))
        .projection(Projections.include("_id"))
        .sort(new Document("_id", 1))
        .limit(BATCH)
        .map(note -> note.getString("_id"))
        .into(new ArrayList<>());
  }

  /** Those of some files about which there are notes. */
  Set<String> noted(Collection<String> files) {
    return notes
        .find(in("_id", files))
        .projection(Projections.include("_id"))
        .map(note -> note.getString("_id"))
        .into(new HashSet<>());
  }

  // Chunks

  void put(String file, int n, byte[] data) {
    try {
      chunks.insertOne(chunk(file, n, data));
    } catch (MongoException e) {
      if (!StoreFailures.isDuplicateKey(e)) {
        throw e;
      }
    }
  }

  /** Writes a chunk over what is there. */
  void rewrite(String file, int n, byte[] data) {
    chunks.replaceOne(
        eq("_id", id(file, n)), chunk(file, n, data), new ReplaceOptions().upsert(true));
  }

  /**
   * A chunk, if it is there, has this length, and is what was written. Chunks of older versions
   * carry no checksum.
   */
  Optional<byte[]> get(String file, int n, int length) {
    return Optional.ofNullable(chunks.find(eq("_id", id(file, n))).first())
        .flatMap(chunk -> bytes(chunk, "data", file, n))
        .filter(data -> data.length == length);
  }

  /** The bytes of a document, unless its checksum says that they are others. */
  static Optional<byte[]> bytes(Document document, String field, String name, int n) {
    if (!(document.get(field) instanceof Binary binary)) {
      return Optional.empty();
    }
    byte[] bytes = binary.getData();
    boolean right =
        !document.containsKey("sum")
            || (document.get("sum") instanceof Number sum
                && sum.longValue() == Checksum.of(name, n, bytes));
    return right ? Optional.of(bytes) : Optional.empty();
  }

  private static Document chunk(String file, int n, byte[] data) {
    return new Document("_id", id(file, n))
        .append("data", new Binary(data))
        .append("sum", Checksum.of(file, n, data));
  }

  private static Document id(String file, int n) {
    return new Document("f", file).append("n", n);
  }

  /** Removes what there is of a file, whatever its numbers, a few chunks at a time. */
  void remove(String file) {
    while (true) {
      var some =
          chunks
              .find(eq("_id.f", file))
              .projection(Projections.include("_id"))
              .limit(BATCH)
              .map(chunk -> chunk.get("_id", Document.class))
              .into(new ArrayList<>());
      if (some.isEmpty()) {
        return;
      }
      chunks.deleteMany(in("_id", some));
    }
  }

  /** The names of files of which there are chunks, in order; {@code after} continues a list. */
  List<String> names(String after) {
    var found = new ArrayList<String>();
    String last = after;
    while (found.size() < BATCH) {
      var next =
          chunks
              .find(gt("_id.f", last))
              .projection(Projections.include("_id"))
              .sort(new Document("_id.f", 1))
              .first();
      if (next == null) {
        return found;
      }
      last = next.get("_id", Document.class).getString("f");
      found.add(last);
    }
    return found;
  }
}
