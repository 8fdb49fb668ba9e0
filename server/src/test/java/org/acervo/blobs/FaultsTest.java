package org.acervo.blobs;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoWriteException;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.acervo.embedded.EmbeddedMongo;
import org.acervo.kernel.DataSize;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Ids;
import org.acervo.kernel.Sha256;
import org.acervo.store.Migrations;
import org.acervo.store.Store;
import org.acervo.store.StoreConfig;
import org.acervo.store.StoreFailures;
import org.bson.BsonDateTime;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every fault at every call to the store: call 1, 2, 3 and so on, until a run passes without having
 * met the fault. Then the client does what it was told, time passes every lease, the sweep runs,
 * and everything that was ever acknowledged is asked for.
 */
@Tag("slow")
final class FaultsTest {
  private static final int CHUNK = 255 << 10;
  private static final Duration LEASE = Duration.ofHours(1);
  private static final BlobsConfig CONFIG =
      new BlobsConfig(DataSize.kib(64), new DataSize(CHUNK), LEASE);
  private static final byte[] INLINE = bytes(1000);
  private static final byte[] CHUNKED = bytes(CHUNK + 1000);

  private EmbeddedMongo mongo;
  private Store store;

  private final Set<Sha256> items = new HashSet<>();
  private final Set<Sha256> acknowledged = new HashSet<>();
  private final List<Supplier<Object>> late = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-01T00:00:00Z");

