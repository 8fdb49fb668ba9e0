package org.acervo.bench;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.acervo.cache.CacheConfig;
import org.acervo.cache.Draft;
import org.acervo.cache.Served;
import org.acervo.cache.ViewKey;
import org.acervo.kernel.SnapshotTime;
import org.acervo.store.Store;
import org.bson.BsonString;

/** What a thousand callers on three nodes, all at once, make of a key that nobody has. */
final class ColdKeys implements CommandListener {
  private static final int CALLERS = 1_000;
  private static final int NODES = 3;
  private static final int WARM = 5;
  private static final int ROUNDS = 25;

  private final List<CacheNode> nodes = new ArrayList<>();
  private final LongAdder makes = new LongAdder();
  private final LongAdder finds = new LongAdder();
  private final LongAdder pings = new LongAdder();
  private final Map<String, Integer> failures = new TreeMap<>();

  private ColdKeys() {}

  @Override
  public void commandStarted(CommandStartedEvent event) {
    if (event.getCommand().get("find") instanceof BsonString in && in.getValue().equals("items")) {
      finds.increment();
    } else if (event.getCommandName().equals("ping")) {
      pings.increment();
    }
  }

  static List<Row> take(Lab lab) throws IOException, InterruptedException {
    try (Servers servers = Servers.start(lab.folder("cold"))) {
      List<Slice> slices = new ArrayList<>();
      // Before any node is there, so that nobody is told of it and the collections are unknown.
      try (Store store = Node.store(servers.mongo().uri(), Optional.empty())) {
        for (int i = 0; i < WARM + ROUNDS; i++) {
          slices.add(Slice.of("cold" + i));
          slices.getLast().put(store);
        }
      }
      ColdKeys cold = new ColdKeys();
      try {
        for (int i = 0; i < NODES; i++) {
          cold.nodes.add(
              CacheNode.open(
                  servers.mongo().uri(),
                  servers.redis().uri(),
                  CacheConfig.DEFAULT.memory(),
                  cold));
        }
        return cold.rows(lab, slices);
      } finally {
        cold.nodes.forEach(CacheNode::close);
      }
    }
  }

  private List<Row> rows(Lab lab, List<Slice> slices) throws InterruptedException {
    Count unknown = new Count();
    Count known = new Count();
    for (int i = 0; i < slices.size(); i++) {
      unknown.of(i, slices.get(i), 0);
      known.of(i, slices.get(i), 1);
    }
    lab.say("where answers came from, collection known: " + known.sources);
    lab.say("where answers came from, collection unknown: " + unknown.sources);
    if (!failures.isEmpty()) {
      lab.say("errors instead of answers: " + failures);
    }
    String what = ", %,d callers on %d nodes at once".formatted(CALLERS, NODES);
    return List.of(
        Row.alone("makes of a cold key" + what, "", new Samples(known.makes), "1"),
        Row.alone("MongoDB finds for that", "", new Samples(known.finds), "1"),
        Row.alone(
            "makes, nothing below that collection asked for before",
            "",
            new Samples(unknown.makes),
            "1"),
        Row.alone("MongoDB finds for that", "", new Samples(unknown.finds), "1"),
        Row.alone(
            "pings there, which tell the time, for that", "", new Samples(unknown.pings), "-"),
        Row.alone(
            "callers of all rounds who got an error",
            "",
            new Samples(failures.values().stream().mapToInt(one -> one).sum()),
            "0"));
  }

  /** The counts of all rounds of one kind but the first ones, which only warm up. */
  private final class Count {
    private final double[] makes = new double[ROUNDS];
    private final double[] finds = new double[ROUNDS];
    private final double[] pings = new double[ROUNDS];
    private final Map<Served.Source, Integer> sources = new TreeMap<>();

    void of(int round, Slice slice, int number) throws InterruptedException {
      long makesBefore = ColdKeys.this.makes.sum();
      long findsBefore = ColdKeys.this.finds.sum();
      long pingsBefore = ColdKeys.this.pings.sum();
      List<Served> answers = allAtOnce(slice, slice.key(number));
      if (round >= WARM) {
        makes[round - WARM] = ColdKeys.this.makes.sum() - makesBefore;
        finds[round - WARM] = ColdKeys.this.finds.sum() - findsBefore;
        pings[round - WARM] = ColdKeys.this.pings.sum() - pingsBefore;
        answers.forEach(answer -> sources.merge(answer.source(), 1, Integer::sum));
      }
    }
  }

  /** Those who got an error are counted by it. */
  private List<Served> allAtOnce(Slice slice, ViewKey key) throws InterruptedException {
    CountDownLatch ready = new CountDownLatch(CALLERS);
    CountDownLatch go = new CountDownLatch(1);
    List<Future<Served>> calls = new ArrayList<>();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CALLERS; i++) {
        CacheNode node = nodes.get(i % NODES);
        calls.add(
            callers.submit(() -> {
              ready.countDown();
              go.await();
              return node.views().view(key, SnapshotTime.ZERO, false, counted(node, slice));
            }));
      }
      ready.await();
      go.countDown();
    }
    List<Served> answers = new ArrayList<>();
    for (Future<Served> call : calls) {
      try {
        answers.add(call.get());
      } catch (ExecutionException e) {
        failures.merge(String.valueOf(e.getCause()), 1, Integer::sum);
      }
    }
    return answers;
  }

  private Supplier<Draft> counted(CacheNode node, Slice slice) {
    Supplier<Draft> make = slice.make(node.store());
    return () -> {
      makes.increment();
      return make.get();
    };
  }
}
