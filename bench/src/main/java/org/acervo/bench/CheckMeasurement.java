package org.acervo.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.acervo.access.AccessConfig;
import org.acervo.access.Permission;
import org.acervo.access.PolicyMeasure;
import org.acervo.embedded.EmbeddedMongo;
import org.acervo.embedded.EmbeddedRedis;
import org.acervo.kernel.DataSize;
import org.casbin.jcasbin.main.Enforcer;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * The check of rights over a large estate: in nanoseconds beside jCasbin with the same rules, and
 * what the policy costs a node in memory, to change, and to come by when it starts.
 */
final class CheckMeasurement implements Measurement {
  private static final int BATCH = 200;

  @Override
  public String name() {
    return "check";
  }

  @Override
  public List<Row> take(Lab lab) throws IOException, InterruptedException {
    agree(lab);
    List<Row> rows = new ArrayList<>(checks(lab));
    try (EmbeddedMongo mongo = EmbeddedMongo.inMemory()) {
      rows.addAll(costs(lab, mongo.uri()));
    }
    return rows;
  }

  /** A peer that answers otherwise would do another job. */
  private static void agree(Lab lab) throws IOException {
    Estate estate = CheckBenchmark.estate();
    List<Estate.Question> questions = CheckBenchmark.questions(estate);
    Enforcer peer = Casbin.enforcer(estate);
    CheckBenchmark.Ours ours = new CheckBenchmark.Ours();
    ours.open();
    int allowed = 0;
    try {
      for (Estate.Question question : questions) {
        boolean answer = ours.ask();
        if (answer != peer.enforce(Casbin.question(estate, question))) {
          throw new IOException("Acervo and jCasbin answer differently to " + question);
        }
        allowed += answer ? 1 : 0;
      }
    } finally {
      ours.close();
    }
    lab.say(
        "Acervo and jCasbin agree on "
            + questions.size()
            + " questions, "
            + allowed
            + " of them allowed");
  }

  private static List<Row> checks(Lab lab) throws IOException {
    Samples warm = time(lab, "warm", 1, average());
    Samples page = time(lab, "page", 1, average());
    Samples casbin = time(lab, "casbin", 1, average());
    Samples cached = time(lab, "casbinCached", 1, average());
    Samples first =
        time(
            lab,
            "first",
            BATCH * 1_000.0,
            new OptionsBuilder()
                .mode(org.openjdk.jmh.annotations.Mode.SingleShotTime)
                .warmupIterations(5)
                .warmupBatchSize(BATCH)
                .measurementIterations(10)
                .measurementBatchSize(BATCH));
    return List.of(
        new Row("check, principals compiled", "ns", warm, "jCasbin", casbin, "<= 100; <= 0.0001"),
        new Row("check, principals compiled", "ns", warm, "jCasbin, cached", cached, "-"),
        new Row("check, one of 100 in a request", "ns", page, "jCasbin, cached", cached, "<= 0.2"),
        Row.alone("first check for a set of principals", "us", first, "<= 1,000"));
  }

  private static ChainedOptionsBuilder average() {
    return new OptionsBuilder()
        .warmupIterations(3)
        .warmupTime(TimeValue.seconds(1))
        .measurementIterations(5)
        .measurementTime(TimeValue.seconds(1));
  }

  private static Samples time(Lab lab, String method, double unit, ChainedOptionsBuilder options)
      throws IOException {
    return Jmh.scores(lab, CheckBenchmark.class, method, unit, options);
  }

  private static List<Row> costs(Lab lab, String mongo) throws IOException, InterruptedException {
    Estate estate = CheckBenchmark.estate();
    Estate.Question someone = CheckBenchmark.questions(estate).getFirst();
    Node.prepare(mongo);
    List<Row> rows = new ArrayList<>();
    Optional<EmbeddedRedis> redis =
        EmbeddedRedis.start(lab.folder("check-redis"), DataSize.mib(64));
    try (Node node =
        Node.open(
            mongo, redis.map(EmbeddedRedis::uri), AccessConfig.DEFAULT, lab.folder("check"))) {
      estate.fill(node.store().database());
      var _ = node.room().access().policy();
      PolicyMeasure measure = PolicyMeasure.of(node.room());
      PolicyCosts costs = new PolicyCosts(measure);
      List<Integer> strangers = estate.strangers();
      rows.add(
          Row.alone(
              "that policy in memory",
              "MiB",
              lab.repeat(run -> costs.mebibytes(List.of(), someone.target())),
              "<= 64"));
      rows.add(
          Row.alone(
              "the same after 2,000 people asked",
              "MiB",
              lab.repeat(run ->
                  costs.mebibytes(
                      strangers.subList(0, 2_000).stream().map(Estate::caller).toList(),
                      someone.target())),
              "-"));
      rows.add(
          Row.alone(
              "one change of rights taken over by that policy",
              "ms",
              lab.repeat(run -> changes(costs, estate)),
              "-"));
      rows.add(
          Row.alone(
              "that policy read from the record",
              "ms",
              lab.repeat(run -> costs.fromRecord(node.store())),
              "-"));
      rows.add(
          Row.alone(
              "that policy read from a snapshot of %,d KiB"
                  .formatted(measure.snapshotBytes() >> 10),
              "ms",
              lab.repeat(run -> costs.fromSnapshot()),
              "-"));
      rows.addAll(cold(lab, mongo, Optional.empty(), someone, "out of the record"));
      if (redis.isPresent()) {
        // A node leaves its snapshot once the policy has not changed for two renewals.
        Thread.sleep(AccessConfig.DEFAULT.renewal().multipliedBy(4));
        rows.addAll(
            cold(lab, mongo, redis.map(EmbeddedRedis::uri), someone, "out of a snapshot in Redis"));
      }
    } finally {
      if (redis.isPresent()) {
        redis.get().close();
      }
    }
    return rows;
  }

  private static double changes(PolicyCosts costs, Estate estate) {
    double[] values = new double[20];
    for (int i = 0; i < values.length; i++) {
      Estate.Question question = estate.questions(1, 1).getFirst();
      values[i] = costs.oneMoreGrant(question.caller(), question.target());
    }
    return new Samples(values).median();
  }

  /** A node that starts: until its first answer, and what it asks the record for that. */
  private static List<Row> cold(
      Lab lab, String mongo, Optional<String> redis, Estate.Question question, String way)
      throws IOException, InterruptedException {
    List<Double> commands = new ArrayList<>();
    List<String> names = new ArrayList<>();
    Samples times =
        lab.repeat(run -> {
          try (Wire wire = Wire.toMongo(mongo)) {
            long begun = System.nanoTime();
            try (Node node =
                Node.open(wire.uri(), redis, AccessConfig.DEFAULT, lab.folder("cold"))) {
              var _ =
                  node.room()
                      .access()
                      .policy()
                      .allows(question.caller(), Permission.VIEW, question.target());
              double time = (System.nanoTime() - begun) / 1e6;
              Map<String, Integer> sent = wire.commands();
              commands.add((double) sent.values().stream().mapToInt(one -> one).sum());
              names.add(sent.toString());
              return time;
            }
          }
        });
    lab.say(String.format(Locale.ROOT, "a cold start %s sends %s", way, names.getLast()));
    return List.of(
        Row.alone("first check of a node that starts, " + way, "ms", times, "-"),
        Row.alone(
            "MongoDB commands for that",
            "",
            new Samples(commands.stream().mapToDouble(Double::doubleValue).toArray()),
            "-"));
  }
}
