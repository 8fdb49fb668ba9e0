package org.acervo.media;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.acervo.items.Preview;

/** How looking into files ended on this node since it started. */
public final class PreviewOutcomes {

  /** One way it ends. */
  public enum Outcome {
    READY,
    PARTIAL,
    FAILED,
    /** There is nothing to draw in a file of that kind. */
    NONE,
    /** It was not the file's fault; it is tried again. */
    POSTPONED;

    /** The word for it in metrics. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Map<Outcome, LongAdder> counts = new EnumMap<>(Outcome.class);

  PreviewOutcomes() {
    for (var outcome : Outcome.values()) {
      counts.put(outcome, new LongAdder());
    }
  }

  /** Files that ended so. */
  public long of(Outcome outcome) {
    return adder(outcome).sum();
  }

  void count(Outcome outcome) {
    adder(outcome).increment();
  }

  private LongAdder adder(Outcome outcome) {
    return Objects.requireNonNull(counts.get(outcome));
  }

  static Outcome of(Preview preview) {
    return switch (preview) {
      case Preview.Ready _ -> Outcome.READY;
      case Preview.Partial _ -> Outcome.PARTIAL;
      case Preview.Failed _ -> Outcome.FAILED;
      case Preview.None _ -> Outcome.NONE;
      case Preview.Pending _ -> Outcome.POSTPONED;
    };
  }
}
