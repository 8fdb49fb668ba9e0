package org.acervo.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What a figure means nothing without. The machine's name is nobody's business. */
final class Machine {
  private Machine() {}

  static String describe(Path root) throws IOException, InterruptedException {
    return """
    processor: %s
    cores: %d
    memory: %s
    system: %s %s
    java: %s
    commit: %s
    """
        .formatted(
            field("/proc/cpuinfo", "model name").orElse("unknown"),
            Runtime.getRuntime().availableProcessors(),
            field("/proc/meminfo", "MemTotal").orElse("unknown"),
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            System.getProperty("java.vm.version"),
            commit(root));
  }

  /** The short name of the commit measured, with a plus sign when files differ from it. */
  static String commit(Path root) throws IOException, InterruptedException {
    String name = git(root, "rev-parse", "--short=10", "HEAD");
    return name.isEmpty()
        ? "unknown"
        : name + (git(root, "status", "--porcelain").isEmpty() ? "" : "+");
  }

  private static String git(Path root, String... words) throws IOException, InterruptedException {
    Process git =
        new ProcessBuilder(Stream.concat(Stream.of("git"), Stream.of(words)).toList())
            .directory(root.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return git.waitFor() == 0 ? output : "";
  }

  private static Optional<String> field(String file, String name) throws IOException {
    Path path = Path.of(file);
    if (!Files.isReadable(path)) {
      return Optional.empty();
    }
    return Files.readAllLines(path).stream()
        .filter(line -> line.startsWith(name))
        .findFirst()
        .map(line -> line.substring(line.indexOf(':') + 1).strip());
  }
}
