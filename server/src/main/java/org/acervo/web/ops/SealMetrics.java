package org.acervo.web.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import org.acervo.store.RedisSeal;

/** Publishes what was found in Redis and was not left there by a node of this library. */
public final class SealMetrics {
  private SealMetrics() {}

  public static void bind(RedisSeal seal, MeterRegistry metrics) {
    for (var kind : RedisSeal.Kind.values()) {
      FunctionCounter.builder("acervo.redis.refused", seal, s -> s.refused(kind))
          .description("What Redis held that no node of this library had left so; must stay 0")
          .tag("kind", kind.label())
          .register(metrics);
    }
  }
}
