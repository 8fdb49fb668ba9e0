package org.acervo.media.confine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What the launcher of a worker is told, as a command line: {@code --user=61999 --memory=BYTES
 * --seconds=N --files=N --read=PATH ... --write=PATH --tell -- JAVA ARGUMENT ...}.
 *
 * @param user number of the user to become, if the server may change it
 * @param memory address space at most, in bytes
 * @param seconds of processor time at most
 * @param files open at once at most
 * @param readable what may be read besides Java itself
 * @param writable the worker's own folder
 * @param tell whether to say on standard error what was reached
 * @param command the worker
 */
public record Orders(
    OptionalInt user,
    long memory,
    long seconds,
    long files,
    List<Path> readable,
    Path writable,
    boolean tell,
    List<String> command) {

  public Orders {
    readable = List.copyOf(readable);
    command = List.copyOf(command);
    if (command.isEmpty() || memory <= 0 || seconds <= 0 || files <= 0) {
      throw new IllegalArgumentException("limits and a command are needed");
    }
  }

  /** Whether this system and processor are known here. */
  public static boolean possible() {
    return SystemCalls.ofThisMachine().isPresent();
  }

  static Orders read(String... arguments) {
    OptionalInt user = OptionalInt.empty();
    long memory = 0;
    long seconds = 0;
    long files = 0;
    boolean tell = false;
    List<Path> readable = new ArrayList<>();
    Path writable = Path.of(".");
    int i = 0;
    for (; i < arguments.length && !arguments[i].equals("--"); i++) {
      String[] parts = arguments[i].split("=", 2);
      String value = parts.length == 2 ? parts[1] : "";
      switch (parts[0]) {
        case "--user" -> user = OptionalInt.of(Integer.parseInt(value));
        case "--memory" -> memory = Long.parseLong(value);
        case "--seconds" -> seconds = Long.parseLong(value);
        case "--files" -> files = Long.parseLong(value);
        case "--read" -> readable.add(Path.of(value));
        case "--write" -> writable = Path.of(value);
        case "--tell" -> tell = true;
        default -> throw new IllegalArgumentException("unknown order " + parts[0]);
      }
    }
    List<String> command =
        List.of(arguments).subList(Math.min(i + 1, arguments.length), arguments.length);
    return new Orders(user, memory, seconds, files, readable, writable, tell, command);
  }

  /** The command line that {@link #read} reads. */
  public List<String> written() {
    List<String> all = new ArrayList<>();
    user.ifPresent(number -> all.add("--user=" + number));
    all.add("--memory=" + memory);
    all.add("--seconds=" + seconds);
    all.add("--files=" + files);
    readable.forEach(path -> all.add("--read=" + path));
    all.add("--write=" + writable);
    if (tell) {
      all.add("--tell");
    }
    all.add("--");
    all.addAll(command);
    return all;
  }
}
