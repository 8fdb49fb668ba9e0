package org.acervo.cache;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Updates.inc;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.SnapshotTime;
import org.acervo.store.Snapshot;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * No question that is asked after a write answered is answered by what was before it, on any node,
 * whatever fails: random reads, writes and faults on three nodes.
 *
 * <p>{@code -Dacervo.seed} repeats the random choices (not the interleaving), {@code
 * -Dacervo.cache.seconds} says for how long.
 */
@Tag("slow")
@Timeout(value = 30, unit = TimeUnit.MINUTES) // to fail instead of standing still
class RandomCacheTest {
  private static final Logger log = LoggerFactory.getLogger(RandomCacheTest.class);
  private static final long SECONDS = Long.getLong("acervo.cache.seconds", 15);
  private static final int NODES = 3;
  private static final int READERS = 2;
  private static final int ITEMS = 20;

  /** The home of each collection below the top. */
  private static final Map<String, String> TREE =
      Map.of("a", "root", "b", "root", "a1", "a", "a2", "a", "b1", "b", "a11", "a1");

  private static final List<String> HOMES = List.of("a", "b", "a1", "a2", "b1", "a11");

  private final long seed = Long.getLong("acervo.seed", System.nanoTime());
  private final Versions versions = new Versions(ITEMS);
  private final LongAdder refused = new LongAdder();
  private final LongAdder trusting = new LongAdder();
  private final LongAdder silentWrites = new LongAdder();
  private final Map<Served.Source, LongAdder> sources = new EnumMap<>(Served.Source.class);
  private final AtomicBoolean going = new AtomicBoolean(true);

  @TempDir Path home;

  private static final class Tree implements Places {
    @Override
    public Collection<CollectionId> above(CollectionId collection) {
      var way = new ArrayList<CollectionId>();
      for (String at = collection.value(); at != null; at = TREE.get(at)) {
        way.add(new CollectionId(at));
      }
      return way;
    }

    @Override
    public Collection<CollectionId> below(CollectionId collection) {
      return TREE.keySet().stream()
          .map(CollectionId::new)
          .filter(other -> above(other).contains(collection))
          .collect(Collectors.toSet());
    }
  }

  private static String homeOf(int item) {
    return HOMES.get(item % HOMES.size());
  }

