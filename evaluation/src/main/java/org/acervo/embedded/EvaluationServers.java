package org.acervo.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.acervo.kernel.DataSize;
import org.acervo.trial.TrialServers;

/** What this artifact gives to the product; found by {@link java.util.ServiceLoader}. */
public final class EvaluationServers implements TrialServers {
  @Override
  public boolean holdsData(Path folder) {
    return EmbeddedMongo.holdsData(folder);
  }

  @Override
  public Mongo startMongo(Path folder) throws IOException {
    return EmbeddedMongo.start(folder);
  }

  @Override
  public Optional<Redis> startRedis(Path folder, DataSize memory) {
    return EmbeddedRedis.start(folder, memory).map(redis -> redis);
  }
}
