package org.acervo.media;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.acervo.kernel.Sha256;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker process and its private folder, seen from the server. Used by one thread at a time.
 */
final class Worker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  /** What a worker may write to the log in its life; a file must not be able to fill the disk. */
  private static final int MAX_LOGGED_CHARS = 16 << 10;

  /** Seen from inside, where the folder is the current one. */
  static final Path ORIGINAL = Path.of("original");

  /** A busy machine takes half a minute for what is done in half a second. */
  private static final Duration START_PATIENCE = Duration.ofMinutes(3);

  /** What a system without memory does to a process, as its exit code. */
  private static final int KILLED = 128 + 9;

  private final Process process;
  private final Path folder;
  private final InputStream in;
  private final OutputStream out;
  private final ScheduledExecutorService timer;
  private ProcessorTime time;
  private @Nullable Sha256 held;
  private int jobs;
  private boolean worn;
  private long idleSince = System.nanoTime();

  private Worker(Process process, Path folder, ScheduledExecutorService timer) {
    this.process = process;
    this.folder = folder;
    this.timer = timer;
    this.time = new ProcessorTime(process);
    this.in = new BufferedInputStream(process.getInputStream(), 1 << 16);
    this.out = new BufferedOutputStream(process.getOutputStream());
  }

  /** Starts one and waits until it is ready. */
  static Worker start(Launcher launcher, Path parent, ScheduledExecutorService timer)
      throws IOException {
    Path folder = Files.createTempDirectory(parent, "worker-").toAbsolutePath();
    Process process;
    try {
      process = launcher.start(folder);
    } catch (IOException e) {
      delete(folder);
      throw e;
    }
    Worker worker = new Worker(process, folder, timer);
    Thread.ofVirtual().name("worker-log-" + process.pid()).start(worker::drainLog);
    try {
      worker.greet();
      return worker;
    } catch (IOException e) {
      worker.close();
      throw e;
    }
  }

  private void greet() throws IOException {
    Deadline deadline = new Deadline(timer, process, time, START_PATIENCE, START_PATIENCE);
    try (deadline) {
      Answer first = Wire.nextAnswer(in);
      if (!(first instanceof Answer.Hello(int version)) || version != Wire.VERSION) {
        throw new IOException("expected protocol %d, got %s".formatted(Wire.VERSION, first));
      }
      time = new ProcessorTime(process);
    } catch (IOException e) {
      String why =
          deadline.passed() == Deadline.Passed.NOTHING
              ? ending(e)
              : "not ready after " + START_PATIENCE;
      throw new IOException("the worker did not start: " + why, e);
    }
  }

  /** Where the original of the next request is put. */
  Path file() {
    return folder.resolve(ORIGINAL);
  }

  /** Whether it still has the bytes of an original from the request before. */
  boolean holds(Original original) {
    return original.name().isPresent() && original.name().get().equals(held);
  }

  /** Says which original lies in its folder now; none for bytes without a name. */
  void holding(@Nullable Sha256 name) {
    held = name;
  }

  int jobs() {
    return jobs;
  }

  boolean worn() {
    return worn || !process.isAlive();
  }

  void resting() {
    idleSince = System.nanoTime();
  }

  Duration idle() {
    return Duration.ofNanos(System.nanoTime() - idleSince);
  }

  long pid() {
    return process.pid();
  }

  /**
   * Asks and collects the answer. Whatever the process does, this returns when it has used up its
   * processor time, or when patience ends; a worker that did not answer as it should is worn
   * afterwards.
   */
  Collected ask(Request request, Duration limit, Duration patience) {
    jobs++;
    Collected answer = new Collected();
    Deadline deadline = new Deadline(timer, process, time, limit, patience);
    try (deadline) {
      Wire.send(out, request);
      while (true) {
        Answer next = Wire.nextAnswer(in);
        if (next instanceof Answer.End end) {
          worn = end.worn();
          answer.resident = end.residentBytes();
          return answer;
        }
        answer.add(next);
      }
    } catch (IOException e) {
      worn = true;
      String ending = ending(e);
      boolean killed = !process.isAlive() && process.exitValue() == KILLED;
      process.destroyForcibly();
      switch (deadline.passed()) {
        case PROCESSOR_TIME ->
            answer.died(
                Fault.TOO_SLOW,
                "Not done after %d ms of processor time.".formatted(limit.toMillis()));
        case WALL_CLOCK ->
            answer.died(Fault.STALLED, "Not done after %d ms.".formatted(patience.toMillis()));
        case NOTHING ->
            answer.died(
                killed ? Fault.KILLED : Fault.CRASHED, "The worker broke off: " + ending + ".");
      }
      return answer;
    }
  }

  private String ending(IOException e) {
    try {
      if (process.waitFor(2, TimeUnit.SECONDS) && e instanceof java.io.EOFException) {
        return "exit code " + process.exitValue();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return String.valueOf(e.getMessage());
  }

  /** The end of its input ends a worker; one that is stuck is killed. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    delete(folder);
  }

  private void drainLog() {
    char[] chars = new char[2048];
    int left = MAX_LOGGED_CHARS;
    try (Reader log = new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8)) {
      for (int n = log.read(chars); n >= 0; n = log.read(chars)) {
        if (left > 0) {
          String said = new String(chars, 0, Math.min(n, left)).replaceAll("\\p{Cntrl}+", " ");
          LOG.info("media worker {}: {}", process.pid(), said);
        }
        left -= n;
      }
    } catch (IOException closed) {
      LOG.debug("log of media worker {} closed", process.pid(), closed);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      LOG.warn("could not remove {}; remove it by hand", folder, e);
    }
  }
}
