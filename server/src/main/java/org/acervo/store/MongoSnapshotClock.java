package org.acervo.store;

import com.mongodb.ClientSessionOptions;
import com.mongodb.MongoCommandException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import java.util.Objects;
import java.util.function.Supplier;
import org.acervo.kernel.SnapshotTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonTimestamp;
import org.jspecify.annotations.Nullable;

/** Snapshot time of a replica set: {@code operationTime} and {@code atClusterTime}. */
final class MongoSnapshotClock implements SnapshotClock {
  private static final BsonDocument PING = new BsonDocument("ping", new BsonInt32(1));
  private static final ClientSessionOptions SNAPSHOT =
      ClientSessionOptions.builder().snapshot(true).build();

  /** Where writes come faster than two reads follow each other there may never be one state. */
  private static final int TRIES = 4;

  private final MongoClient client;
  private final MongoDatabase database;
  private final OperationTimes times;
  private final Operations operations;

  MongoSnapshotClock(
      MongoClient client, MongoDatabase database, OperationTimes times, Operations operations) {
    this.client = client;
    this.database = database;
    this.times = times;
    this.operations = operations;
  }

  @Override
  public SnapshotTime now() {
    return operations.read(() -> {
      try (var session = client.startSession()) {
        var _ = database.runCommand(session, PING);
        return time(session.getOperationTime());
      }
    });
  }

  @Override
  public SnapshotTime heard() {
    return times.latest();
  }

  @Override
  public <T> Stamped<T> read(Supplier<T> reads) {
    for (int tries = 0; tries < TRIES; tries++) {
      try (var session = client.startSession(SNAPSHOT)) {
        return read(session, reads);
      } catch (MongoCommandException e) {
        if (!Operations.SNAPSHOT_GONE.contains(e.getErrorCode())) {
          throw e;
        }
      }
    }
    var before = now();
    return new Stamped<>(reads.get(), before);
  }

  private static <T> Stamped<T> read(ClientSession session, Supplier<T> reads) {
    T value = ScopedValue.where(Snapshot.SESSION, session).call(reads::get);
    return new Stamped<>(value, time(session.getSnapshotTimestamp()));
  }

  private static SnapshotTime time(@Nullable BsonTimestamp timestamp) {
    return new SnapshotTime(
        Objects.requireNonNull(timestamp, "the server gave no operation time").getValue());
  }
}
