package org.acervo.embedded;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.acervo.trial.StoreCondition;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A private {@code mongod} on loopback: a replica set of one, because snapshots, change streams and
 * retryable writes need a replica set. Its port changes from start to start while the set remembers
 * its members by address, so every start writes the present address into the set's configuration.
 */
final class MongodProcess implements EmbeddedMongo.Server {
  private static final Logger log = LoggerFactory.getLogger(MongodProcess.class);
  private static final int ATTEMPTS = 5;
  private static final int NOT_YET_INITIALIZED = 94;
  private static final Duration START = Duration.ofSeconds(60);
  private static final int POLL_MILLIS = 100;

  private final ChildProcess process;
  private final String address;

  private MongodProcess(ChildProcess process, String address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts {@code program} on {@code dir} and waits until it is primary.
   *
   * @throws IOException if it does not become primary; the message names its log
   */
  static MongodProcess start(Path program, Path dir) throws IOException {
    for (int attempt = 1; ; attempt++) {
      int port = ChildProcess.freePort();
      String address = "127.0.0.1:" + port;
      ChildProcess process = ChildProcess.start("mongod", dir, command(program, dir, port));
      try {
        becomePrimary(process, address);
        return new MongodProcess(process, address);
      } catch (IOException | MongoException e) {
        process.close();
        if (attempt == ATTEMPTS) {
          throw new IOException(
              "%s does not start; see %s".formatted(program, dir.resolve("mongod.log")), e);
        }
      }
    }
  }

  private static List<String> command(Path program, Path dir, int port) {
    return List.of(
        program.toString(),
        "--dbpath",
        dir.toAbsolutePath().toString(),
        "--replSet",
        ServerCommands.SET_NAME,
        "--bind_ip",
        "127.0.0.1",
        "--port",
        Integer.toString(port),
        "--wiredTigerCacheSizeGB",
        "0.25");
  }

  private static void becomePrimary(ChildProcess process, String address) throws IOException {
    String direct =
        "mongodb://%s/?directConnection=true&serverSelectionTimeoutMS=1000".formatted(address);
    long end = System.nanoTime() + START.toNanos();
    try (MongoClient client = MongoClients.create(direct)) {
      MongoDatabase admin = client.getDatabase("admin");
      boolean configured = false;
      while (process.isAlive() && System.nanoTime() < end) {
        try {
          if (!configured) {
            configure(admin, address);
            configured = true;
          }
          Document hello = admin.runCommand(new Document("hello", 1));
          if (hello.getBoolean("isWritablePrimary", false)) {
            return;
          }
        } catch (MongoException notYet) {
          log.debug("mongod is not ready yet: {}", notYet.toString());
        }
        Thread.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while mongod starts", e);
    }
    throw new IOException(
        process.isAlive()
            ? "mongod on %s is not primary after %s".formatted(address, START)
            : "mongod has ended");
  }

  private static void configure(MongoDatabase admin, String address) {
    Document member = new Document("_id", 0).append("host", address);
    try {
      Document config =
          admin.runCommand(new Document("replSetGetConfig", 1)).get("config", Document.class);
      config.put("members", List.of(member));
      config.put("version", config.getInteger("version") + 1);
      admin.runCommand(new Document("replSetReconfig", config).append("force", true));
    } catch (MongoCommandException e) {
      if (e.getErrorCode() != NOT_YET_INITIALIZED) {
        throw e;
      }
      admin.runCommand(
          new Document(
              "replSetInitiate",
              new Document("_id", ServerCommands.SET_NAME).append("members", List.of(member))));
    }
  }

  @Override
  public String uri() {
    return "mongodb://%s/?replicaSet=%s".formatted(address, ServerCommands.SET_NAME);
  }

  @Override
  public StoreCondition condition() {
    return process.isAlive()
        ? new StoreCondition.Well()
        : new StoreCondition.Dead("mongod has ended; its log says why");
  }

  @Override
  public String describe() {
    return "private mongod for a trial on one machine, which asks nobody on it for a password; for real use set ACERVO_MONGODB_URI";
  }

  @Override
  public void closesWithin(Duration time) {
    process.closesWithin(time);
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
