package org.acervo.store;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.connection.ClusterConnectionMode;
import com.mongodb.connection.ServerDescription;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The start: waits for MongoDB, which may be starting as well, and looks whether it is one on which
 * the promises of the other rooms hold. Whatever is wrong ends the start with what, where and what
 * to do, instead of the first request with less.
 */
final class FirstContact {
  private static final Logger log = LoggerFactory.getLogger(FirstContact.class);
  private static final BsonDocument HELLO = new BsonDocument("hello", new BsonInt32(1));
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(250);

  private static final Duration PROBE = Duration.ofSeconds(2);

  /** The wire protocol of MongoDB 6.0. */
  private static final int WIRE_VERSION_6_0 = 17;

  private static final String REPLICA_SET =
      "Acervo needs a replica set, of which one server is enough: start mongod with --replSet rs0,"
          + " run rs.initiate() once in mongosh, and name it in ACERVO_MONGODB_URI with"
          + " ?replicaSet=rs0 (docs/operations.md).";

  private final MongoClient client;
  private final ConnectionString address;
  private final String where;

  FirstContact(MongoClient client, ConnectionString address) {
    this.client = client;
    this.address = address;
    this.where = String.join(", ", address.getHosts()); // without name and password
  }

  /**
   * @throws IllegalStateException saying what to do, when nothing answers within {@code atMost}, or
   *     what answers will not do
   */
  void await(Duration atMost) {
    long giveUp = System.nanoTime() + atMost.toNanos();
    boolean told = false;
    while (true) {
      try {
        judge(client.getDatabase("admin").runCommand(HELLO).toBsonDocument(), where);
        return;
      } catch (MongoException e) {
        if (!told) {
          standalone().ifPresent(hello -> judge(hello, where));
        }
        if (passwordRefused()) {
          throw refused(where, "refuses the name or password in ACERVO_MONGODB_URI.", e);
        }
        if (System.nanoTime() - giveUp >= 0) {
          throw refused(
              where,
              "did not answer within "
                  + atMost.toSeconds()
                  + " s ("
                  + reason(e)
                  + "). Start it, or correct ACERVO_MONGODB_URI.",
              e);
        }
        if (!told) {
          log.warn(
              "waiting up to {} s for MongoDB at {} (ACERVO_MONGODB_URI): {}",
              atMost.toSeconds(),
              where,
              reason(e));
          told = true;
        }
        pause();
      }
    }
  }

  static void judge(BsonDocument hello, String where) {
    if (isStandalone(hello)) {
      throw refused(where, "is a standalone server. " + REPLICA_SET, null);
    }
    if (hello.getNumber("maxWireVersion", new BsonInt32(0)).intValue() < WIRE_VERSION_6_0) {
      throw refused(where, "is older than 6.0. Acervo needs MongoDB 6.0 or newer.", null);
    }
  }

  private static IllegalStateException refused(
      String where, String why, @Nullable MongoException e) {
    return new IllegalStateException("MongoDB at " + where + " " + why, e);
  }

  /** A mongos says {@code msg}, a member of a set that is not initiated {@code isreplicaset}. */
  private static boolean isStandalone(BsonDocument hello) {
    return !hello.containsKey("setName")
        && !hello.containsKey("msg")
        && !hello.containsKey("isreplicaset");
  }

  /**
   * What a standalone server says of itself. Where the address names a set, the driver leaves such
   * a server out without a word to us, so it is asked past the driver's view of the set.
   */
  private Optional<BsonDocument> standalone() {
    if (address.isSrvProtocol()) {
      return Optional.empty();
    }
    var settings =
        MongoClientSettings.builder()
            .applyToSslSettings(ssl -> ssl.applyConnectionString(address))
            .applyToClusterSettings(cluster ->
                cluster
                    .hosts(List.of(new ServerAddress(address.getHosts().getFirst())))
                    .mode(ClusterConnectionMode.SINGLE)
                    .serverSelectionTimeout(PROBE.toMillis(), TimeUnit.MILLISECONDS))
            .applyToSocketSettings(socket ->
                socket
                    .connectTimeout(PROBE.toMillis(), TimeUnit.MILLISECONDS)
                    .readTimeout(PROBE.toMillis(), TimeUnit.MILLISECONDS))
            .build();
    try (var direct = MongoClients.create(settings)) {
      var hello = direct.getDatabase("admin").runCommand(HELLO).toBsonDocument();
      return Optional.of(hello).filter(FirstContact::isStandalone);
    } catch (MongoException e) {
      log.debug("nobody there says what it is: {}", e.toString());
      return Optional.empty();
    }
  }

  private boolean passwordRefused() {
    return client.getClusterDescription().getServerDescriptions().stream()
        .anyMatch(server -> server.getException() instanceof MongoSecurityException);
  }

  /** What is known of each server; the driver's own message is a page long. */
  private String reason(MongoException e) {
    var servers = client.getClusterDescription().getServerDescriptions();
    String known = servers.stream().map(FirstContact::state).collect(Collectors.joining("; "));
    return known.isEmpty() ? e.toString() : known;
  }

  private static String state(ServerDescription server) {
    String what =
        switch (server.getType()) {
          case REPLICA_SET_GHOST -> "its replica set is not initiated: run rs.initiate()";
          case STANDALONE -> "is a standalone server";
          case REPLICA_SET_PRIMARY -> "primary";
          case REPLICA_SET_SECONDARY -> "secondary, no primary yet";
          case REPLICA_SET_ARBITER -> "arbiter";
          case REPLICA_SET_OTHER -> "starting or recovering";
          case SHARD_ROUTER, LOAD_BALANCER -> "router";
          case UNKNOWN ->
              Optional.ofNullable(server.getException())
                  .map(FirstContact::root)
                  .map(Throwable::getMessage)
                  .orElse("not reached yet");
        };
    return server.getAddress() + " " + what;
  }

  private static Throwable root(Throwable thrown) {
    var root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static void pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for MongoDB", e);
    }
  }
}
