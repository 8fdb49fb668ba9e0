package org.acervo.bench;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs of the machine that a measurement can use if they are there. */
final class Tools {
  private Tools() {}

  static Optional<Path> find(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(
            Stream.of(path.split(File.pathSeparator, -1)),
            Stream.of("/usr/sbin", "/usr/local/sbin"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Words before a command that tie it to one core, where that is possible; no words elsewhere. */
  static List<String> onCore(int core) {
    boolean can = find("taskset").isPresent() && Runtime.getRuntime().availableProcessors() > core;
    return can ? List.of("taskset", "-c", Integer.toString(core)) : List.of();
  }
}
