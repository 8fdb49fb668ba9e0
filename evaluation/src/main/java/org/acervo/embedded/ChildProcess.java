package org.acervo.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.acervo.kernel.PrivateFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server process that belongs to one data folder and ends with this process.
 *
 * <p>A shutdown hook ends it when this process is asked to stop. Hooks run all at once, so whoever
 * closes things in order says how long that may take: until then the hook leaves the child to
 * {@link #close()}, for it is needed to the end of the last request. When this process is killed
 * there is no such moment, so the child's number and start time are kept in a file in the folder;
 * the next start in the same folder ends that process before it starts its own. It ends nothing
 * else: number, start time and program must all be those written down, because numbers are used
 * again, and the process that started it must have ended ({@link FolderLock}).
 */
final class ChildProcess implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ChildProcess.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Process process;
  private final Path record;
  private final FolderLock lock;
  private final Thread hook;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Duration closing = Duration.ZERO;

  private ChildProcess(Process process, Path record, FolderLock lock) {
    this.process = process;
    this.record = record;
    this.lock = lock;
    this.hook = new Thread(this::endWithUs, "end-child-" + process.pid());
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Starts {@code command} in {@code dir}, its output in {@code dir/<name>.log}.
   *
   * @throws FolderLock.InUse if a living process has one of that name in the folder
   * @throws IOException if the program cannot be started
   */
  static ChildProcess start(String name, Path dir, List<String> command) throws IOException {
    return start(name, dir, command, "");
  }

  /** The same for a program that reads {@code input} from its standard input first. */
  static ChildProcess start(String name, Path dir, List<String> command, String input)
      throws IOException {
    FolderLock lock = FolderLock.take(dir, name);
    try {
      Path record = dir.resolve(name + ".process");
      endOrphan(record, dir);
      var child = new ChildProcess(started(name, dir, command, record), record, lock);
      child.tell(input);
      return child;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static Process started(String name, Path dir, List<String> command, Path record)
      throws IOException {
    Path output = dir.resolve(name + ".log");
    PrivateFiles.write(output, "");
    Process process =
        new ProcessBuilder(command)
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      PrivateFiles.write(record, Identity.of(process.toHandle()).line());
    } catch (IOException e) { // nobody would find it again
      process.destroyForcibly();
      throw e;
    }
    return process;
  }

  /** When this process ends, close() is called within that time. */
  void closesWithin(Duration time) {
    closing = time;
  }

  private void endWithUs() {
    try {
      if (!closed.await(closing.toMillis(), TimeUnit.MILLISECONDS) && closing.isPositive()) {
        log.warn("process {} was not closed within {}; ending it", process.pid(), closing);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroy();
  }

  private void tell(String input) {
    try (var in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      log.debug("the program ended before it had read all; whoever waits for it will see", e);
    }
  }

  /** A free port on loopback; somebody may take it before it is used, so callers try again. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** The program {@code name} on PATH. */
  static Optional<Path> onPath(String name) {
    List<Path> candidates = new ArrayList<>();
    for (String dir : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      if (!dir.isEmpty()) {
        candidates.add(Path.of(dir, name));
      }
    }
    return candidates.stream().filter(Files::isExecutable).findFirst();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() throws IOException {
    end(process.toHandle());
    closed.countDown();
    Files.deleteIfExists(record);
    lock.close();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      log.debug("already shutting down; the hook has nothing left to do", e);
    }
  }

  private static void endOrphan(Path record, Path dir) throws IOException {
    if (!Files.exists(record)) {
      return;
    }
    Optional<Identity> written = Identity.parse(Files.readString(record));
    Optional<ProcessHandle> orphan =
        written
            .flatMap(identity -> ProcessHandle.of(identity.pid()))
            .filter(handle -> written.get().isSameAs(Identity.of(handle)))
            .filter(handle -> worksIn(handle, dir));
    if (orphan.isPresent()) {
      log.warn("ending process {}, left over in {}", orphan.get().pid(), dir);
      end(orphan.get());
    }
    Files.deleteIfExists(record);
  }

  /**
   * Where the system tells in which folder a process works, it must be the folder of the record.
   */
  private static boolean worksIn(ProcessHandle process, Path dir) {
    Path folder = Path.of("/proc", Long.toString(process.pid()), "cwd");
    try {
      return !Files.exists(folder) || folder.toRealPath().equals(dir.toRealPath());
    } catch (IOException e) {
      log.warn("cannot tell whether process {} is ours, leaving it alone", process.pid(), e);
      return false;
    }
  }

  /** Politely first. */
  private static void end(ProcessHandle process) {
    process.destroy();
    if (!hasEnded(process)) {
      process.destroyForcibly();
      hasEnded(process);
    }
  }

  private static boolean hasEnded(ProcessHandle process) {
    try {
      process.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException e) {
      log.debug("process {} is still there", process.pid(), e);
      return false;
    }
  }

  /** What makes a process the same one: its number, when it started, and its program. */
  private record Identity(long pid, long started, String program) {
    private static final long TOLERANCE_MILLIS = 3000;

    static Identity of(ProcessHandle process) {
      ProcessHandle.Info info = process.info();
      return new Identity(
          process.pid(),
          info.startInstant().map(Instant::toEpochMilli).orElse(0L),
          info.command().orElse(""));
    }

    /**
     * The system derives the start from its clock, so it may differ a little after a correction.
     */
    boolean isSameAs(Identity other) {
      return pid == other.pid
          && program.equals(other.program)
          && Math.abs(started - other.started) < TOLERANCE_MILLIS;
    }

    static Optional<Identity> parse(String line) {
      String[] parts = line.strip().split(" ", 3);
      if (parts.length != 3 || !parts[0].matches("\\d+") || !parts[1].matches("\\d+")) {
        return Optional.empty();
      }
      return Optional.of(
          new Identity(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2]));
    }

    String line() {
      return pid + " " + started + " " + program + "\n";
    }
  }
}
