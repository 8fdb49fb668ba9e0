package org.acervo.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

/**
 * Mixed load on several nodes: people who read, people who edit titles, and somebody who gives and
 * takes away a right. Each question remembers, before it is asked, what had been answered by then;
 * an answer that shows less is stale. A write that failed may have happened or not, so it obliges
 * nobody. Nobody sends tokens: what one node has answered must hold on the other for everybody.
 */
final class Soak implements AutoCloseable {
  private static final int READERS = 4;
  private static final int WRITERS = 2;
  private static final Duration READS_REST = Duration.ofMillis(5);
  private static final Duration WRITES_REST = Duration.ofMillis(25);
  private static final Duration RIGHTS_REST = Duration.ofMillis(250);

  private final Mixed library;
  private final List<Api> administrators;
  private final List<Api> readers;
  private final List<Watched> watched;
  private final String guarded;
  private final Map<String, Watched> byItem = new HashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<?>> running = new ArrayList<>();
  private volatile boolean ended;

  final LongAdder reads = new LongAdder();
  final LongAdder edits = new LongAdder();
  final LongAdder changes = new LongAdder();
  final LongAdder stale = new LongAdder();
  final LongAdder wrongRights = new LongAdder();
  final LongAdder errors = new LongAdder();
  private final Map<String, Integer> kinds = new ConcurrentHashMap<>();

  /**
   * @param watched items that come first in every slice that has them
   * @param guarded a collection that the reader may see at times
   */
  Soak(
      Mixed library,
      List<Api> administrators,
      List<Api> readers,
      List<Watched> watched,
      String guarded) {
    this.library = library;
    this.administrators = administrators;
    this.readers = readers;
    this.watched = watched;
    this.guarded = guarded;
    watched.forEach(one -> byItem.put(one.item(), one));
  }

  void begin(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < READERS; i++) {
      SplittableRandom own = random.split();
      run(READS_REST, () -> read(own));
    }
    for (int i = 0; i < WRITERS; i++) {
      SplittableRandom own = random.split();
      int at = i;
      List<Watched> mine =
          watched.stream().filter(one -> watched.indexOf(one) % WRITERS == at).toList();
      run(WRITES_REST, () -> edit(own, mine.get(own.nextInt(mine.size()))));
    }
    SplittableRandom own = random.split();
    run(RIGHTS_REST, () -> change(own));
  }

  private void run(Duration rest, Step step) {
    running.add(
        threads.submit(() -> {
          while (!ended) {
            step.take();
            Thread.sleep(rest);
          }
          return true;
        }));
  }

  /** Waits for all to come to an end; whatever broke one of them is thrown. */
  void end() throws IOException, InterruptedException {
    ended = true;
    for (Future<?> one : running) {
      try {
        one.get();
      } catch (ExecutionException e) {
        throw new IOException("a part of the load broke", e.getCause());
      }
    }
  }

  /** Whether one has come to an end though nobody asked for it. */
  boolean isBroken() {
    return !ended && running.stream().anyMatch(Future::isDone);
  }

  /** What went wrong how often. */
  Map<String, Integer> kinds() {
    return new TreeMap<>(kinds);
  }

  private void read(SplittableRandom random) throws InterruptedException {
    Watched one = watched.get(random.nextInt(watched.size()));
    int node = random.nextInt(administrators.size());
    Api owner = administrators.get(node);
    switch (random.nextInt(4)) {
      case 0 -> compare(owner, "/api/v1/items/" + one.item(), List.of(one));
      case 1 -> compare(owner, slice(one.home()), List.of(one));
      case 2 -> compare(owner, everything(), watched);
      default -> compare(readers.get(node), everything(), List.of());
    }
  }

  private static String slice(String collection) {
    return "/api/v1/collections/" + collection + "/items?limit=100";
  }

  private String everything() {
    return slice("root") + "&recursive=true"; // where all may begin, whatever they see
  }

  /**
   * Asks for a view.
   *
   * @param due those that it must show; others may be in it
   */
  private void compare(Api person, String path, List<Watched> due) throws InterruptedException {
    Map<Watched, Integer> oldest = new HashMap<>();
    watched.forEach(one -> oldest.put(one, one.oldest()));
    try {
      HttpResponse<byte[]> answer = person.ask(path);
      reads.increment();
      if (answer.statusCode() != 200) {
        wrong("read answered " + answer.statusCode());
        return;
      }
      JsonNode body = Api.read(answer);
      Map<Watched, Integer> seen = new HashMap<>();
      for (JsonNode item : body.has("items") ? body.get("items") : List.of(body)) {
        Watched found = byItem.get(item.path("id").asText());
        if (found != null) {
          seen.put(found, Watched.version(item));
        }
      }
      boolean old =
          due.stream().anyMatch(one -> !seen.containsKey(one))
              || seen.entrySet().stream()
                  .anyMatch(one -> one.getValue() < oldest.getOrDefault(one.getKey(), 0));
      if (old) {
        stale.increment();
      }
    } catch (IOException e) {
      wrong("read failed: " + e.getClass().getSimpleName());
    }
  }

  private void edit(SplittableRandom random, Watched one) throws InterruptedException {
    Api owner = administrators.get(random.nextInt(administrators.size()));
    try {
      HttpResponse<byte[]> answer = owner.edit(one.item(), Map.of("title", one.next()));
      edits.increment();
      if (answer.statusCode() == 200) {
        one.saved();
      } else {
        wrong("edit answered " + answer.statusCode());
      }
    } catch (IOException e) {
      wrong("edit failed: " + e.getClass().getSimpleName());
    }
  }

  /** Gives or takes away, and looks on all nodes whether that holds as soon as it has answered. */
  private void change(SplittableRandom random) throws InterruptedException {
    boolean give = random.nextBoolean();
    Api owner = administrators.get(random.nextInt(administrators.size()));
    Map<String, String> roles = give ? Map.of(library.readerId(), "viewer") : Map.of();
    try {
      HttpResponse<byte[]> answer = owner.grant(guarded, roles);
      changes.increment();
      if (answer.statusCode() != 200) {
        wrong("change of rights answered " + answer.statusCode());
        return;
      }
      for (Api reader : readers) {
        int status = reader.ask(slice(guarded)).statusCode();
        reads.increment();
        if (status == (give ? 404 : 200)) {
          wrongRights.increment();
        } else if (status != (give ? 200 : 404)) {
          wrong("read answered " + status);
        }
      }
    } catch (IOException e) {
      wrong("change of rights failed: " + e.getClass().getSimpleName());
    }
  }

  private void wrong(String kind) {
    errors.increment();
    kinds.merge(kind, 1, Integer::sum);
  }

  @Override
  public void close() {
    ended = true;
    threads.close();
  }

  private interface Step {
    void take() throws InterruptedException;
  }
}
