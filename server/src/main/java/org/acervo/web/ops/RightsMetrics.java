package org.acervo.web.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.acervo.access.Access;

/** Publishes how fresh this node's view of the rights is. */
public final class RightsMetrics {
  private RightsMetrics() {}

  public static void bind(Access access, MeterRegistry metrics) {
    Gauge.builder("acervo.rights.age", access, RightsMetrics::seconds)
        .description("Time since this node last saw that it knows all rights")
        .baseUnit("seconds")
        .register(metrics);
    Gauge.builder("acervo.rights.fresh", access, a -> a.ready().isPresent() ? 1 : 0)
        .description(
            "Whether this node may answer by the rights it knows without reading them anew")
        .register(metrics);
  }

  private static double seconds(Access access) {
    return access.age().map(Duration::toNanos).orElse(0L) / 1e9;
  }
}
