package org.acervo.store;

import com.mongodb.ClientSessionOptions;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import java.util.Objects;
import java.util.function.Function;
import org.acervo.kernel.SnapshotTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonTimestamp;
import org.jspecify.annotations.Nullable;

/** Snapshot time of a replica set: {@code operationTime} and {@code atClusterTime}. */
final class MongoSnapshotClock implements SnapshotClock {
  private static final BsonDocument PING = new BsonDocument("ping", new BsonInt32(1));

  private final MongoClient client;
  private final MongoDatabase database;

  MongoSnapshotClock(MongoClient client, MongoDatabase database) {
    this.client = client;
    this.database = database;
  }

  @Override
  public SnapshotTime now() {
    return write(session -> database.runCommand(session, PING)).time();
  }

  @Override
  public <T> Stamped<T> read(Function<ClientSession, T> reads) {
    try (var session = client.startSession(ClientSessionOptions.builder().snapshot(true).build())) {
      T value = reads.apply(session);
      return new Stamped<>(value, time(session.getSnapshotTimestamp()));
    }
  }

  @Override
  public <T> Stamped<T> write(Function<ClientSession, T> writes) {
    try (var session = client.startSession()) {
      T value = writes.apply(session);
      return new Stamped<>(value, time(session.getOperationTime()));
    }
  }

  private static SnapshotTime time(@Nullable BsonTimestamp timestamp) {
    return new SnapshotTime(
        Objects.requireNonNull(timestamp, "the server gave no operation time").getValue());
  }
}
