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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A running `./acervo run` on a folder of its own, with the servers it brings itself. */
final class Product implements AutoCloseable {
  private static final String READY = "Acervo is ready at ";
  private static final Pattern ENTRY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d [0-9:.]+ (\\w+) .*");
  private static final Duration REST = Duration.ofSeconds(3);
  private static final int SHOWN = 25; // lines of an entry

  private final Process process;
  private final URI address;
  private final Duration startedIn;
  private final Path log;

  private Product(Process process, URI address, Duration startedIn, Path log) {
    this.process = process;
    this.address = address;
    this.startedIn = startedIn;
    this.log = log;
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
        return new Product(
            process, URI.create(line.substring(READY.length()).strip()), startedIn, log);
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

  /** What it has logged as its own faults, each with the first lines of its stack. */
  List<String> faults() throws IOException {
    List<String> faults = new ArrayList<>();
    int left = 0;
    for (String line : Files.readAllLines(log)) {
      Matcher entry = ENTRY.matcher(line);
      if (entry.matches()) {
        left = entry.group(1).equals("ERROR") ? SHOWN : 0;
      }
      if (left-- > 0) {
        faults.add(line);
      }
    }
    return faults;
  }

  /** Waits until it does next to nothing, so what it does when it starts is done. */
  void awaitRest(Duration limit) throws IOException, InterruptedException {
    long until = System.nanoTime() + limit.toNanos();
    Duration before = processorTime();
    while (until - System.nanoTime() > 0) {
      Thread.sleep(REST);
      Duration now = processorTime();
      if (now.minus(before).compareTo(REST.dividedBy(10)) < 0) {
        return;
      }
      before = now;
    }
    throw new IOException("the product was still busy after " + limit);
  }

  private Duration processorTime() throws IOException {
    return process
        .info()
        .totalCpuDuration()
        .orElseThrow(() -> new IOException("the product has ended"));
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
