package org.acervo.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * The levels of the cache by themselves: memory beside Caffeine, Redis beside its own benchmark,
 * how often a cold key is made, how soon a write shows elsewhere, and what a hot request allocates.
 */
final class LevelsMeasurement implements Measurement {

  @Override
  public String name() {
    return "levels";
  }

  @Override
  public List<Row> take(Lab lab) throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>(memory(lab));
    rows.add(RedisHits.take(lab));
    rows.addAll(ColdKeys.take(lab));
    rows.addAll(Visibility.take(lab));
    rows.addAll(Allocations.take(lab));
    return rows;
  }

  private static List<Row> memory(Lab lab) throws IOException, InterruptedException {
    List<Samples> rates =
        lab.alternate(_ -> rate(lab, "memory"), _ -> rate(lab, "bare"), _ -> rate(lab, "expiring"));
    String ours =
        "answers from memory, generation and lease tested, %,d entries"
            .formatted(LookUpBenchmark.ENTRIES);
    Samples memory = rates.getFirst();
    return List.of(
        new Row(ours, "million/s", memory, "Caffeine", rates.get(1), ">= 0.5"),
        new Row(ours, "million/s", memory, "Caffeine that expires", rates.get(2), "-"));
  }

  /** In a Java machine of its own each time. */
  private static double rate(Lab lab, String method) throws IOException {
    return Jmh.scores(
            lab,
            LookUpBenchmark.class,
            method,
            1,
            new OptionsBuilder()
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(3)
                .measurementTime(TimeValue.seconds(1)))
        .median();
  }
}
