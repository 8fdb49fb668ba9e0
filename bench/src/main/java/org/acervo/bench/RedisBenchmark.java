package org.acervo.bench;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The load generator that comes with Redis, asking for one value of a given size. */
final class RedisBenchmark {
  private static final int REQUESTS = 200_000;
  private static final String KEY = "key:__rand_int__";
  private static final String RATE = "\"GET\",\"";

  private final Path program;
  private final URI redis;
  private final int bytes;
  private final int callers;

  private RedisBenchmark(Path program, URI redis, int bytes, int callers) {
    this.program = program;
    this.redis = redis;
    this.bytes = bytes;
    this.callers = callers;
  }

  /** Puts the value there; empty where the program is not installed. */
  static Optional<RedisBenchmark> of(String redis, int bytes, int callers)
      throws IOException, InterruptedException {
    Optional<Path> program = Tools.find("redis-benchmark");
    if (program.isEmpty()) {
      return Optional.empty();
    }
    RedisBenchmark benchmark =
        new RedisBenchmark(program.get(), URI.create(redis), bytes, callers);
    var _ = benchmark.run("set", 1);
    try (RedisClient client = RedisClient.create(redis);
        StatefulRedisConnection<String, String> connection = client.connect()) {
      long there = connection.sync().strlen(KEY);
      if (there != bytes) {
        throw new IOException(
            "redis-benchmark was to keep " + bytes + " bytes as " + KEY + ", there are " + there);
      }
    }
    return Optional.of(benchmark);
  }

  /** Answers per second, none asked for before the last one on that connection has come. */
  double rate() throws IOException, InterruptedException {
    String output = run("get", REQUESTS);
    return output
        .lines()
        .filter(line -> line.startsWith(RATE))
        .mapToDouble(line -> Double.parseDouble(line.substring(RATE.length()).split("\"", 2)[0]))
        .findFirst()
        .orElseThrow(() -> new IOException("redis-benchmark printed no rate:\n" + output));
  }

  private String run(String test, int requests) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString(), "-h", "127.0.0.1", "--csv"));
    command.addAll(List.of("-p", Integer.toString(redis.getPort()), "-t", test));
    if (redis.getUserInfo() != null) {
      int colon = redis.getUserInfo().indexOf(':');
      command.addAll(List.of("-a", redis.getUserInfo().substring(colon + 1)));
    }
    command.addAll(List.of("-n", Integer.toString(requests), "-c", Integer.toString(callers)));
    command.addAll(List.of("-d", Integer.toString(bytes)));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(program + " -t " + test + " failed:\n" + output);
    }
    return output;
  }
}