  @BeforeEach
  void open() throws IOException {
    mongo = EmbeddedMongo.inMemory();
    store =
        Store.open(new StoreConfig(mongo.uri(), "faults", Optional.empty(), Duration.ofSeconds(5)));
    Migrations.run(store.database(), Blobs.migrations(), Instant::now);
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

  /** What an upload may find. */
  private enum Before {
    NOTHING,
    AN_ITEM,
    NO_ITEM_ANY_MORE,
    DAMAGED,
    MISSING,
    HALF_REMOVED
  }

  /**
   * All runs of one fault share a record, each with bytes of its own, so that they share the sweeps
   * too. Whether the client comes back at once or after every lease is taken in turns.
   */
  @ParameterizedTest
  @EnumSource
  void uploadLosesNothingThatWasAcknowledged(Fault fault) {
    clear();
    var runs = new ArrayList<Run>();
    for (var before : met(fault)) {
      for (int size : new int[] {1000, CHUNK + 1000}) {
        boolean met = true;
        for (int n = 1; met; n++) {
          assertThat(n).as("an upload ends").isLessThan(200);
          var run = new Run(fault, before, n, bytes(size + runs.size()));
          prepare(run);
          met = attempt(run);
          runs.add(run);
        }
      }
    }
    doLate();
    runs.stream().filter(run -> run.n() % 2 == 0).forEach(this::sendAgain);
    passEveryLease();
    runs.stream().filter(run -> run.n() % 2 == 1).forEach(this::sendAgain);
    runs.forEach(this::checkThere);
    passEveryLease();
    runs.forEach(this::checkThere);
    checkNoGarbage(runs.size(), 2 * runs.stream().filter(Run::isChunked).count());
    items.clear();
    passEveryLease();
    checkNoGarbage(0, 0);
  }

  /** The others differ from one of these three in nothing that such a fault could touch. */
  private static Set<Before> met(Fault fault) {
    return switch (fault) {
      case FAILS, DONE_LATE, SLEEPS, TWIN ->
          EnumSet.of(Before.NOTHING, Before.DAMAGED, Before.HALF_REMOVED);
      case ANSWER_LOST, DIES, TWIN_AND_PURGE -> EnumSet.allOf(Before.class);
    };
  }

  /** One upload that meets one fault. */
  @SuppressWarnings("ArrayRecordComponent") // nothing compares it
  private record Run(Fault fault, Before before, int n, byte[] bytes) {
    Sha256 name() {
      return Sha256.of(bytes);
    }

    boolean isChunked() {
      return bytes.length > CHUNK;
    }

    @Override
    public String toString() {
      return "%s at call %d, %s, %d bytes".formatted(fault, n, before, bytes.length);
    }
  }

  /** What arrives late may find that somebody else has done it. */
  private void doLate() {
    for (var call : late) {
      try {
        var _ = call.get();
      } catch (MongoWriteException e) {
        assertThat(StoreFailures.isDuplicateKey(e)).isTrue();
      }
    }
  }

  /** Answers whether the fault was met. */
  private boolean attempt(Run run) {
    var process = new Node(run.fault(), run.n(), run.bytes());
    process.attempt(() -> upload(process.blobs(), process, run.bytes()));
    return process.metTheFault();
  }

  /** What was answered already is sent again too: somebody may have removed it in between. */
  private void sendAgain(Run run) {
    checkAcknowledged(run.toString(), run.bytes());
    try {
      upload(plain(), Supplier::get, run.bytes());
    } catch (Failed e) {
      fail(run + ": sent again, it fails", e);
    }
  }

  private void checkThere(Run run) {
    assertThat(acknowledged).as(run.toString()).contains(run.name());
    checkAcknowledged(run.toString(), run.bytes());
  }

  @ParameterizedTest
  @EnumSource
  void sweepTakesNothingThatIsNeeded(Fault fault) {
    boolean met = true;
    for (int n = 1; met; n++) {
      assertThat(n).as("a sweep ends").isLessThan(300);
      met = sweepMeets(fault, n);
    }
  }

  private boolean sweepMeets(Fault fault, int n) {
    clear();
    upload(plain(), Supplier::get, INLINE);
    upload(plain(), Supplier::get, CHUNKED);
    upload(plain(), Supplier::get, bytes(2000));
    items.remove(Sha256.of(CHUNKED));
    items.remove(Sha256.of(bytes(2000)));
    acknowledged.retainAll(items);
    chunks().insertOne(new Document("_id", new Document("f", "stray").append("n", 7)));
    var dead = plain().begin();
    dead.write(bytes(CHUNK + 1), 0, CHUNK + 1);
    now = now.plus(LEASE.multipliedBy(3));
    String run = "%s at call %d of a sweep".formatted(fault, n);
    var process = new Node(fault, n, CHUNKED);
    process.attempt(() -> process.blobs().sweep(now, items::contains, _ -> {}));
    doLate();
    checkAcknowledged(run, CHUNKED);
    passEveryLease();
    checkAcknowledged(run + ", later", INLINE);
    checkAcknowledged(run + ", later", CHUNKED);
    checkNoGarbage(items.size(), items.contains(Sha256.of(CHUNKED)) ? 2 : 0);
    return process.metTheFault();
  }

  private void clear() {
    for (String name : List.of("blobs", "chunks", "staged")) {
      store.database().getCollection(name).deleteMany(new Document());
    }
    items.clear();
    acknowledged.clear();
    late.clear();
  }

  private void prepare(Run run) {
    if (run.before() == Before.NOTHING) {
      return;
    }
    upload(plain(), Supplier::get, run.bytes());
    acknowledged.remove(run.name());
    var blobs = store.database().getCollection("blobs");
    var blob = new Document("_id", run.name().hex());
    var wrong = new Binary(new byte[Math.min(run.bytes().length, CHUNK)]);
    var first = chunk(run, 0);
    switch (run.before()) {
      case NOTHING, AN_ITEM -> {}
      case NO_ITEM_ANY_MORE -> {
        items.remove(run.name());
        blobs.updateOne(blob, set("touched", new BsonDateTime(0)));
      }
      case DAMAGED -> {
        if (run.isChunked()) {
          chunks().updateOne(first, set("data", wrong));
          chunks().deleteOne(chunk(run, 1));
        } else {
          blobs.updateOne(blob, set("bytes", wrong));
        }
      }
      case MISSING -> blobs.deleteOne(blob);
      case HALF_REMOVED -> {
        items.remove(run.name());
        blobs.updateOne(blob, set("state", "doomed"));
        chunks().deleteOne(first);
      }
    }
  }

  private Document chunk(Run run, int n) {
    var blob =
        requireNonNull(
            store
                .database()
                .getCollection("blobs")
                .find(new Document("_id", run.name().hex()))
                .first());
    return new Document("_id", new Document("f", blob.get("file", "")).append("n", n));
  }

  private static Document set(String field, Object value) {
    return new Document("$set", new Document(field, value));
  }

  private MongoCollection<Document> chunks() {
    return store.database().getCollection("chunks");
  }

  private Blobs plain() {
    return blobs(store.database());
  }

  private Blobs blobs(MongoDatabase database) {
    return new Blobs(
        new MongoBlobs(database, () -> now),
        new MongoFiles(database, () -> now, LEASE),
        CONFIG,
        () -> now,
        new Ids(() -> now));
  }

  /** An upload in short: the item is a name in a set, added in a call of its own. */
  private void upload(Blobs blobs, StoreCalls.Between between, byte[] bytes) {
    try (var intake = blobs.begin()) {
      intake.write(bytes, 0, bytes.length);
      var blob = intake.finish();
      between.call(() -> items.add(blob.sha256()));
      blobs.keep(blob);
      acknowledged.add(blob.sha256());
    }
  }

  private void sweep() {
    assertThat(plain().sweep(now, items::contains, _ -> {})).isTrue();
  }

  private void passEveryLease() {
    for (int i = 0; i < 2; i++) {
      now = now.plus(LEASE.multipliedBy(3));
      sweep();
    }
  }

  private void checkAcknowledged(String run, byte[] bytes) {
    var name = Sha256.of(bytes);
    if (acknowledged.contains(name)) {
      try {
        var blob = plain().find(name, bytes.length);
        assertThat(Arrays.equals(plain().open(blob).readAllBytes(), bytes)).as(run).isTrue();
      } catch (Failed | IOException e) {
        fail(run + ": what was acknowledged is not there", e);
      }
    }
  }

  private void checkNoGarbage(long blobs, long chunks) {
    assertThat(store.database().getCollection("blobs").countDocuments()).isEqualTo(blobs);
    assertThat(chunks().countDocuments()).isEqualTo(chunks);
    assertThat(store.database().getCollection("staged").countDocuments()).isZero();
  }

  /** A process that meets a fault at its n-th call. */
  private final class Node implements StoreCalls.Between {
    private final Fault fault;
    private final int target;
    private final byte[] bytes;
    private int calls;
    private boolean dead;

    Node(Fault fault, int target, byte[] bytes) {
      this.fault = fault;
      this.target = target;
      this.bytes = bytes;
    }

    Blobs blobs() {
      return FaultsTest.this.blobs(StoreCalls.watched(store.database(), this));
    }

    boolean metTheFault() {
      return calls >= target;
    }

    void attempt(Runnable work) {
      try {
        work.run();
      } catch (MongoSocketReadException | Failed | Killed e) {
        assertThat(metTheFault()).as("ends without a fault", e).isTrue();
      }
    }

    @Override
    public Object call(Supplier<Object> call) {
      if (dead) {
        throw new Killed();
      }
      if (++calls != target) {
        return call.get();
      }
      switch (fault) {
        case FAILS -> throw lost();
        case ANSWER_LOST -> {
          var _ = call.get();
          throw lost();
        }
        case DONE_LATE -> {
          late.add(call);
          throw lost();
        }
        case DIES -> throw die();
        case SLEEPS -> {
          now = now.plus(LEASE.multipliedBy(3));
          sweep();
        }
        case TWIN -> upload(plain(), Supplier::get, bytes);
        case TWIN_AND_PURGE -> {
          upload(plain(), Supplier::get, bytes);
          items.remove(Sha256.of(bytes));
          acknowledged.remove(Sha256.of(bytes));
          now = now.plus(LEASE.multipliedBy(3));
          sweep();
        }
      }
      return call.get();
    }

    private Killed die() {
      dead = true;
      return new Killed();
    }

    private static RuntimeException lost() {
      return new MongoSocketReadException("cut", new ServerAddress());
    }
  }

  /** Ends a process in the middle of whatever it does. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }
}
