package org.acervo.bench;

import java.io.IOException;
import java.nio.file.Path;
import org.acervo.embedded.EmbeddedMongo;
import org.acervo.embedded.EmbeddedRedis;
import org.acervo.kernel.DataSize;

/** The evaluation store in this process, and a Redis that nobody else uses. */
record Servers(EmbeddedMongo mongo, EmbeddedRedis redis) implements AutoCloseable {

  static Servers start(Path folder) throws IOException {
    EmbeddedRedis redis =
        EmbeddedRedis.start(folder, DataSize.mib(64))
            .orElseThrow(() ->
                new IOException(
                    "no Redis runs on this machine, and two levels need one: install redis-server"));
    try {
      return new Servers(EmbeddedMongo.evaluation(folder), redis);
    } catch (IOException e) {
      redis.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try (redis) {
      mongo.close();
    }
  }
}
