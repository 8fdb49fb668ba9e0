package org.acervo.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The load generator wrk, with one thread on the second core and sixteen connections. For a rate
 * they ask as fast as they are answered. For latencies they wait before each request, so that
 * everybody gets the same modest load whatever they could bear: about 400 requests per second. As
 * every browser does they take compressed answers.
 */
final class Wrk {
  private static final String MODEST =
      """
      function delay()
        return math.random(20, 60)
      end
      """;

  /** What is accepted beside the plain form. */
  static final String ENCODING = "gzip";

  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");

  private static final Pattern COUNT = Pattern.compile("(\\d+) requests in");
  private static final Pattern MIDDLE = Pattern.compile("50%\\s+([0-9.]+)(us|ms|s)");
  private static final Pattern HIGH = Pattern.compile("99%\\s+([0-9.]+)(us|ms|s)");

  private Wrk() {}

  /**
   * What is asked for.
   *
   * @param header the one header that is sent beside what is accepted, name and value
   */
  record Page(URI address, String header) {}

  /** In milliseconds. */
  record Latency(double p50, double p99) {}

  static boolean isInstalled() {
    return Tools.find("wrk").isPresent();
  }

  /**
   * What somebody bears.
   *
   * @param rate requests per second, all answered with success
   * @param p99 in milliseconds, with all connections waiting all the time
   */
  record Load(double rate, double p99) {}

  static Load full(Page page, int seconds) throws IOException, InterruptedException {
    String output = run(page, List.of("-d" + seconds + "s", "--latency"));
    return new Load(Double.parseDouble(find(RATE, output).group(1)), millis(find(HIGH, output)));
  }

  /** How many requests were answered, all with success, in that time. */
  static long requests(Page page, int seconds) throws IOException, InterruptedException {
    return Long.parseLong(find(COUNT, run(page, List.of("-d" + seconds + "s"))).group(1));
  }

  /** How long requests take under a modest load. */
  static Latency latency(Lab lab, Page page, int seconds) throws IOException, InterruptedException {
    Path script = Files.writeString(lab.scratch().resolve("modest.lua"), MODEST);
    String output = run(page, List.of("-d" + seconds + "s", "--latency", "-s", script.toString()));
    return new Latency(millis(find(MIDDLE, output)), millis(find(HIGH, output)));
  }

  private static String run(Page page, List<String> load) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(Tools.onCore(1));
    command.addAll(List.of("wrk", "-t1", "-c16"));
    command.addAll(load);
    command.addAll(List.of("-H", "Accept-Encoding: " + ENCODING, "-H", page.header()));
    command.add(page.address().toString());
    Process wrk = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (wrk.waitFor() != 0 || output.contains("Non-2xx")) {
      throw new IOException("wrk on " + page.address() + " did not get good answers:\n" + output);
    }
    return output;
  }

  private static Matcher find(Pattern pattern, String output) throws IOException {
    Matcher matcher = pattern.matcher(output);
    if (!matcher.find()) {
      throw new IOException("wrk printed no " + pattern + ":\n" + output);
    }
    return matcher;
  }

  private static double millis(Matcher time) throws IOException {
    double value = Double.parseDouble(time.group(1));
    return switch (time.group(2)) {
      case "us" -> value / 1_000;
      case "ms" -> value;
      case "s" -> value * 1_000;
      default -> throw new IOException("wrk printed a time in " + time.group(2));
    };
  }
}
