package org.acervo.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;

/** An evaluation server in another process, so that a test can kill it. */
final class ServerInItsOwnProcess implements AutoCloseable {
  private final Process process;
  private final String uri;

  private ServerInItsOwnProcess(Process process, String uri) {
    this.process = process;
    this.uri = uri;
  }

  static ServerInItsOwnProcess start(Path dir) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                ServerInItsOwnProcess.class.getName(),
                dir.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("mongodb://")) {
        return new ServerInItsOwnProcess(process, line);
      }
    }
    throw new IOException("the server did not start");
  }

  long pid() {
    return process.pid();
  }

  String uri() {
    return uri;
  }

  /** As kill -9. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  public static void main(String[] args) throws Exception {
    EvaluationServer server = EvaluationServer.start(Path.of(args[0]), Clock.systemUTC());
    System.out.println(server.uri());
    new CountDownLatch(1).await();
  }
}
