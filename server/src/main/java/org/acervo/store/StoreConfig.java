package org.acervo.store;

import java.time.Duration;
import java.util.Optional;

/**
 * Where the record and the shared memory are.
 *
 * @param mongodb connection string of MongoDB
 * @param database name of the database
 * @param redis address of Redis, or empty to work without it
 * @param patience how long one request waits for a server that is away before it answers 503
 */
public record StoreConfig(
    String mongodb, String database, Optional<String> redis, Duration patience) {
  public StoreConfig {
    if (!mongodb.startsWith("mongodb://") && !mongodb.startsWith("mongodb+srv://")) {
      throw new IllegalArgumentException(
          "ACERVO_MONGODB_URI must begin with mongodb:// or mongodb+srv://");
    }
    if (!database.matches("[A-Za-z0-9_-]{1,60}")) {
      throw new IllegalArgumentException(
          "ACERVO_MONGODB_DATABASE must be 1 to 60 letters, digits, '-' or '_'");
    }
    if (patience.isNegative() || patience.isZero()) {
      throw new IllegalArgumentException("ACERVO_MONGODB_PATIENCE must be positive, such as 2s");
    }
  }
}
