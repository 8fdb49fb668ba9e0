package org.acervo.web.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;
import org.acervo.cache.CacheKeeper;
import org.acervo.cache.CacheStatus;
import org.acervo.cache.View;

/** Publishes what the cache counts, by view and level. */
public final class CacheMetrics {
  private CacheMetrics() {}

  public static void bind(CacheKeeper keeper, MeterRegistry metrics) {
    for (var view : View.values()) {
      count(keeper, metrics, view, "memory", CacheStatus.OfView::memory);
      count(keeper, metrics, view, "redis", CacheStatus.OfView::redis);
      count(keeper, metrics, view, "miss", CacheStatus.OfView::misses);
      count(keeper, metrics, view, "shared", CacheStatus.OfView::shared);
      count(keeper, metrics, view, "bypass", CacheStatus.OfView::bypassed);
      count(keeper, metrics, view, "stored", CacheStatus.OfView::stored);
      count(keeper, metrics, view, "refused-old", v -> v.refused().old());
      count(keeper, metrics, view, "refused-vanished", v -> v.refused().vanished());
      count(keeper, metrics, view, "refused-away", v -> v.refused().away());
      count(keeper, metrics, view, "unreadable", CacheStatus.OfView::unreadable);
      Gauge.builder("acervo.cache.bytes", keeper, k -> k.of(view).bytes())
          .description("Bytes of the entries in this node's memory, a few seconds ago")
          .tag("view", view.key())
          .register(metrics);
      Gauge.builder("acervo.cache.oldest", keeper, k -> k.of(view).oldest())
          .description("Age of the oldest entry in this node's memory, a few seconds ago")
          .baseUnit("seconds")
          .tag("view", view.key())
          .register(metrics);
    }
    Gauge.builder("acervo.cache.trusted", keeper, k -> k.trusted() ? 1 : 0)
        .description("Whether entries are answered from without asking the record")
        .register(metrics);
    FunctionCounter.builder("acervo.cache.stale", keeper, k -> k.probes().stale())
        .description("Entries that the prober found to be older than the record; must stay 0")
        .register(metrics);
    FunctionCounter.builder("acervo.cache.probes", keeper, k -> k.probes().compared())
        .description("Entries that the prober compared with the record")
        .register(metrics);
  }

  private static void count(
      CacheKeeper keeper,
      MeterRegistry metrics,
      View view,
      String event,
      ToDoubleFunction<CacheStatus.OfView> value) {
    FunctionCounter.builder("acervo.cache.events", keeper, k -> value.applyAsDouble(k.of(view)))
        .description("What happened to questions and entries of a view since the start")
        .tag("view", view.key())
        .tag("event", event)
        .register(metrics);
  }
}
