package org.acervo.store.jobs;

import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Ids;
import org.acervo.kernel.Page;
import org.acervo.store.Migrations;
import org.acervo.store.Store;

/**
 * The queue of background work of a library. Every node takes from the same queue; a job that a
 * node takes is that node's for a lease, which it renews while it works, so exactly one node works
 * on it, and the job of a node that dies is taken by another. No node leads.
 *
 * <p>A lease is a matter of clocks, and a node may sleep past its own. So the work of a job is
 * written to be harmless when two do it at once; the lease only saves them from doing it twice.
 */
public final class Jobs implements AutoCloseable {
  /** So long a job that ended can be looked up. */
  private static final Duration SHOWN = Duration.ofDays(30);

  private final MongoJobs stored;
  private final InstantSource clock;
  private final Ids ids;
  private final Map<String, JobKind> kinds = new TreeMap<>();
  private final JobRunner runner;

  /**
   * The queue of a library, and this node's part in it.
   *
   * @param confirmed a time that is surely over, for what is removed because of its date
   * @param node how administrators tell this node from others
   * @param kinds all kinds of work that this node can do
   */
  public Jobs(
      Store store,
      InstantSource clock,
      Supplier<Instant> confirmed,
      Ids ids,
      String node,
      List<JobKind> kinds) {
    this(store.database(), clock, confirmed, ids, node, kinds);
  }

  Jobs(
      MongoDatabase database,
      InstantSource clock,
      Supplier<Instant> confirmed,
      Ids ids,
      String node,
      List<JobKind> kinds) {
    this.stored = new MongoJobs(database);
    this.clock = clock;
    this.ids = ids;
    kinds.forEach(kind -> this.kinds.put(kind.name(), kind));
    var forget =
        JobKind.chore(
            "forget-jobs",
            Duration.ofDays(1),
            _ -> {
              stored.forget(confirmed.get().minus(SHOWN));
              return JobKind.Outcome.DONE;
            });
    this.kinds.put(forget.name(), forget);
    this.runner = new JobRunner(stored, this.kinds, clock, ids, node);
  }

  public static List<Migrations.Step> migrations() {
    return List.of(MongoJobs.indexes());
  }

  /**
   * Begins to work. The chores are due at once: what a node left half-way when it died is theirs.
   */
  public void start() {
    runner.start();
  }

  /**
   * Queues work of a kind that is done once.
   *
   * @param owner who asked for it
   */
  public Job add(String kind, String owner) {
    var known = kinds.get(kind);
    if (known == null || known.every().isPresent()) {
      throw new IllegalArgumentException("no kind of job that is done once: " + kind);
    }
    String id = ids.fresh();
    stored.insert(id, known, owner, clock.instant());
    runner.wake();
    return find(id);
  }

  /** The one of a kind that is still to be done, if there is one. */
  public Optional<Job> open(String kind) {
    return stored.open(kind);
  }

  /**
   * One job.
   *
   * @throws Failed with {@code NotFound}
   */
  public Job find(String id) {
    return stored.find(id).orElseThrow(Failed::notFound);
  }

  /**
   * The house's own work, then the others, newest first.
   *
   * @param state only those in this state
   * @param after the {@code next} of the page before
   */
  public Page<Job> list(Optional<String> state, int limit, Optional<String> after) {
    var found = stored.list(state, after, limit + 1);
    if (found.size() <= limit) {
      return new Page<>(found, null, null);
    }
    var page = found.subList(0, limit);
    return new Page<>(page, page.getLast().id(), null);
  }

  /**
   * Asks a job to stop. One that waits is cancelled at once; one that runs stops at its next step,
   * or goes on to its end if it has none. A chore comes round again all the same.
   *
   * @throws Failed with {@code NotFound}; with {@code Conflict} when there is nothing to stop
   */
  public Job cancel(String id) {
    var job = find(id);
    if (!stored.cancel(id, isChore(job), clock.instant())) {
      throw Failed.conflict(
          isChore(job)
              ? "This work is not running, and it comes round by itself: there is nothing to stop."
              : "This job has ended: there is nothing to stop.");
    }
    return find(id);
  }

  /**
   * Makes a job due now, whatever happened before.
   *
   * @throws Failed with {@code NotFound}; with {@code Conflict} while it runs or when it is done
   */
  public Job retry(String id) {
    var job = find(id);
    if (!stored.retry(id, clock.instant())) {
      throw Failed.conflict(
          job.state() instanceof Job.State.Done
              ? "This job came to its end: there is nothing to try again."
              : "This job is running. Stop it first, or wait for its end.");
    }
    runner.wake();
    return find(id);
  }

  /** Whether a job is work of the house itself, which comes round for ever. */
  public boolean isChore(Job job) {
    return job.id().equals(job.kind());
  }

  JobRunner runner() {
    return runner;
  }

  @Override
  public void close() {
    runner.close();
  }
}
