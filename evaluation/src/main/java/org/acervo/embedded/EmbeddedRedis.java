package org.acervo.embedded;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.acervo.kernel.DataSize;
import org.acervo.kernel.PrivateFiles;
import org.acervo.trial.TrialServers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A private Redis for a trial on one machine and for the tests: a real {@code redis-server} on
 * loopback, as a cache only (bounded memory, nothing written to disk). It ends with this process.
 *
 * <p>It asks for a password, for everybody on a machine can reach its loopback. The password is
 * made anew at each start, and the server is told it by its standard input, so that it stands
 * neither among the arguments of the process, which all users can read, nor in a file.
 */
public final class EmbeddedRedis implements TrialServers.Redis {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedRedis.class);
  private static final int ATTEMPTS = 5;
  private static final int START_MILLIS = 10_000;
  private static final int POLL_MILLIS = 20;

  private final ChildProcess process;
  private final int port;
  private final String password;
  private final String origin;

  private EmbeddedRedis(ChildProcess process, int port, String password, String origin) {
    this.process = process;
    this.port = port;
    this.password = password;
    this.origin = origin;
  }

  /**
   * Starts the {@code redis-server} on PATH, or the one this program carries for the present
   * machine.
   *
   * @param dir a folder of its own for its log and process number
   * @return empty if there is neither, or it does not run here; the product works without Redis
   */
  public static Optional<EmbeddedRedis> start(Path dir, DataSize memory) {
    try {
      Optional<EmbeddedRedis> installed = startInstalled(dir, memory);
      return installed.isPresent() ? installed : startCarried(dir, memory);
    } catch (IOException e) {
      log.warn("Redis does not start here, going on without it: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /** Starts the {@code redis-server} on PATH; empty if there is none. */
  public static Optional<EmbeddedRedis> startInstalled(Path dir, DataSize memory)
      throws IOException {
    Optional<Path> program = ChildProcess.onPath("redis-server");
    return program.isPresent()
        ? Optional.of(start(program.get(), "found on PATH", dir, memory))
        : Optional.empty();
  }

  /** Starts the Redis that this program carries; empty if it carries none for this machine. */
  public static Optional<EmbeddedRedis> startCarried(Path dir, DataSize memory) throws IOException {
    Optional<Path> binary = carriedBinary(dir);
    return binary.isPresent()
        ? Optional.of(start(binary.get(), "carried along", dir, memory))
        : Optional.empty();
  }

  static EmbeddedRedis start(Path program, String origin, Path dir, DataSize memory)
      throws IOException {
    for (int attempt = 1; ; attempt++) {
      int port = ChildProcess.freePort();
      String password = Passphrase.fresh();
      ChildProcess process =
          ChildProcess.start(
              "redis",
              dir,
              List.of(program.toString(), "-"),
              settings(dir, port, memory, password));
      try {
        String version = awaitVersion(process, port, password);
        return new EmbeddedRedis(process, port, password, "Redis " + version + ", " + origin);
      } catch (IOException e) {
        process.close();
        if (attempt == ATTEMPTS) {
          throw new IOException(
              "%s does not answer; see %s".formatted(program, dir.resolve("redis.log")), e);
        }
      }
    }
  }

  private static String settings(Path dir, int port, DataSize memory, String password) {
    return """
    port %d
    bind 127.0.0.1
    protected-mode yes
    requirepass %s
    daemonize no
    save ""
    appendonly no
    dir "%s"
    maxmemory %d
    maxmemory-policy volatile-lfu
    """
        .formatted(port, password, quoted(dir.toAbsolutePath().toString()), memory.bytes());
  }

  /** As in Redis's own configuration files: every byte may be written as an escape. */
  private static String quoted(String text) {
    var quoted = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b == '"' || b == '\\' || b < ' ') {
        quoted.append("\\x%02x".formatted(b & 0xff));
      } else {
        quoted.append((char) b);
      }
    }
    return quoted.toString();
  }

  /** Asks until it answers; an answer from somebody else's Redis on that port does not count. */
  private static String awaitVersion(ChildProcess process, int port, String password)
      throws IOException {
    long end = System.nanoTime() + START_MILLIS * 1_000_000L;
    while (process.isAlive() && System.nanoTime() < end) {
      try {
        String info = info(port, password);
        if (field(info, "process_id").equals(Long.toString(process.pid()))) {
          return field(info, "redis_version");
        }
        throw new IOException("port " + port + " belongs to another Redis");
      } catch (ConnectException notYet) {
        log.trace("Redis is not ready yet", notYet);
        pause();
      }
    }
    throw new IOException("the process has ended or does not answer on port " + port);
  }

  private static String info(int port, String password) throws IOException {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(START_MILLIS);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), START_MILLIS);
      String asked = "AUTH " + password + "\r\nINFO server\r\n";
      socket.getOutputStream().write(asked.getBytes(StandardCharsets.US_ASCII));
      DataInputStream in = new DataInputStream(socket.getInputStream());
      String let = line(in, port);
      String length = let.equals("+OK") ? line(in, port) : let;
      if (!length.matches("\\$\\d+")) {
        throw new IOException("not an answer from Redis on port " + port + ": " + length);
      }
      byte[] text = in.readNBytes(Integer.parseInt(length.substring(1)));
      return new String(text, StandardCharsets.UTF_8);
    }
  }

  private static String line(DataInputStream in, int port) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0 || line.length() > 100) {
        throw new IOException("no answer from Redis on port " + port);
      }
      line.append((char) c);
    }
    return line.toString().strip();
  }

  private static String field(String info, String name) {
    return info.lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted while Redis starts", e));
    }
  }

  /**
   * The binary from the embedded-redis package, unpacked; only the file is used, not its classes.
   */
  private static Optional<Path> carriedBinary(Path dir) throws IOException {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String cpu = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    boolean arm = cpu.equals("aarch64") || cpu.equals("arm64");
    String resource;
    if (os.contains("linux")) {
      resource = arm ? "/redis-server-6.2.7-linux-arm64" : "/redis-server-6.2.6-v5-linux-amd64";
    } else if (os.contains("mac")) {
      resource =
          arm ? "/redis-server-6.2.6-v5-darwin-arm64" : "/redis-server-6.2.6-v5-darwin-amd64";
    } else {
      return Optional.empty();
    }
    try (InputStream in = EmbeddedRedis.class.getResourceAsStream(resource)) {
      return in == null ? Optional.empty() : Optional.of(unpack(in, dir, resource.substring(1)));
    }
  }

  /** A file already there stays: one left running is recognised by its program. */
  private static Path unpack(InputStream in, Path dir, String name) throws IOException {
    Path binary = dir.resolve(name).toAbsolutePath();
    if (Files.isExecutable(binary)) {
      return binary;
    }
    PrivateFiles.folder(dir);
    Path part = dir.resolve(name + ".part");
    try (var out = PrivateFiles.stream(part)) {
      in.transferTo(out);
    }
    if (!part.toFile().setExecutable(true, true)) {
      throw new IOException("cannot make " + part + " executable");
    }
    return Files.move(part, binary, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public String uri() {
    return "redis://:" + password + "@127.0.0.1:" + port;
  }

  @Override
  public String describe() {
    return origin + ": a cache for a trial on this machine, kept in memory only";
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void closesWithin(Duration time) {
    process.closesWithin(time);
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
