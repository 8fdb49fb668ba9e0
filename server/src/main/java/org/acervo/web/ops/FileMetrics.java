package org.acervo.web.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.acervo.blobs.Blobs;
import org.acervo.media.PreviewOutcomes;

/** Publishes how files do: which are damaged, and what came of drawing them. */
public final class FileMetrics {
  private FileMetrics() {}

  public static void bind(Blobs blobs, PreviewOutcomes outcomes, MeterRegistry metrics) {
    Gauge.builder("acervo.blobs.damaged", blobs, Blobs::countDamaged)
        .description("Files known to be damaged or missing; must be 0")
        .register(metrics);
    for (var outcome : PreviewOutcomes.Outcome.values()) {
      FunctionCounter.builder("acervo.previews", outcomes, o -> o.of(outcome))
          .description("Files that were looked into on this node, by how that ended")
          .tag("outcome", outcome.label())
          .register(metrics);
    }
  }
}
