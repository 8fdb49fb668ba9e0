package org.acervo.bench;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.acervo.embedded.EmbeddedRedis;
import org.acervo.kernel.DataSize;

/**
 * A Redis that can be killed, started again empty at the same address, and stopped in its tracks.
 * It is the program that the product would start by itself.
 */
final class RedisAtPort implements AutoCloseable {
  private final String program;
  private final int port;
  private final Path folder;
  private Process process;

  private RedisAtPort(String program, int port, Path folder) throws IOException {
    this.program = program;
    this.port = port;
    this.folder = folder;
    this.process = run();
  }

  /** Empty where the product finds none either. */
  static Optional<RedisAtPort> start(Lab lab) throws IOException, InterruptedException {
    Path folder = lab.folder("redis");
    Optional<EmbeddedRedis> found = EmbeddedRedis.start(folder, DataSize.mib(64));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    String program;
    try (EmbeddedRedis first = found.get()) {
      program = program(first.uri());
    }
    RedisAtPort redis = new RedisAtPort(program, Ports.free(), folder);
    Ports.await(redis.port);
    return Optional.of(redis);
  }

  private static String program(String uri) throws IOException {
    try (RedisClient client = RedisClient.create(uri);
        StatefulRedisConnection<String, String> connection = client.connect()) {
      String name = "executable:";
      return connection
          .sync()
          .info("server")
          .lines()
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(name.length()).strip())
          .findFirst()
          .orElseThrow(() -> new IOException("Redis does not say which program it is"));
    }
  }

  private Process run() throws IOException {
    return new ProcessBuilder(
            program,
            "--port",
            Integer.toString(port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--maxmemory",
            "64mb",
            "--maxmemory-policy",
            "volatile-lfu")
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("redis.log").toFile()))
        .start();
  }

  String uri() {
    return URI.create("redis://127.0.0.1:" + port).toString();
  }

  /** Gone with all it knew, away for that time, and back empty. */
  void killFor(Duration away) throws IOException, InterruptedException {
    process.destroyForcibly().waitFor();
    Thread.sleep(away);
    process = run();
    Ports.await(port);
  }

  /** Its connections stay open and nothing is answered. */
  void pauseFor(Duration silent) throws IOException, InterruptedException {
    signal("-STOP");
    try {
      Thread.sleep(silent);
    } finally {
      signal("-CONT");
    }
  }

  private void signal(String which) throws IOException, InterruptedException {
    List<String> command = List.of("kill", which, Long.toString(process.pid()));
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed");
    }
  }

  /** Ends it also when it is stopped. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
