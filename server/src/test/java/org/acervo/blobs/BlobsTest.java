package org.acervo.blobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
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
        var part = new ByteArrayOutputStream();
        blobs.copy(blob, new ByteRange(1, size - 2), part);
        assertThat(part.toByteArray()).isEqualTo(Arrays.copyOfRange(bytes, 1, size - 1));
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
    assertThat(blobs.sweep(_ -> true)).isEmpty();
    assertThat(count("chunks")).isPositive();
    now.updateAndGet(time -> time.plus(Duration.ofHours(2)));
    blobs.sweep(_ -> true);
    assertThat(count("chunks")).isZero();
    assertThat(count("staged")).isZero();
  }

  @Test
  void unneededBlobIsRemovedAfterItsLeaseAndANeededOneStays() {
    var needed = put(bytes(10));
    var unneeded = put(bytes(2 * CHUNK));
    assertThat(blobs.sweep(needed.sha256()::equals)).isEmpty();
    now.updateAndGet(time -> time.plus(Duration.ofHours(2)));
    assertThat(blobs.sweep(needed.sha256()::equals)).containsExactly(unneeded.sha256());
    assertThat(blobs.has(needed.sha256())).isTrue();
    assertThat(blobs.has(unneeded.sha256())).isFalse();
    assertThat(count("chunks")).isZero();
  }

  @Test
  void uploadOfTheSameBytesDuringASweepKeepsThem() {
    var blob = put(bytes(2 * CHUNK));
    now.updateAndGet(time -> time.plus(Duration.ofHours(2)));
    Set<Sha256> items = new HashSet<>();
    var removed =
        blobs.sweep(name -> {
          if (items.isEmpty()) {
            put(bytes(2 * CHUNK));
            items.add(name);
            return false;
          }
          return true;
        });
    assertThat(removed).isEmpty();
    assertThat(blobs.has(blob.sha256())).isTrue();
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
    assertThat(blobs.verify(blob -> bad.add(blob.sha256()))).isEqualTo(3);
    assertThat(bad)
        .containsExactlyInAnyOrderElementsOf(List.of(flipped.sha256(), missing.sha256()));
    assertThat(blobs.has(whole.sha256())).isTrue();
  }

  private static Document chunk(Blob blob, int n) {
    return switch (blob.place()) {
      case Blob.Place.Inline() -> throw new AssertionError("inline");
      case Blob.Place.Chunks(String file, int _) -> new Document("f", file).append("n", n);
    };
  }
}
