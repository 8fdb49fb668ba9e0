package org.acervo.embedded.spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.opentest4j.AssertionFailedError;

/**
 * The cases that the evaluation server does not pass on purpose. Below a line in brackets stand the
 * cases that end with a failure of just that text: so each of them is known to be refused, and by
 * what; a case that is answered otherwise, or passes, does not stay in the list unnoticed.
 */
final class OutOfScope {
  private final Map<String, String> refusals = new HashMap<>();

  static OutOfScope read(Path list) throws IOException {
    OutOfScope result = new OutOfScope();
    String refusal = "";
    for (String line : Files.readAllLines(list)) {
      if (line.startsWith("[")) {
        refusal = line.substring(1, line.length() - 1);
      } else if (!line.isBlank() && !line.startsWith("#")) {
        result.refusals.put(line, refusal);
      }
    }
    return result;
  }

  void judge(SpecCase test, Runnable run) {
    String refusal = refusals.get(test.name());
    if (refusal == null) {
      run.run();
      return;
    }
    Optional<Throwable> failure = failure(run);
    if (failure.isEmpty()) {
      throw new AssertionFailedError("passes, and is listed as out of scope: " + test.name());
    }
    if (!says(failure.get(), refusal)) {
      throw new AssertionFailedError(
          "fails otherwise than by \"" + refusal + "\": " + test.name(), failure.get());
    }
  }

  private static Optional<Throwable> failure(Runnable run) {
    try {
      run.run();
      return Optional.empty();
    } catch (RuntimeException | AssertionError e) {
      return Optional.of(e);
    }
  }

  private static boolean says(Throwable failure, String text) {
    return String.valueOf(failure.getMessage()).contains(text)
        || (failure.getCause() != null && says(failure.getCause(), text));
  }
}
