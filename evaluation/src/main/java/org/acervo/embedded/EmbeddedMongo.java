package org.acervo.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.acervo.trial.StoreCondition;
import org.acervo.trial.TrialServers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * MongoDB for a trial on one machine and for the tests: an installed {@code mongod} where there is
 * one, else the in-process evaluation server. A data folder stays with the kind of server that
 * wrote it first, so that nothing seems lost when a {@code mongod} appears or disappears.
 */
public final class EmbeddedMongo implements TrialServers.Mongo {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedMongo.class);

  private final Server server;

  /** A running server of one kind or the other. */
  sealed interface Server extends TrialServers.Mongo permits EvaluationServer, MongodProcess {}

  private EmbeddedMongo(Server server) {
    this.server = server;
  }

  /**
   * Starts a server that keeps its data below {@code dir}: the program named by {@code
   * ACERVO_MONGOD}, else a {@code mongod} on PATH, else the evaluation server.
   *
   * @throws IOException if the folder needs a {@code mongod} that is missing, or it does not start,
   *     or another process works in the folder
   */
  public static EmbeddedMongo start(Path dir) throws IOException {
    return start(dir, Optional.ofNullable(System.getenv("ACERVO_MONGOD")).map(Path::of));
  }

  /** Whether a server has written there before. */
  public static boolean holdsData(Path dir) {
    return Files.exists(EvaluationServer.dataFile(evaluationDir(dir)))
        || Files.exists(dir.resolve("mongod").resolve("WiredTiger"));
  }

  /** As {@link #start(Path)}; a program named here must start, one found on PATH may fail. */
  public static EmbeddedMongo start(Path dir, Optional<Path> mongod) throws IOException {
    Path ofMongod = dir.resolve("mongod");
    if (mongod.isPresent()) {
      return new EmbeddedMongo(MongodProcess.start(mongod.get(), ofMongod));
    }
    if (Files.exists(EvaluationServer.dataFile(evaluationDir(dir)))) {
      return evaluation(dir);
    }
    Optional<Path> installed = ChildProcess.onPath("mongod");
    boolean written = Files.exists(ofMongod.resolve("WiredTiger"));
    if (written && installed.isEmpty()) {
      throw new IOException(
          "the data in %s was written by mongod, which is not on PATH; install it, name it in ACERVO_MONGOD, or choose another data folder"
              .formatted(ofMongod));
    }
    if (installed.isPresent()) {
      try {
        return new EmbeddedMongo(MongodProcess.start(installed.get(), ofMongod));
      } catch (FolderLock.InUse e) {
        throw e; // another store would be another library
      } catch (IOException e) {
        if (written) {
          throw e;
        }
        log.warn("{}; using the evaluation store instead", e.getMessage());
      }
    }
    return evaluation(dir);
  }

  /** The in-process evaluation server on {@code dir}, whatever else is installed. */
  public static EmbeddedMongo evaluation(Path dir) throws IOException {
    return new EmbeddedMongo(EvaluationServer.start(evaluationDir(dir), Clock.systemUTC()));
  }

  /**
   * The evaluation server answering before the disk has what it was given, so that a power cut can
   * cost the last second: to measure what waiting for the disk costs, and for nothing else.
   */
  public static EmbeddedMongo withoutSync(Path dir) throws IOException {
    return new EmbeddedMongo(EvaluationServer.withoutSync(evaluationDir(dir), Clock.systemUTC()));
  }

  /** The in-process evaluation server without any file: for tests. */
  public static EmbeddedMongo inMemory() throws IOException {
    return new EmbeddedMongo(EvaluationServer.inMemory(Clock.systemUTC()));
  }

  private static Path evaluationDir(Path dir) {
    return dir.resolve("evaluation");
  }

  @Override
  public String uri() {
    return server.uri();
  }

  @Override
  public String describe() {
    return server.describe();
  }

  @Override
  public StoreCondition condition() {
    return server.condition();
  }

  @Override
  public void closesWithin(Duration time) {
    server.closesWithin(time);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
