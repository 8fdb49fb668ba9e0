package org.acervo.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.acervo.kernel.SnapshotTime;

/** The cache of the product. */
record RealCache(Stage stage) implements Subject {
  @Override
  public byte[] view(int node, ViewKey key, Supplier<Draft> make) {
    return ask(node, key, make).body().in(Body.Encoding.PLAIN);
  }

  private Served ask(int node, ViewKey key, Supplier<Draft> make) {
    return stage.views(node).view(key, SnapshotTime.ZERO, false, make);
  }

  @Override
  public void write(ViewKey key, Runnable commit) {
    stage
        .views(0)
        .write(
            () -> List.of(key.root()),
            () -> {
              commit.run();
              return true;
            });
  }

  @Override
  public void prepare(Start start, ViewKey key, IntFunction<Supplier<Draft>> make) {
    switch (start) {
      case UNKNOWN -> {}
      case EMPTY -> {
        stage.outsider().begin(key.root(), stage.store(0).clock().now());
        stage.outsider().heard();
      }
      case IN_REDIS -> {
        warm(key, make);
        for (int node = 0; node < Stage.NODES; node++) {
          stage.views(node).memory().clear(key.view());
        }
      }
      case EVERYWHERE -> warm(key, make);
    }
  }

  private void warm(ViewKey key, IntFunction<Supplier<Draft>> make) {
    Stage.await(
        "both nodes have it in memory",
        () -> {
          boolean warm = true;
          for (int node = 0; node < Stage.NODES; node++) {
            warm &= ask(node, key, make.apply(node)).source() == Served.Source.MEMORY;
          }
          return warm;
        });
  }

  private static Kept kept(String where, Body body) {
    return new Kept(where, new String(body.in(Body.Encoding.PLAIN), UTF_8));
  }

  @Override
  public List<Kept> kept(ViewKey key) {
    return Stage.patiently(() -> answers(key));
  }

  private List<Kept> answers(ViewKey key) {
    var kept = new ArrayList<Kept>();
    for (int node = 0; node < Stage.NODES; node++) {
      stage
          .views(node)
          .inMemory(key, SnapshotTime.ZERO, System.currentTimeMillis())
          .ifPresent(served -> kept.add(kept("memory", served.body())));
      var copy = stage.keeper(node).explain(key).redis();
      if (copy != null && copy.valid()) {
        stage
            .views(node)
            .link()
            .connected()
            .flatMap(shared -> shared.kept(stage.views(0).memory().epoch(), key))
            .flatMap(Shared.Kept::entry)
            .ifPresent(entry -> kept.add(kept("redis", entry.body())));
      }
    }
    return kept;
  }
}
