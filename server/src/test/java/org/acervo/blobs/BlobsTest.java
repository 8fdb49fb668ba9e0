package org.acervo.blobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.acervo.embedded.EmbeddedMongo;
import org.acervo.kernel.ByteRange;
import org.acervo.kernel.DataSize;
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

final class BlobsTest {
  private static final int CHUNK = 255 << 10;
  private static final BlobsConfig CONFIG =
      new BlobsConfig(DataSize.kib(64), new DataSize(CHUNK), Duration.ofHours(1));

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-01T00:00:00Z"));
  private EmbeddedMongo mongo;
  private Store store;
  private Blobs blobs;

  @BeforeEach
  void open() throws IOException {
    mongo = EmbeddedMongo.inMemory();
    store =
        Store.open(new StoreConfig(mongo.uri(), "blobs", Optional.empty(), Duration.ofSeconds(5)));
    Migrations.run(store.database(), Blobs.migrations(), now::get);
    blobs = new Blobs(store, CONFIG, now::get, new Ids(now::get));
  }

  @AfterEach
  void close() throws IOException {
    store.close();
    mongo.close();
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

  private List<Sha256> sweep(Predicate<Sha256> needed) {
    var gone = new ArrayList<Sha256>();
    assertThat(blobs.sweep(now.get(), needed, gone::add)).isTrue();
    return gone;
  }

  private boolean has(Sha256 name) {
    return count("blobs", new Document("_id", name.hex()).append("state", "ready")) == 1;
  }

  private long count(String collection, Document which) {
    return store.database().getCollection(collection).countDocuments(which);
  }

  private long count(String collection) {
    return store.database().getCollection(collection).countDocuments();
  }

  @Test
  void bytesOfEverySizeAroundTheLimitsComeBack() throws IOException {
    for (int size :
        new int[] {
          0,
          1,
          (64 << 10) - 1,
          64 << 10,
          (64 << 10) + 1,
          CHUNK - 1,
          CHUNK,
          CHUNK + 1,
          2 * CHUNK,
          3 * CHUNK + 7
        }) {
      byte[] bytes = bytes(size);
      var blob = put(bytes);
      assertThat(blob.sha256()).isEqualTo(Sha256.of(bytes));
      assertThat(blob.size()).isEqualTo(size);
      assertThat(blobs.open(blob).readAllBytes()).isEqualTo(bytes);
      if (size > 3) {
        assertThat(blobs.open(blob, new ByteRange(1, size - 2)).readAllBytes())
            .isEqualTo(Arrays.copyOfRange(bytes, 1, size - 1));
      }
    }
    assertThat(count("staged")).isZero();
  }

  @Test
  void sameBytesAreKeptOnce() {
    put(bytes(3 * CHUNK));
    long chunks = count("chunks");
    put(bytes(3 * CHUNK));
    assertThat(count("chunks")).isEqualTo(chunks);
    assertThat(count("blobs")).isEqualTo(1);
  }

  @Test
  void intakeThatIsNotFinishedLeavesNothing() {
    try (var intake = blobs.begin()) {
      intake.write(bytes(3 * CHUNK), 0, 3 * CHUNK);
    }
    assertThat(count("chunks")).isZero();
    assertThat(count("staged")).isZero();
    assertThat(count("blobs")).isZero();
  }

  @Test
  void deadIntakeIsSweptUpWhenItsLeaseIsOver() {
    var intake = blobs.begin();
    intake.write(bytes(2 * CHUNK), 0, 2 * CHUNK);
    intake.write(1);
    assertThat(count("chunks")).isPositive();
    assertThat(sweep(_ -> true)).isEmpty();
    assertThat(count("chunks")).isPositive();
    now.updateAndGet(time -> time.plus(Duration.ofHours(2)));
    sweep(_ -> true);
    assertThat(count("chunks")).isZero();
    assertThat(count("staged")).isZero();
  }

  /** A node whose clock runs ahead sweeps by the time that is confirmed, as the others do. */
  @Test
  void clockThatIsAheadEndsNoLease() {
    try (var intake = blobs.begin()) {
      intake.write(bytes(2 * CHUNK), 0, 2 * CHUNK);
      var idle = put(bytes(10));
      var confirmed = now.get();
      now.set(confirmed.plus(Duration.ofDays(31)));
      assertThat(blobs.sweep(confirmed, _ -> false, _ -> {})).isTrue();
      assertThat(has(idle.sha256())).isTrue();
      assertThat(count("staged")).isEqualTo(1);
      assertThat(has(intake.finish().sha256())).isTrue();
    }
  }

  @Test
  void unneededBlobIsRemovedAfterItsLeaseAndANeededOneStays() {
    var needed = put(bytes(10));
    var unneeded = put(bytes(2 * CHUNK));
    assertThat(sweep(needed.sha256()::equals)).isEmpty();
    now.updateAndGet(time -> time.plus(Duration.ofHours(2)));
    assertThat(sweep(needed.sha256()::equals)).containsExactly(unneeded.sha256());
    assertThat(has(needed.sha256())).isTrue();
    assertThat(has(unneeded.sha256())).isFalse();
    assertThat(count("chunks")).isZero();
  }

  @Test
  void uploadOfTheSameBytesDuringASweepKeepsThem() {
    var blob = put(bytes(2 * CHUNK));
    now.updateAndGet(time -> time.plus(Duration.ofHours(2)));
    Set<Sha256> items = new HashSet<>();
    var removed =
        sweep(name -> {
          if (items.isEmpty()) {
            put(bytes(2 * CHUNK));
            items.add(name);
            return false;
          }
          return true;
        });
    assertThat(removed).isEmpty();
    assertThat(has(blob.sha256())).isTrue();
  }

  @Test
  void verifyFindsAFlippedBitAndAMissingChunk() {
    var whole = put(bytes(100));
    var flipped = put(bytes(2 * CHUNK));
    var missing = put(bytes(3 * CHUNK));
    var chunks = store.database().getCollection("chunks");
    chunks.updateOne(
        new Document("_id", chunk(flipped, 1)),
        new Document("$set", new Document("data", new Binary(bytes(CHUNK)))));
    chunks.deleteOne(new Document("_id", chunk(missing, 1)));
    var bad = new HashSet<Sha256>();
    assertThat(blobs.verify(blob -> bad.add(blob.sha256())))
        .isEqualTo(new Blobs.Verified(now.get(), 3, 2, 0))
        .isEqualTo(blobs.lastVerified().orElseThrow());
    assertThat(blobs.damaged(10))
        .extracting(Blob::sha256)
        .containsExactlyInAnyOrder(flipped.sha256(), missing.sha256());
    assertThat(bad)
        .containsExactlyInAnyOrderElementsOf(List.of(flipped.sha256(), missing.sha256()));
    assertThat(has(whole.sha256())).isTrue();
  }

  /** The three ways in which garbage can be found, each without the help of the others. */
  @Test
  void garbageIsFoundFromItsOwnSide() {
    var kept = put(bytes(2 * CHUNK));
    var chunks = store.database().getCollection("chunks");
    for (int n : new int[] {0, 1, 5, 9}) {
      chunks.insertOne(
          new Document("_id", new Document("f", "neither-note-nor-blob").append("n", n)));
    }
    var holed = blobs.begin();
    holed.write(bytes(4 * CHUNK), 0, 4 * CHUNK);
    String file =
        requireNonNull(store.database().getCollection("staged").find().first()).getString("_id");
    chunks.deleteOne(new Document("_id", new Document("f", file).append("n", 0)));
    now.updateAndGet(time -> time.plus(Duration.ofHours(2)));
    sweep(_ -> true);
    assertThat(count("chunks")).isEqualTo(2);
    assertThat(count("staged")).isZero();
    assertThat(has(kept.sha256())).isTrue();
  }

  /** What a kill between publishing and forgetting the note left behind, of older versions too. */
  @Test
  void openNoteAboutAReadyFileGoesAndTheFileStays() throws IOException {
    var blob = put(bytes(2 * CHUNK));
    for (String state : new String[] {"none", "claimed"}) {
      var note =
          new Document("_id", ((Blob.Place.Chunks) blob.place()).file())
              .append("until", Date.from(now.get()));
      if (!state.equals("none")) {
        note.append("state", state);
      }
      store.database().getCollection("staged").insertOne(note);
      now.updateAndGet(time -> time.plus(Duration.ofDays(2)));
      sweep(_ -> true);
      assertThat(count("staged")).isZero();
      assertThat(blobs.open(blob).readAllBytes()).isEqualTo(bytes(2 * CHUNK));
    }
  }

  @Test
  void leaseOfARunningUploadIsRenewed() throws IOException {
    byte[] bytes = bytes(8 * CHUNK);
    try (var intake = blobs.begin()) {
      for (int n = 0; n < 8; n++) {
        intake.write(bytes, n * CHUNK, CHUNK);
        now.updateAndGet(time -> time.plus(Duration.ofMinutes(25)));
        sweep(_ -> true);
      }
      assertThat(blobs.open(intake.finish()).readAllBytes()).isEqualTo(bytes);
    }
  }

  @Test
  void uploadRightAfterALargePurgeNeverWaits() throws IOException {
    for (int i = 0; i < 600; i++) {
      put(("purged " + i).getBytes(UTF_8));
    }
    now.updateAndGet(time -> time.plus(Duration.ofHours(2)));
    var again = new AtomicReference<Blob>();
    var gone = new ArrayList<Sha256>();
    blobs.sweep(
        now.get(),
        name -> again.get() != null && again.get().sha256().equals(name),
        name -> {
          gone.add(name);
          if (gone.size() == 550) {
            again.set(put("purged 7".getBytes(UTF_8)));
          }
        });
    assertThat(count("blobs")).isEqualTo(1);
    assertThat(blobs.open(again.get()).readAllBytes()).asString().isEqualTo("purged 7");
  }

  @Test
  void sweepEndsInTimeAndTheNextGoesOn() {
    for (int i = 0; i < 30; i++) {
      put(("unneeded " + i).getBytes(UTF_8));
    }
    now.updateAndGet(time -> time.plus(Duration.ofHours(2)));
    boolean finished =
        blobs.sweep(
            now.get(), _ -> false, _ -> now.updateAndGet(time -> time.plus(Duration.ofMinutes(1))));
    assertThat(finished).isFalse();
    assertThat(count("blobs")).isBetween(1L, 29L);
    assertThat(count("blobs", new Document("state", "doomed"))).isZero();
    assertThat(sweep(_ -> false)).isNotEmpty();
    assertThat(count("blobs")).isZero();
  }

  private static Document chunk(Blob blob, int n) {
    return switch (blob.place()) {
      case Blob.Place.Inline _, Blob.Place.Missing _ -> throw new AssertionError("no chunks");
      case Blob.Place.Chunks(String file, int _) -> new Document("f", file).append("n", n);
    };
  }
}
