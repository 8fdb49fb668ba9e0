package org.acervo.cache;

import java.io.IOException;
import java.nio.file.Path;
import org.acervo.embedded.EmbeddedRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Redis 6.2, the oldest that the cache works with. */
@Tag("slow")
class CarriedRedisTest extends SharedContract {
  @TempDir static Path home;
  private static EmbeddedRedis server;

  @BeforeAll
  static void start() throws IOException {
    server = RedisServers.carried(home);
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Override
  String uri() {
    return server.uri();
  }
}
