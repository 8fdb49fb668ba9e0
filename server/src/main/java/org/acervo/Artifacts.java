package org.acervo;

import java.util.Optional;
import java.util.ServiceLoader;
import org.acervo.trial.DemoSource;
import org.acervo.trial.TrialServers;

/**
 * What is installed beside the server. Servers for a trial and the demo library are artifacts of
 * their own, and the server runs without them; what asks for one that is absent is told which it
 * is, and what to do.
 */
record Artifacts(Optional<TrialServers> trial, Optional<DemoSource> demo) {
  /** Those on the class path of this process. */
  static Artifacts installed() {
    return new Artifacts(
        ServiceLoader.load(TrialServers.class).findFirst(),
        ServiceLoader.load(DemoSource.class).findFirst());
  }

  /**
   * The servers for whoever has named no MongoDB.
   *
   * @throws IllegalStateException if they are not installed
   */
  TrialServers servers() {
    return trial.orElseThrow(() ->
        new IllegalStateException(
            "There is no MongoDB to keep the library in: ACERVO_MONGODB_URI is not set, and the"
                + " artifact acervo-evaluation, which brings one for a trial on this machine, is"
                + " not installed. Set ACERVO_MONGODB_URI to the connection string of a MongoDB"
                + " replica set, or put acervo-evaluation and its libraries on the class path."));
  }

  /**
   * The demo, for whoever asked for it.
   *
   * @throws IllegalStateException if it is not installed
   */
  void requireDemo() {
    if (demo.isEmpty()) {
      throw new IllegalStateException(
          "There is no demo to fill a library with: the artifact acervo-demo is not installed."
              + " Start without --demo, or put acervo-demo and its libraries on the class path.");
    }
  }
}
