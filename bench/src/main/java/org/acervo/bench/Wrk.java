package org.acervo.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The load generator wrk: one thread, sixteen connections. */
final class Wrk {
  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");

  private Wrk() {}

  static boolean isInstalled() {
    return Tools.find("wrk").isPresent();
  }

  /** Requests per second, all answered with success. */
  static double rate(URI page, String authorization, int seconds)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(Tools.onCore(1));
    command.addAll(
        List.of(
            "wrk", "-t1", "-c16", "-d" + seconds + "s", "-H", "Authorization: " + authorization));
    command.add(page.toString());
    Process wrk = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher rate = RATE.matcher(output);
    if (wrk.waitFor() != 0 || !rate.find() || output.contains("Non-2xx")) {
      throw new IOException("wrk on " + page + " did not get good answers:\n" + output);
    }
    return Double.parseDouble(rate.group(1));
  }
}
