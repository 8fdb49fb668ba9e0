package org.acervo.blobs;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.client.MongoCollection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.acervo.embedded.EmbeddedMongo;
import org.acervo.kernel.ByteRange;
import org.acervo.kernel.DataSize;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.Ids;
import org.acervo.kernel.Sha256;
import org.acervo.store.Migrations;
import org.acervo.store.Store;
import org.acervo.store.StoreConfig;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What storage may do to bytes: none of it is given out, and the next upload mends it. */
final class DamageTest {
  private static final int CHUNK = 255 << 10;
  private static final int SIZE = 3 * CHUNK - 1000;

  private Instant now = Instant.parse("2026-11-01T00:00:00Z");
  private EmbeddedMongo mongo;
  private Store store;
  private Blobs blobs;

  @BeforeEach
  void open() throws IOException {
    mongo = EmbeddedMongo.inMemory();
    store =
        Store.open(new StoreConfig(mongo.uri(), "damage", Optional.empty(), Duration.ofSeconds(5)));
    Migrations.run(store.database(), Blobs.migrations(), () -> now);
    blobs =
        new Blobs(
            store,
            new BlobsConfig(DataSize.kib(64), new DataSize(CHUNK), Duration.ofHours(1)),
            () -> now,
            new Ids(() -> now));
  }

  @AfterEach
  void close() throws IOException {
    store.close();
    mongo.close();
  }

  /** What can be wrong with stored bytes. */
  enum Damage {
    INLINE_FLIPPED(1000, "blobs", 0),
    INLINE_TRUNCATED(1000, "blobs", 0),
    INLINE_EMPTY(1000, "blobs", 0),
    INLINE_GONE(1000, "blobs", 0),
    FIRST_CHUNK_FLIPPED(SIZE, "chunks", 0),
    CHUNK_FLIPPED(SIZE, "chunks", 1),
    LAST_CHUNK_FLIPPED(SIZE, "chunks", 2),
    CHUNK_SHORT(SIZE, "chunks", 1),
    LAST_CHUNK_SHORT(SIZE, "chunks", 2),
    CHUNK_LONG(SIZE, "chunks", 2),
    FIRST_CHUNK_MISSING(SIZE, "chunks", 0),
    CHUNK_MISSING(SIZE, "chunks", 1),
    LAST_CHUNK_MISSING(SIZE, "chunks", 2),
    CHUNKS_SWAPPED(SIZE, "chunks", 1),
    ALL_CHUNKS_MISSING(SIZE, "chunks", 0),
    SIZE_WRONG(SIZE, "chunks", 2);

    private final int size;
    private final String collection;
    private final int n;

    Damage(int size, String collection, int n) {
      this.size = size;
      this.collection = collection;
      this.n = n;
    }

    /** Where the first wrong byte is looked for. */
    long at() {
      return (long) n * CHUNK;
    }
  }

  private static byte[] bytes(int size) {
    var bytes = new byte[size];
    new SplittableRandom(size).nextBytes(bytes);
    return bytes;
  }

  private Blob put(byte[] bytes) {
    try (var intake = blobs.begin()) {
      intake.write(bytes, 0, bytes.length);
      return intake.finish();
    }
  }

  private MongoCollection<Document> collection(String name) {
    return store.database().getCollection(name);
  }

  private void damage(Blob blob, Damage damage) {
    var collection = collection(damage.collection);
    boolean inline = damage.collection.equals("blobs");
    var id =
        inline
            ? new Document("_id", blob.sha256().hex())
            : new Document("_id", chunk(blob, damage.n));
    String field = inline ? "bytes" : "data";
    byte[] data = requireNonNull(collection.find(id).first()).get(field, Binary.class).getData();
    switch (damage) {
      case INLINE_GONE, FIRST_CHUNK_MISSING, CHUNK_MISSING, LAST_CHUNK_MISSING ->
          collection.deleteOne(id);
      case ALL_CHUNKS_MISSING -> collection.deleteMany(new Document());
      case INLINE_FLIPPED, FIRST_CHUNK_FLIPPED, CHUNK_FLIPPED, LAST_CHUNK_FLIPPED -> {
        data[data.length / 2] ^= 4;
        set(collection, id, field, data);
      }
      case INLINE_TRUNCATED, CHUNK_SHORT, LAST_CHUNK_SHORT ->
          set(collection, id, field, Arrays.copyOf(data, data.length - 1));
      case CHUNK_LONG -> set(collection, id, field, Arrays.copyOf(data, data.length + 1));
      case INLINE_EMPTY -> set(collection, id, field, new byte[0]);
      case CHUNKS_SWAPPED -> {
        var other = collection.find(new Document("_id", chunk(blob, 0))).first();
        collection.replaceOne(id, new Document(other).append("_id", chunk(blob, 1)));
      }
      case SIZE_WRONG ->
          collection("blobs")
              .updateOne(
                  new Document("_id", blob.sha256().hex()),
                  new Document("$set", new Document("size", (long) damage.size - 1)));
    }
  }

  private static Document chunk(Blob blob, int n) {
    return new Document("f", ((Blob.Place.Chunks) blob.place()).file()).append("n", n);
  }

  private static void set(
      MongoCollection<Document> collection, Document id, String field, byte[] data) {
    collection.updateOne(id, new Document("$set", new Document(field, new Binary(data))));
  }

