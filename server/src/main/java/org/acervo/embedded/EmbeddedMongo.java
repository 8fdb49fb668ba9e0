package org.acervo.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/** MongoDB for a trial on one machine and for the tests. */
public final class EmbeddedMongo implements AutoCloseable {
  private final EvaluationServer server;

  private EmbeddedMongo(EvaluationServer server) {
    this.server = server;
  }

  /** Starts a server that keeps its data below {@code dir}. */
  public static EmbeddedMongo start(Path dir) throws IOException {
    return evaluation(dir);
  }

  /** The in-process evaluation server on {@code dir}, whatever else is installed. */
  public static EmbeddedMongo evaluation(Path dir) throws IOException {
    return new EmbeddedMongo(EvaluationServer.start(dir.resolve("evaluation"), Clock.systemUTC()));
  }

  /** The in-process evaluation server without any file: for tests. */
  public static EmbeddedMongo inMemory() throws IOException {
    return new EmbeddedMongo(EvaluationServer.inMemory(Clock.systemUTC()));
  }

  /** Where it listens, as a MongoDB connection string. */
  public String uri() {
    return server.uri();
  }

  /** One line for the start screen: what this is, and what it is not. */
  public String describe() {
    return "evaluation store: for a trial on one machine, not for data you cannot lose";
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
