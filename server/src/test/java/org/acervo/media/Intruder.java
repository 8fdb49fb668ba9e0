package org.acervo.media;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A worker that was taken over: reads a list of attempts from its file, tries each, and says what
 * came of it, one line an attempt.
 */
public final class Intruder {
  private Intruder() {}

  private interface Attempt {
    void run() throws Exception;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    for (String line : Files.readAllLines(Path.of("original"))) {
      String[] words = line.split(" ", 2);
      Path path = Path.of(words[1]);
      switch (words[0]) {
        case "read" -> attempt(line, () -> Files.readAllBytes(path));
        case "list" -> attempt(line, () -> list(path));
        case "write" -> attempt(line, () -> Files.writeString(path, "was here"));
        case "remove" -> attempt(line, () -> Files.delete(path));
        case "open" -> attempt(line, () -> Files.setPosixFilePermissions(path, all()));
        case "connect" -> attempt(line, () -> connect(Integer.parseInt(words[1])));
        case "run" -> attempt(line, () -> start(words[1]));
        default -> throw new IllegalArgumentException(line);
      }
    }
    attempt("draw", Intruder::draw);
  }

  private static void attempt(String what, Attempt attempt) {
    String outcome;
    try {
      attempt.run();
      outcome = "done";
    } catch (Exception | LinkageError shutIn) {
      outcome = "refused";
    }
    System.out.println(outcome + " " + what);
  }

  private static Set<PosixFilePermission> all() {
    return PosixFilePermissions.fromString("rwxrwxrwx");
  }

  private static void list(Path folder) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(entry -> {});
    }
  }

  private static void connect(int port) throws IOException {
    new Socket(InetAddress.getLoopbackAddress(), port).close();
  }

  private static void start(String program) throws Exception {
    if (new ProcessBuilder(program).start().waitFor() != 0) {
      throw new IOException(program);
    }
  }

  /** What a worker must be able to do everywhere: threads, and files in its own folder. */
  private static void draw() throws Exception {
    Thread thread = new Thread(() -> {});
    thread.start();
    thread.join();
    File scratch = File.createTempFile("scratch", null);
    Files.writeString(scratch.toPath(), "x");
    Files.delete(scratch.toPath());
  }
}
