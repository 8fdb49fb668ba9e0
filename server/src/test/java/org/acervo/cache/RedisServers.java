package org.acervo.cache;

import java.io.IOException;
import java.nio.file.Path;
import org.acervo.embedded.EmbeddedRedis;
import org.acervo.kernel.DataSize;

/** The kinds of Redis that tests run on; one that is asked for and missing is a failure. */
final class RedisServers {
  private static final DataSize MEMORY = DataSize.mib(64);

  private RedisServers() {}

  /** The {@code redis-server} on PATH. */
  static EmbeddedRedis installed(Path dir) throws IOException {
    return EmbeddedRedis.startInstalled(dir, MEMORY)
        .orElseThrow(() -> new AssertionError("this test needs a redis-server on PATH"));
  }

  /** The one that this program carries, which is the oldest that it works with. */
  static EmbeddedRedis carried(Path dir) throws IOException {
    return EmbeddedRedis.startCarried(dir, MEMORY)
        .orElseThrow(() -> new AssertionError("no redis-server is carried for this machine"));
  }
}
