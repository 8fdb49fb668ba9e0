package org.acervo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The product in a process of its own, as its command line starts it; a test may kill it. */
public final class ProductProcess implements AutoCloseable {
  private static final String READY = "Acervo is ready at ";

  private final Process process;
  private final CompletableFuture<List<String>> rest = new CompletableFuture<>();

  private ProductProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts a command.
   *
   * @param settings of its environment, in which there are no others
   */
  public static ProductProcess start(Map<String, String> settings, String... arguments)
      throws IOException {
    var command =
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED",
                    "-Djava.awt.headless=true",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "org.acervo.Main"),
                Stream.of(arguments))
            .toList();
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(key -> key.startsWith("ACERVO_"));
    builder.environment().putAll(settings);
    var process = builder.start();
    process.getOutputStream().close();
    return new ProductProcess(process);
  }

  Process process() {
    return process;
  }

  public long pid() {
    return process.pid();
  }

  /**
   * Waits until a server is ready; its address.
   *
   * @throws IllegalStateException with all that it said, when it ends instead
   */
  public String address() throws IOException {
    var out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    var said = new ArrayList<String>();
    for (var line = out.readLine(); line != null; line = out.readLine()) {
      said.add(line);
      if (line.startsWith(READY)) {
        Thread.ofVirtual().start(() -> drain(out));
        return line.substring(READY.length());
      }
    }
    throw new IllegalStateException(String.join("\n", said));
  }

  /** Or it would wait until somebody reads what it says. */
  private void drain(BufferedReader out) {
    var said = new ArrayList<String>();
    try {
      out.lines().forEach(said::add);
    } catch (UncheckedIOException ended) {
      // Somebody has ended the process, and with it what it says.
    }
    rest.complete(said);
  }

  /** What a server said after it was ready, once it has ended. */
  List<String> rest() {
    return rest.join();
  }

  /** Asks it to stop; what it says meanwhile can still be read. */
  void askToStop() {
    process.toHandle().destroy();
  }

  /** As kill -9. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Asks it to stop, and waits until it has. */
  public void stop() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
