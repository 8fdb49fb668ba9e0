package org.acervo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code acervo verify}: reads every stored file and compares it with its hash. */
@Command(
    name = "verify",
    description = "Reads every stored file back and compares it with its hash.",
    mixinStandardHelpOptions = true)
final class Verify implements Callable<Integer> {
  private static final int FOUND_WRONG = 3;

  @Option(names = "--home", description = "Folder of the embedded servers.")
  private @Nullable Path home;

  @Override
  public Integer call() throws IOException {
    try (var app = Existing.open(home)) {
      var bad = new AtomicLong();
      long stored =
          app.blobs.verify(blob -> {
            bad.incrementAndGet();
            System.out.println("damaged: " + blob.sha256() + " (" + blob.size() + " bytes)");
          });
      var missing = new AtomicLong();
      app.items.originals((item, original) -> {
        if (!app.blobs.has(original)) {
          missing.incrementAndGet();
          System.out.println("missing: the original of item " + item);
        }
      });
      System.out.printf(
          "stored %d, readable %d, damaged %d, missing %d%n",
          stored, stored - bad.get(), bad.get(), missing.get());
      return bad.get() == 0 && missing.get() == 0 ? 0 : FOUND_WRONG;
    }
  }
}
