package org.acervo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.acervo.store.Migrations;
import org.acervo.store.Store;
import org.acervo.store.StoreConfig;
import org.jspecify.annotations.Nullable;

/**
 * Opens a library that is there already. Commands that work on one must make none: whoever mistypes
 * the folder would be told that an empty library is in order.
 */
final class Existing {
  /**
   * A command is over before a cache is of use to it; and beside a server that runs, the Redis of
   * the folder is that server's.
   */
  private static final Map<String, String> NO_REDIS_OF_ITS_OWN =
      Map.of("ACERVO_REDIS_EMBEDDED", "false");

  private Existing() {}

  /**
   * The library of the settings.
   *
   * @param home the folder that the command named, if it did
   * @throws IllegalArgumentException when there is none; nothing has been made then
   * @throws IllegalStateException when it needs an artifact that is not installed
   * @throws IOException also when a server works in the folder; the message says which process
   */
  static App open(@Nullable Path home) throws IOException {
    var config = Main.config(home, NO_REDIS_OF_ITS_OWN);
    var artifacts = Artifacts.installed();
    if (home != null && !Files.isDirectory(home)) {
      throw none(home + " is no folder");
    }
    if (config.mongodb().isEmpty()) {
      if (!artifacts.servers().holdsData(config.home().resolve("mongodb"))) {
        throw none("there is no library in the folder " + config.home().toAbsolutePath());
      }
    } else if (!isIn(config)) {
      throw none("there is no library in the database " + config.database());
    }
    return new App(config, InstantSource.system(), artifacts);
  }

  private static boolean isIn(Config config) {
    var address =
        new StoreConfig(
            config.mongodb().orElseThrow(), config.database(), Optional.empty(), config.patience());
    try (var store = Store.open(address)) {
      return Migrations.haveRun(store.database());
    }
  }

  private static IllegalArgumentException none(String what) {
    return new IllegalArgumentException(
        what
            + ". Nothing was made. Name the folder of a library with --home, or start one with"
            + " ./acervo run --home DIR.");
  }
}