  @ParameterizedTest
  @EnumSource
  void wrongBytesAreNeverGivenOutAndTheNextUploadRepairsThem(Damage damage) throws IOException {
    byte[] bytes = bytes(damage.size);
    var blob = put(bytes);
    damage(blob, damage);
    now = now.plusSeconds(60);
    var out = new ByteArrayOutputStream();
    assertDamaged(() -> blobs.open(find(bytes)).transferTo(out));
    assertThat(out.size()).isLessThan(bytes.length);
    assertThat(out.toByteArray()).isEqualTo(Arrays.copyOf(bytes, out.size()));
    assertDamaged(() -> find(bytes));
    assertThat(blobs.damaged(10)).extracting(Blob::sha256).containsExactly(blob.sha256());
    assertThat(blobs.verify(_ -> {}).files() + blobs.countDamaged()).isPositive();

    var repaired = put(bytes);
    assertThat(blobs.open(repaired).readAllBytes()).isEqualTo(bytes);
    assertThat(blobs.open(find(bytes)).readAllBytes()).isEqualTo(bytes);
    assertThat(blobs.countDamaged()).isZero();
    var bad = new ArrayList<Blob>();
    assertThat(blobs.verify(bad::add).damaged()).isZero();
    assertThat(bad).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void uploadThatFindsUnknownDamageRepairsIt(Damage damage) throws IOException {
    byte[] bytes = bytes(damage.size);
    damage(put(bytes), damage);
    assertThat(blobs.open(put(bytes)).readAllBytes()).isEqualTo(bytes);
    assertThat(blobs.verify(_ -> {})).isEqualTo(new Blobs.Verified(now, 1, 0, 0));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SIZE_WRONG") // its bytes are right
  void rangeOverWrongBytesIsRefused(Damage damage) {
    byte[] bytes = bytes(damage.size);
    var blob = put(bytes);
    damage(blob, damage);
    long from = damage.at() + 10;
    assertDamaged(() -> blobs.open(blob, new ByteRange(from, from + 5)));
    if (damage != Damage.INLINE_GONE) {
      assertThat(blobs.countDamaged()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void verifyFindsIt(Damage damage) {
    byte[] bytes = bytes(damage.size);
    damage(put(bytes), damage);
    blobs.look(Sha256.of(bytes), bytes.length);
    var bad = new ArrayList<Sha256>();
    var result = blobs.verify(blob -> bad.add(blob.sha256()));
    assertThat(result.damaged() + result.missing()).isEqualTo(1);
    assertThat(bad).containsExactly(Sha256.of(bytes));
    assertDamaged(() -> find(bytes));
  }

  @Test
  void chunkBehindTheEndDoesNoHarmAndGoesWithTheFile() throws IOException {
    byte[] bytes = bytes(SIZE);
    var blob = put(bytes);
    collection("chunks").insertOne(new Document("_id", chunk(blob, 3)).append("data", "more"));
    assertThat(blobs.open(find(bytes)).readAllBytes()).isEqualTo(bytes);
    now = now.plus(Duration.ofHours(3));
    blobs.sweep(now, _ -> false, _ -> {});
    assertThat(collection("chunks").countDocuments()).isZero();
  }

  /** Older versions wrote no checksums, and said less of an inline blob. */
  @Test
  void bytesOfOlderVersionsAreCheckedByTheirHash() throws IOException {
    byte[] chunked = bytes(SIZE);
    byte[] inline = bytes(1000);
    var withoutSum = new Document("$unset", new Document("sum", 1).append("copy", 1));
    var blob = put(chunked);
    put(inline);
    collection("blobs").updateMany(new Document(), withoutSum);
    collection("chunks").updateMany(new Document(), withoutSum);
    assertThat(blobs.open(find(chunked)).readAllBytes()).isEqualTo(chunked);
    assertThat(blobs.open(find(inline)).readAllBytes()).isEqualTo(inline);
    var old = find(inline);
    damage(blob, Damage.CHUNK_FLIPPED);
    damage(old, Damage.INLINE_FLIPPED);
    assertDamaged(() -> blobs.open(find(chunked)).transferTo(new ByteArrayOutputStream()));
    assertDamaged(() -> blobs.open(old, new ByteRange(1, 2)));
    assertThat(blobs.open(put(chunked)).readAllBytes()).isEqualTo(chunked);
    assertThat(blobs.open(put(inline)).readAllBytes()).isEqualTo(inline);
    assertThat(blobs.countDamaged()).isZero();
  }

  @Test
  void markGoesWhenTheBytesAreRightAgain() throws IOException {
    byte[] bytes = bytes(SIZE);
    var blob = put(bytes);
    var id = new Document("_id", chunk(blob, 1));
    var right = collection("chunks").find(id).first();
    damage(blob, Damage.CHUNK_MISSING);
    assertThat(blobs.verify(_ -> {}).damaged()).isEqualTo(1);
    collection("chunks").insertOne(right);
    assertThat(blobs.verify(_ -> {}).damaged()).isZero();
    assertThat(blobs.open(find(bytes)).readAllBytes()).isEqualTo(bytes);
  }

  private Blob find(byte[] bytes) {
    return blobs.find(Sha256.of(bytes), bytes.length);
  }

  /** Something that may fail. */
  private interface Act {
    void run() throws IOException;
  }

  private static void assertDamaged(Act act) {
    assertThatExceptionOfType(Failed.class)
        .isThrownBy(act::run)
        .satisfies(failed -> assertThat(failed.failure()).isInstanceOf(Failure.Damaged.class));
  }
}
