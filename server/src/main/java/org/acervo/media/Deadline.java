package org.acervo.media;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a process, and with it every read from it, when it has used up its processor time. A busy
 * machine lets a sound file wait, and that is not the file's fault; so the clock on the wall is
 * only the backstop for a process that hangs without working.
 */
final class Deadline implements AutoCloseable {
  private static final Duration LONGEST_STEP = Duration.ofMillis(250);
  private static final Duration SHORTEST_STEP = Duration.ofMillis(10);

  /** What has run out. */
  enum Passed {
    NOTHING,
    PROCESSOR_TIME,
    WALL_CLOCK
  }

  private final Process process;
  private final ProcessorTime time;
  private final Duration limit;
  private final Duration before;
  private final long started = System.nanoTime();
  private final Duration patience;
  private final @Nullable ScheduledFuture<?> watch;
  private volatile Passed passed = Passed.NOTHING;

  Deadline(
      ScheduledExecutorService timer,
      Process process,
      ProcessorTime time,
      Duration limit,
      Duration patience) {
    this.process = process;
    this.time = time;
    this.limit = limit;
    this.patience = patience;
    this.before = time.used();
    this.watch = watch(timer);
  }

  private @Nullable ScheduledFuture<?> watch(ScheduledExecutorService timer) {
    Duration tenth = (limit.compareTo(patience) < 0 ? limit : patience).dividedBy(10);
    Duration step =
        tenth.compareTo(LONGEST_STEP) > 0
            ? LONGEST_STEP
            : tenth.compareTo(SHORTEST_STEP) < 0 ? SHORTEST_STEP : tenth;
    try {
      return timer.scheduleWithFixedDelay(
          this::look, step.toMillis(), step.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException poolIsClosed) {
      process.destroyForcibly();
      return null;
    }
  }

  private void look() {
    if (time.used().minus(before).compareTo(limit) >= 0) {
      end(Passed.PROCESSOR_TIME);
    } else if (System.nanoTime() - started >= patience.toNanos()) {
      end(Passed.WALL_CLOCK);
    }
  }

  private void end(Passed what) {
    if (passed == Passed.NOTHING) {
      passed = what;
      process.destroyForcibly();
    }
  }

  Passed passed() {
    return passed;
  }

  @Override
  public void close() {
    if (watch != null) {
      watch.cancel(false);
    }
  }
}
