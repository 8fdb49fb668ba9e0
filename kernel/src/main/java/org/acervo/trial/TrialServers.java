package org.acervo.trial;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.acervo.kernel.DataSize;

/**
 * Port: a MongoDB and a Redis for a trial on one machine, started by whoever has none. Served by
 * the artifact {@code acervo-evaluation}.
 */
public interface TrialServers {
  /** Whether a MongoDB of this kind has written below {@code folder} before. */
  boolean holdsData(Path folder);

  /**
   * Starts a MongoDB that keeps its data below {@code folder}.
   *
   * @throws IOException if what lies there needs a server that is missing, or it does not start
   */
  Mongo startMongo(Path folder) throws IOException;

  /**
   * Starts a Redis that keeps nothing.
   *
   * @param folder a folder of its own for its log and process number
   * @param memory the most that it may use for what it is given
   * @return empty if none runs on this machine; the product works without Redis
   */
  Optional<Redis> startRedis(Path folder, DataSize memory);

  /** A server that runs until it is closed. */
  interface Running extends AutoCloseable {
    /** Where it listens, as a connection string with its password. */
    String uri();

    /** One line for the start screen: what this is, and what it is not. */
    String describe();

    /**
     * Promises that {@link #close} is called within that time when this process ends. Until then it
     * goes on, for running requests need it; without a promise it ends at once.
     */
    default void closesWithin(Duration time) {}

    @Override
    void close() throws IOException;
  }

  /** A running MongoDB. */
  interface Mongo extends Running {
    /** How its storage is at this moment. */
    StoreCondition condition();
  }

  /** A running Redis. */
  interface Redis extends Running {}
}
