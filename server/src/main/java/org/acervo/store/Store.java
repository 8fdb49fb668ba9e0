package org.acervo.store;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.ServerApi;
import com.mongodb.ServerApiVersion;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.event.CommandListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections to the record and to the shared memory.
 *
 * <p>What is written is on the majority and in the journal before it is acknowledged, and what is
 * read has been acknowledged by the majority: every promise of the other rooms begins here. Only
 * commands of MongoDB's stable API are used, so a server upgrade changes nothing.
 */
public final class Store implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Store.class);

  private final MongoClient client;
  private final ConnectionString address;
  private final MongoDatabase plain;
  private final MongoDatabase database;
  private final SnapshotClock clock;
  private final RedisLink redis;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable RedisSeal seal;

  private Store(MongoClient client, OperationTimes times, StoreConfig config) {
    this.client = client;
    this.address = new ConnectionString(config.mongodb());
    this.plain = client.getDatabase(config.database());
    var operations = new Operations(config.patience());
    this.database = PatientDatabase.of(plain, operations);
    this.clock = new MongoSnapshotClock(client, plain, times, operations);
    this.redis = RedisLink.open(config.redis(), config.patience());
  }

  /** Opens lazily: a server that is away is found out by the first request, not here. */
  public static Store open(StoreConfig config) {
    return open(config, List.of());
  }

  /** The same with some who are told of every command, as measurements and tests are. */
  public static Store open(StoreConfig config, List<CommandListener> told) {
    int patience = Math.toIntExact(config.patience().toMillis());
    var times = new OperationTimes();
    var settings =
        MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(config.mongodb()))
            .applicationName("acervo")
            .commandListenerList(told)
            .addCommandListener(times)
            .addCommandListener(new Attempts())
            .serverApi(
                ServerApi.builder()
                    .version(ServerApiVersion.V1)
                    .strict(true)
                    .deprecationErrors(true)
                    .build())
            .readPreference(ReadPreference.primary())
            .readConcern(ReadConcern.MAJORITY)
            .writeConcern(WriteConcern.MAJORITY.withJournal(true))
            .retryReads(true)
            .retryWrites(true)
            .applyToClusterSettings(
                cluster -> cluster.serverSelectionTimeout(patience, TimeUnit.MILLISECONDS))
            .applyToConnectionPoolSettings(
                pool -> pool.maxWaitTime(5L * patience, TimeUnit.MILLISECONDS))
            .applyToSocketSettings(socket ->
                socket
                    .connectTimeout(patience, TimeUnit.MILLISECONDS)
                    .readTimeout(30L * patience, TimeUnit.MILLISECONDS))
            .build();
    return new Store(MongoClients.create(settings), times, config);
  }

  /**
   * The record. Reads are repeated while they fail in passing; what fails in the end is a {@link
   * org.acervo.kernel.Failed} with {@code Unavailable}, or with {@code Unknown} where a write may
   * have been done.
   */
  public MongoDatabase database() {
    return database;
  }

  public SnapshotClock clock() {
    return clock;
  }

  public RedisLink redis() {
    return redis;
  }

  /** Authenticates what nodes leave in Redis; asks the database for the key the first time. */
  public RedisSeal seal() {
    var known = seal;
    if (known != null) {
      return known;
    }
    lock.lock();
    try {
      var made = seal;
      if (made == null) {
        made = RedisSeal.of(this);
        seal = made;
      }
      return made;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the record is there, and says once if it is not; of a shared memory that is named
   * and away only that is said, because everything works without it.
   *
   * @throws IllegalStateException saying what to do, when it does not come or will not do
   */
  public void await(Duration atMost) {
    new FirstContact(client, address).await(atMost);
    if (redis.ping() == RedisLink.State.DOWN) {
      log.warn(
          "Redis does not answer (ACERVO_REDIS_URI); serving without it, and using it when it comes");
    }
  }

  /** Asks the record for a sign of life; what it throws, {@link StoreFailures} understands. */
  public void ping() {
    var _ = Operations.readOnce(() -> plain.runCommand(new BsonDocument("ping", new BsonInt32(1))));
  }

  @Override
  public void close() {
    redis.close();
    client.close();
  }
}