  @Test
  void nothingShownIsOlderThanItsQuestionWhateverFails() throws Exception {
    for (var source : Served.Source.values()) {
      sources.put(source, new LongAdder());
    }
    var random = new SplittableRandom(seed);
    var tree = new Tree();
    try (var fleet = new CacheFleet(home, NODES, tree)) {
      for (int item = 0; item < ITEMS; item++) {
        fleet
            .items()
            .insertOne(new Document("_id", item).append("home", homeOf(item)).append("n", 0));
      }
      var nemesis = new CacheNemesis(fleet, versions);
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var running = new ArrayList<Future<?>>();
        for (int node = 0; node < NODES; node++) {
          int at = node;
          for (int i = 0; i < READERS; i++) {
            var own = random.split();
            running.add(threads.submit(() -> reading(own, fleet.nodes().get(at), at)));
          }
          var own = random.split();
          running.add(threads.submit(() -> writing(own, fleet.nodes().get(at), at, tree)));
        }
        var own = random.split();
        running.add(threads.submit(() -> writingFromOutside(own, fleet)));
        try {
          long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
          while (System.nanoTime() < end) {
            if (random.nextInt(4) != 0) { // mostly hit a cache that is in use
              long patience = Math.min(end, System.nanoTime() + TimeUnit.SECONDS.toNanos(8));
              while (!fleet.trusted() && System.nanoTime() < patience) {
                Thread.sleep(50);
              }
            }
            Thread.sleep(random.nextInt(600));
            nemesis.any(random);
          }
        } finally {
          going.set(false);
        }
        for (var thread : running) {
          thread.get();
        }
      }
      Thread.sleep(Link.DARK);
      for (int node = 0; node < NODES; node++) {
        for (var root : HOMES) {
          read(fleet.nodes().get(node), node, root);
        }
      }
      var what =
          "seed %d: %d reads (%s), %d with trust, %d refused; %d writes answered, %d not; faults %s%n%s"
              .formatted(
                  seed,
                  versions.reads.sum(),
                  sources,
                  trusting.sum(),
                  refused.sum(),
                  versions.writes.sum(),
                  silentWrites.sum(),
                  nemesis.done(),
                  versions.story());
      log.info(what);
      assertThat(versions.wrong).as(what).isEmpty();
      assertThat(versions.reads.sum()).isPositive();
      assertThat(versions.writes.sum()).isPositive();
    }
  }

  // Reading

  private Void reading(RandomGenerator random, CacheFleet.Node node, int number)
      throws InterruptedException {
    while (going.get()) {
      String root = random.nextInt(8) == 0 ? "root" : HOMES.get(random.nextInt(HOMES.size()));
      try {
        read(node, number, root);
      } catch (MongoException e) {
        refused.increment();
      }
      if (random.nextInt(16) == 0) {
        Thread.sleep(random.nextInt(8));
      }
    }
    return null;
  }

  private void read(CacheFleet.Node node, int number, String root) {
    var items = node.store.database().getCollection("items");
    var homes = new ArrayList<String>();
    new Tree().below(new CollectionId(root)).forEach(id -> homes.add(id.value()));
    var key = new ViewKey(View.ITEMS, new CollectionId(root), "all", "everything");
    var least = versions.least();
    if (node.views().link().trusted()) {
      trusting.increment();
    }
    var served = node.views().view(key, SnapshotTime.ZERO, false, () -> draft(items, homes));
    Objects.requireNonNull(sources.get(served.source())).increment();
    versions.reads.increment();
    String how = "node " + number + ", " + root + ", " + served.source();
    parse(new String(served.body().in(Body.Encoding.PLAIN), UTF_8))
        .forEach((item, version) -> versions.shown(least, item, version, how));
  }

  private static Draft draft(MongoCollection<Document> items, List<String> homes) {
    var text = new StringBuilder();
    for (var item : Snapshot.find(items, in("home", homes))) {
      text.append(item.getInteger("_id")).append('=').append(item.getInteger("n")).append(' ');
    }
    return Draft.of(text.toString().getBytes(UTF_8));
  }

  private static Map<Integer, Integer> parse(String text) {
    var shown = new HashMap<Integer, Integer>();
    for (var part : text.strip().split(" ", -1)) {
      int at = part.indexOf('=');
      shown.put(Integer.valueOf(part.substring(0, at)), Integer.valueOf(part.substring(at + 1)));
    }
    return shown;
  }

  // Writing

  private static int increase(MongoCollection<Document> items, int item) {
    var after = new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);
    var now = Objects.requireNonNull(items.findOneAndUpdate(eq("_id", item), inc("n", 1), after));
    return now.getInteger("n");
  }

  private Void writing(RandomGenerator random, CacheFleet.Node node, int number, Tree tree)
      throws InterruptedException {
    var items = node.store.database().getCollection("items");
    while (going.get()) {
      int item = random.nextInt(ITEMS);
      var version = new AtomicInteger();
      Runnable write =
          () ->
              node.views()
                  .write(
                      () -> tree.above(new CollectionId(homeOf(item))),
                      () -> {
                        version.set(increase(items, item));
                        return true;
                      });
      try {
        if (random.nextInt(12) == 0) {
          CacheFleet.dying(write);
        } else {
          write.run();
          versions.answered(item, version.get(), "node " + number);
          version.set(0);
        }
      } catch (Actor.Died | MongoException e) {
        versions.note("node " + number + ": a write ended with " + e.getClass().getSimpleName());
      }
      if (version.get() > 0) {
        silentWrites.increment();
        versions.unanswered(item, version.get(), "node " + number);
      }
      Thread.sleep(random.nextInt(60));
    }
    return null;
  }

  private Void writingFromOutside(RandomGenerator random, CacheFleet fleet)
      throws InterruptedException {
    while (going.get()) {
      int item = random.nextInt(ITEMS);
      silentWrites.increment();
      versions.unanswered(item, increase(fleet.items(), item), "outside");
      Thread.sleep(random.nextInt(1_000));
    }
    return null;
  }
}
