package org.acervo.store.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.Ids;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one node does for the queue: takes what is due, does it, and keeps its leases. How an
 * attempt ended decides what becomes of the job, in {@link #after}.
 */
final class JobRunner implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(JobRunner.class);

  static final Duration LEASE = Duration.ofMinutes(1);

  /** After so many attempts that failed for no passing reason a job is given up. */
  static final int ATTEMPTS = 5;

  private static final int LANES = 2;
  private static final Duration NAP = Duration.ofSeconds(2);

  private final MongoJobs stored;
  private final Map<String, JobKind> kinds;
  private final InstantSource clock;
  private final Ids ids;
  private final String node;
  private final Semaphore news = new Semaphore(0);
  private final Set<Attempt> running = ConcurrentHashMap.newKeySet();
  private final List<Thread> lanes = new ArrayList<>();
  private final ScheduledExecutorService renewals =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("job-leases").factory());
  private volatile boolean closed;

  JobRunner(
      MongoJobs stored, Map<String, JobKind> kinds, InstantSource clock, Ids ids, String node) {
    this.stored = stored;
    this.kinds = kinds;
    this.clock = clock;
    this.ids = ids;
    this.node = node;
  }

  void start() {
    long third = LEASE.toMillis() / 3;
    var _ = renewals.scheduleWithFixedDelay(this::renewAll, third, third, TimeUnit.MILLISECONDS);
    for (int lane = 0; lane < LANES; lane++) {
      lanes.add(
          Thread.ofVirtual().name("jobs-" + lane).start(lane == 0 ? this::first : this::work));
    }
  }

  void wake() {
    news.release();
  }

  private void first() {
    while (!closed) {
      try {
        for (var kind : kinds.values()) {
          if (kind.every().isPresent()) {
            stored.ensure(kind, clock.instant());
          }
        }
        work();
        return;
      } catch (RuntimeException e) { // the store is away: there is a next time
        waitAfter(e);
      }
    }
  }

  private void work() {
    while (!closed && !Thread.currentThread().isInterrupted()) {
      try {
        if (!workOnce()) {
          var _ = news.tryAcquire(NAP.toMillis(), TimeUnit.MILLISECONDS);
          news.drainPermits();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) { // the store is away; what was taken is free after its lease
        waitAfter(e);
      }
    }
  }

  private void waitAfter(RuntimeException e) {
    if (closed) {
      return;
    }
    log.warn("background work waits: {}", e.toString());
    try {
      Thread.sleep(NAP);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes one job that is due and does it; false when nothing is due. */
  boolean workOnce() throws InterruptedException {
    var now = clock.instant();
    var claim = stored.claim(kinds.keySet(), node, ids.fresh(), now, now.plus(LEASE));
    if (claim.isEmpty()) {
      return false;
    }
    var attempt = new Attempt(claim.get());
    running.add(attempt);
    try {
      var end = attempt(attempt);
      if (closed && !(end instanceof End.Finished)) {
        giveBack(attempt); // it failed because this node stops
      } else if (attempt.stop() != Attempt.Stop.LOST) {
        leave(attempt, end);
      }
    } catch (InterruptedException e) {
      giveBack(attempt);
      throw e;
    } finally {
      running.remove(attempt);
    }
    return true;
  }

  /** How an attempt ended. */
  private sealed interface End {
    record Finished(JobKind.Outcome outcome) implements End {}

    record Stopped() implements End {}

    record Faulty(RuntimeException fault) implements End {}
  }

  private End attempt(Attempt attempt) throws InterruptedException {
    var kind = kind(attempt);
    try {
      return new End.Finished(kind.work().run(attempt));
    } catch (Attempt.Stopped e) {
      return new End.Stopped();
    } catch (RuntimeException e) { // whatever a kind of work throws, the others go on
      return new End.Faulty(e);
    }
  }

  private JobKind kind(Attempt attempt) {
    var kind = kinds.get(attempt.job().kind());
    if (kind == null) {
      throw new IllegalStateException("a job of a kind that was not asked for: " + attempt.job());
    }
    return kind;
  }

  /** The next node need not wait for the end of the lease. */
  private void giveBack(Attempt attempt) {
    var due = new Job.State.Waiting(clock.instant());
    int attempts = attempt.job().attempts() - 1;
    write(() -> stored.leave(attempt.claim(), due, attempts, attempt.reached(), Optional.empty()));
  }

  /**
   * Writes what became of a job, once more if this node is just being stopped: the interrupt that
   * ends the lane ends a command of the driver too. A write that was done finds no claim any more.
   */
  private void write(Runnable update) {
    try {
      update.run();
    } catch (RuntimeException e) {
      if (!closed) {
        throw e;
      }
      boolean interrupted = Thread.interrupted();
      update.run();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void leave(Attempt attempt, End end) {
    var job = attempt.job();
    var state = after(kind(attempt), job, end, clock.instant());
    var error =
        end instanceof End.Faulty(var fault) ? Optional.of(words(fault)) : Optional.<String>empty();
    int attempts = end instanceof End.Faulty ? job.attempts() : 0;
    if (end instanceof End.Faulty(var fault)) {
      report(job, state, fault);
    }
    write(() -> stored.leave(attempt.claim(), state, attempts, attempt.reached(), error));
  }

  /** What becomes of a job. */
  private static Job.State after(JobKind kind, Job job, End end, Instant now) {
    var again = kind.every().map(now::plus);
    return switch (end) {
      case End.Finished(JobKind.Outcome.More(var pause)) -> new Job.State.Waiting(now.plus(pause));
      case End.Finished(JobKind.Outcome.Done _) ->
          again.<Job.State>map(Job.State.Waiting::new).orElseGet(() -> new Job.State.Done(now));
      case End.Stopped _ ->
          again
              .<Job.State>map(Job.State.Waiting::new)
              .orElseGet(() -> new Job.State.Cancelled(now));
      case End.Faulty(var fault) ->
          isPassing(fault) || job.attempts() < ATTEMPTS
              ? new Job.State.Waiting(now.plus(Backoff.after(job.attempts())))
              : new Job.State.Failed(now, again);
    };
  }

  /** Whether the same attempt may well succeed later, however often it failed. */
  private static boolean isPassing(RuntimeException fault) {
    return fault instanceof Failed failed
        && switch (failed.failure()) {
          case Failure.Unavailable _,
              Failure.Unknown _,
              Failure.Busy _,
              Failure.NoSpace _,
              Failure.Stopping _,
              Failure.NotReady _ ->
              true;
          default -> false;
        };
  }

  private static String words(RuntimeException fault) {
    return fault instanceof Failed failed ? failed.failure().detail() : fault.toString();
  }

  private static void report(Job job, Job.State state, RuntimeException fault) {
    if (state instanceof Job.State.Failed) {
      log.error("{} failed {} times: {}", job.kind(), job.attempts(), words(fault), fault);
    } else {
      log.warn("{} is tried again later: {}", job.kind(), fault.toString());
    }
  }

  /** Renews the leases of what runs here, and hears what was cancelled or lost. */
  void renewAll() {
    for (var attempt : running) {
      try {
        var until = clock.instant().plus(LEASE);
        var job = stored.renew(attempt.claim(), attempt.reached(), until);
        if (job.isEmpty()) {
          attempt.stop(Attempt.Stop.LOST);
        } else if (job.get().state() instanceof Job.State.Running now && now.cancelling()) {
          attempt.stop(Attempt.Stop.CANCELLED);
        }
      } catch (RuntimeException e) { // there is a next time before the lease ends
        log.debug("the lease of {} is not renewed: {}", attempt.job().id(), e.toString());
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    renewals.shutdownNow();
    lanes.forEach(Thread::interrupt);
    for (var lane : lanes) {
      try {
        var _ = lane.join(Duration.ofSeconds(1));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
