package org.acervo.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A running `./acervo run` on a folder of its own, with the servers it brings itself. */
final class Product implements AutoCloseable {
  private static final String READY = "Acervo is ready at ";

  private final Process process;
  private final URI address;
  private final Duration startedIn;

  private Product(Process process, URI address, Duration startedIn) {
    this.process = process;
    this.address = address;
    this.startedIn = startedIn;
  }

  /**
   * Starts the product and waits for its ready line; what it logs goes to a file beside the folder.
   */
  static Product start(Lab lab, Path home, List<String> prefix) throws IOException {
    return start(lab, home, prefix, Map.of());
  }

  /** The same with settings, by their names in the environment. */
  static Product start(Lab lab, Path home, List<String> prefix, Map<String, String> settings)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(lab.root().resolve("acervo").toString());
    command.addAll(
        List.of("run", "--port", Integer.toString(Ports.free()), "--home", home.toString()));
    Path log = home.resolveSibling(home.getFileName() + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("ACERVO_") && name.endsWith("_URI"));
    builder.environment().putAll(settings);
    long begun = System.nanoTime();
    Process process = builder.start();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(READY)) {
        Duration startedIn = Duration.ofNanos(System.nanoTime() - begun);
        return new Product(process, URI.create(line.substring(READY.length()).strip()), startedIn);
      }
    }
    throw new IOException(
        "the product ended before it was ready; its log says:\n" + Files.readString(log));
  }

  URI address() {
    return address;
  }

  long pid() {
    return process.pid();
  }

  Duration startedIn() {
    return startedIn;
  }

  /** Resident memory of the server process in MiB. */
  double residentMib() throws IOException {
    return resident(process.toHandle());
  }

  /**
   * Resident memory of the server with its workers and servers, in MiB; pages they share are
   * counted in each.
   */
  double residentWithChildrenMib() throws IOException {
    double sum = 0;
    for (ProcessHandle one :
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList()) {
      sum += resident(one);
    }
    return sum;
  }

  private static double resident(ProcessHandle one) throws IOException {
    Path status = Path.of("/proc", Long.toString(one.pid()), "status");
    if (Files.isReadable(status)) {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmRSS:")) {
          return Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024;
        }
      }
    }
    Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(one.pid())).start();
    String kilobytes =
        new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return kilobytes.isEmpty() ? 0 : Double.parseDouble(kilobytes) / 1024;
  }

  /** Ends the product as an operator would, and waits until it has. */
  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("the product did not end within 30 s of SIGTERM");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
