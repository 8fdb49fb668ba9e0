package org.acervo.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/** Runs a benchmark in a Java machine of its own. */
final class Jmh {
  private Jmh() {}

  /** Each iteration's score, divided by {@code unit}. */
  static Samples scores(
      Lab lab, Class<?> benchmark, String method, double unit, ChainedOptionsBuilder options)
      throws IOException {
    Path output = lab.scratch().resolve("jmh-" + method + ".txt");
    List<Double> scores = new ArrayList<>();
    try {
      for (RunResult run :
          new Runner(
                  options
                      .include(benchmark.getName() + "." + method + "$")
                      .forks(1)
                      .shouldFailOnError(true)
                      .output(output.toString())
                      .build())
              .run()) {
        for (BenchmarkResult fork : run.getBenchmarkResults()) {
          for (IterationResult iteration : fork.getIterationResults()) {
            scores.add(iteration.getPrimaryResult().getScore() / unit);
          }
        }
      }
    } catch (RunnerException e) {
      throw new IOException("JMH could not measure " + method + "; see " + output, e);
    }
    return new Samples(scores.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
