package org.acervo.store.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.acervo.embedded.EmbeddedMongo;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.Ids;
import org.acervo.store.Migrations;
import org.acervo.store.Store;
import org.acervo.store.StoreConfig;
import org.acervo.store.jobs.JobKind.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the queue promises, with a clock that the test sets and attempts that the test begins. */
final class JobsTest {
  private static final Instant START = Instant.parse("2026-12-01T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private final List<Jobs> nodes = new ArrayList<>();
  private EmbeddedMongo mongo;
  private Store store;
  private volatile Instant now = START;
  private JobKind.Work work = _ -> Outcome.DONE;

  @BeforeEach
  void open() throws IOException {
    mongo = EmbeddedMongo.inMemory();
    store =
        Store.open(new StoreConfig(mongo.uri(), "acervo", Optional.empty(), Duration.ofSeconds(5)));
    Migrations.run(store.database(), Jobs.migrations(), () -> now);
  }

  @AfterEach
  void close() throws IOException {
    nodes.forEach(Jobs::close);
    store.close();
    mongo.close();
  }

  /** A node that begins nothing by itself. */
  private Jobs node(String name) {
    var ids = new Ids(() -> now, new Random(7 + nodes.size()));
    var kinds =
        List.of(
            JobKind.once("count", attempt -> work.run(attempt)),
            JobKind.chore("clean", HOUR, attempt -> work.run(attempt)));
    var jobs = new Jobs(store, () -> now, () -> now, ids, name, kinds);
    nodes.add(jobs);
    return jobs;
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private static boolean works(Jobs node) throws InterruptedException {
    return node.runner().workOnce();
  }

  @Test
  void jobIsDoneOnceAndRemembered() throws InterruptedException {
    var node = node("a");
    var done = new ArrayList<String>();
    work =
        attempt -> {
          done.add(attempt.job().id());
          attempt.progress(3, 3L);
          return Outcome.DONE;
        };
    var job = node.add("count", "ana");
    assertThat(job.state()).isEqualTo(new Job.State.Waiting(START));
    assertThat(works(node)).isTrue();
    assertThat(works(node)).isFalse();
    assertThat(done).containsExactly(job.id());
    var ended = node.find(job.id());
    assertThat(ended.state()).isEqualTo(new Job.State.Done(START));
    assertThat(ended.progress()).isEqualTo(new Job.Progress(3, Optional.of(3L)));
    assertThat(ended.owner()).contains("ana");
    assertThatThrownBy(() -> node.retry(job.id())).isInstanceOf(Failed.class);
  }

  @Test
  void onlyOneNodeWorksOnAJob() throws InterruptedException {
    var a = node("a");
    var b = node("b");
    work =
        attempt -> {
          assertThat(works(b)).as("the other node finds nothing to do").isFalse();
          var seen = b.find(attempt.job().id()).state();
          assertThat(seen)
              .isEqualTo(new Job.State.Running("a", START, START.plus(JobRunner.LEASE), false));
          return Outcome.DONE;
        };
    var job = a.add("count", "ana");
    assertThat(works(a)).isTrue();
    assertThat(b.find(job.id()).state()).isInstanceOf(Job.State.Done.class);
  }

  @Test
  void leaseIsRenewedWhileTheWorkGoesOn() throws InterruptedException {
    var a = node("a");
    var b = node("b");
    work =
        _ -> {
          for (int i = 0; i < 10; i++) {
            pass(JobRunner.LEASE.dividedBy(2));
            a.runner().renewAll();
            assertThat(works(b)).isFalse();
          }
          return Outcome.DONE;
        };
    var _ = a.add("count", "ana");
    assertThat(works(a)).isTrue();
  }

  @Test
  void jobOfANodeThatFellSilentIsTakenOver() throws InterruptedException {
    var a = node("a");
    var b = node("b");
    var job = a.add("count", "ana");
    work =
        attempt -> {
          if (attempt.job().attempts() == 2) {
            return Outcome.DONE;
          }
          pass(JobRunner.LEASE);
          assertThat(works(b)).isTrue(); // from begin to end, by the other node
          a.runner().renewAll();
          attempt.progress(1, null);
          throw new AssertionError("it was told that the job is not its own any more");
        };
    assertThat(works(a)).isTrue();
    var ended = b.find(job.id());
    assertThat(ended.state()).isEqualTo(new Job.State.Done(START.plus(JobRunner.LEASE)));
    assertThat(ended.progress().done()).isZero();
  }

  @Test
  void whoLostTheLeaseUnawaresChangesNothing() throws InterruptedException {
    var a = node("a");
    var b = node("b");
    var job = a.add("count", "ana");
    work =
        attempt -> {
          if (attempt.job().attempts() == 2) {
            throw new IllegalStateException("the second attempt fails");
          }
          pass(JobRunner.LEASE);
          assertThat(works(b)).isTrue();
          return Outcome.DONE; // too late to say so
        };
    assertThat(works(a)).isTrue();
    assertThat(a.find(job.id()).state()).isInstanceOf(Job.State.Waiting.class);
    assertThat(a.find(job.id()).error().orElseThrow()).contains("the second attempt fails");
  }

  @Test
  void passingFaultIsTriedForAsLongAsItTakesWithGrowingPauses() throws InterruptedException {
    var node = node("a");
    var away = new Failed(new Failure.Unavailable("The database", Duration.ofSeconds(1)));
    work =
        _ -> {
          throw away;
        };
    var job = node.add("count", "ana");
    var last = Duration.ZERO;
    for (int attempt = 1; attempt <= 3 * JobRunner.ATTEMPTS; attempt++) {
      assertThat(works(node)).isTrue();
      var found = node.find(job.id());
      assertThat(found.attempts()).isEqualTo(attempt);
      assertThat(found.error()).contains(away.failure().detail());
      var pause = Duration.between(now, ((Job.State.Waiting) found.state()).due());
      assertThat(pause).isBetween(last, HOUR);
      assertThat(works(node)).as("before its time").isFalse();
      last = pause;
      pass(pause);
    }
    assertThat(last).isEqualTo(HOUR);
    work = _ -> Outcome.DONE;
    assertThat(works(node)).isTrue();
    assertThat(node.find(job.id()).error()).isEmpty();
  }

  @Test
  void otherFaultEndsAJobAfterSomeAttemptsAndAPersonTriesAgain() throws InterruptedException {
    var node = node("a");
    work =
        _ -> {
          throw new IllegalStateException("no such page");
        };
    var job = node.add("count", "ana");
    for (int attempt = 1; attempt <= JobRunner.ATTEMPTS; attempt++) {
      assertThat(works(node)).isTrue();
      pass(HOUR);
    }
    assertThat(works(node)).isFalse();
    var failed = node.find(job.id());
    assertThat(failed.state()).isInstanceOf(Job.State.Failed.class);
    assertThat(failed.error().orElseThrow()).contains("no such page");
    assertThat(node.list(Optional.of("failed"), 10, Optional.empty()).items())
        .containsExactly(failed);
    work = _ -> Outcome.DONE;
    assertThat(node.retry(job.id()).attempts()).isZero();
    assertThat(works(node)).isTrue();
    assertThat(node.find(job.id()).state()).isInstanceOf(Job.State.Done.class);
  }

  @Test
  void moreToDoIsDoneAfterAPauseAndCountsAsNoFailure() throws InterruptedException {
    var node = node("a");
    work = attempt -> attempt.job().attempts() < 1 ? Outcome.DONE : new Outcome.More(HOUR);
    var job = node.add("count", "ana");
    assertThat(works(node)).isTrue();
    assertThat(node.find(job.id()).state()).isEqualTo(new Job.State.Waiting(START.plus(HOUR)));
    assertThat(node.find(job.id()).attempts()).isZero();
    assertThat(works(node)).isFalse();
    pass(HOUR);
    work = _ -> Outcome.DONE;
    assertThat(works(node)).isTrue();
    assertThat(node.find(job.id()).state()).isInstanceOf(Job.State.Done.class);
  }

  @Test
  void waitingJobIsCancelledAtOnce() throws InterruptedException {
    var node = node("a");
    var job = node.add("count", "ana");
    assertThat(node.cancel(job.id()).state()).isEqualTo(new Job.State.Cancelled(START));
    assertThat(works(node)).isFalse();
    assertThatThrownBy(() -> node.cancel(job.id())).isInstanceOf(Failed.class);
    assertThat(node.retry(job.id()).state()).isEqualTo(new Job.State.Waiting(START));
    assertThat(works(node)).isTrue();
  }

  @Test
  void runningJobStopsAtItsNextStep() throws InterruptedException {
    var a = node("a");
    var b = node("b");
    var job = a.add("count", "ana");
    work =
        attempt -> {
          attempt.progress(1, null);
          var running = (Job.State.Running) b.cancel(job.id()).state();
          assertThat(running.cancelling()).isTrue();
          a.runner().renewAll();
          attempt.progress(2, null);
          throw new AssertionError("it was told to stop");
        };
    assertThat(works(a)).isTrue();
    assertThat(b.find(job.id()).state()).isEqualTo(new Job.State.Cancelled(START));
    assertThat(b.find(job.id()).progress().done()).isEqualTo(2);
  }

  @Test
  void peopleComeBeforeChores() throws InterruptedException {
    var node = node("a");
    var order = new ArrayList<String>();
    work =
        attempt -> {
          order.add(attempt.job().kind());
          return Outcome.DONE;
        };
    new MongoJobs(store.database())
        .ensure(JobKind.chore("clean", HOUR, _ -> Outcome.DONE), now.minusSeconds(60));
    var _ = node.add("count", "ana");
    assertThat(works(node)).isTrue();
    assertThat(works(node)).isTrue();
    assertThat(order).containsExactly("count", "clean");
  }

  @Test
  void choreComesRoundAndANodeThatStartsBringsItForward() throws Exception {
    var began = new AtomicReference<CountDownLatch>(new CountDownLatch(1));
    work =
        _ -> {
          began.get().countDown();
          return Outcome.DONE;
        };
    node("a").start();
    assertThat(began.get().await(60, TimeUnit.SECONDS)).isTrue();
    nodes.getFirst().close();
    var waits = (Job.State.Waiting) nodes.getFirst().find("clean").state();
    assertThat(waits.due()).isEqualTo(START.plus(HOUR));

    began.set(new CountDownLatch(1));
    node("b").start();
    assertThat(began.get().await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(nodes.getLast().isChore(nodes.getLast().find("clean"))).isTrue();
  }

  @Test
  void choreThatFailsForGoodComesRoundAllTheSame() throws InterruptedException {
    var node = node("a");
    new MongoJobs(store.database()).ensure(JobKind.chore("clean", HOUR, _ -> Outcome.DONE), now);
    work =
        _ -> {
          throw new IllegalStateException("a fault of ours");
        };
    for (int attempt = 1; attempt <= JobRunner.ATTEMPTS; attempt++) {
      assertThat(works(node)).isTrue();
      pass(HOUR);
    }
    assertThat(node.find("clean").state()).isInstanceOf(Job.State.Failed.class);
    work = _ -> Outcome.DONE;
    assertThat(works(node)).isTrue();
    assertThat(node.find("clean").state()).isEqualTo(new Job.State.Waiting(now.plus(HOUR)));
  }

  @Test
  void nodeThatStopsGivesBackWhatItWorksOn() throws Exception {
    var began = new CountDownLatch(1);
    work =
        _ -> {
          began.countDown();
          new CountDownLatch(1).await();
          return Outcome.DONE;
        };
    var a = node("a");
    var job = a.add("count", "ana");
    a.start();
    assertThat(began.await(60, TimeUnit.SECONDS)).isTrue();
    a.close();
    work = _ -> Outcome.DONE;
    var b = node("b");
    while (works(b)) {
      // the chores too
    }
    assertThat(b.find(job.id()).state()).isInstanceOf(Job.State.Done.class);
  }

  @Test
  void endedJobsAreForgottenAfterThirtyDaysByTheConfirmedTime() throws InterruptedException {
    var node = node("a");
    var old = node.add("count", "ana");
    assertThat(works(node)).isTrue();
    pass(Duration.ofDays(31));
    var waiting = node.add("count", "ana");
    new MongoJobs(store.database())
        .ensure(JobKind.chore("forget-jobs", HOUR, _ -> Outcome.DONE), now);
    while (works(node)) {
      // until nothing is due
    }
    assertThatThrownBy(() -> node.find(old.id())).isInstanceOf(Failed.class);
    assertThat(node.find(waiting.id()).state()).isInstanceOf(Job.State.Done.class);
  }

  @Test
  void listComesInPages() {
    var node = node("a");
    var added = new ArrayList<String>();
    for (int i = 0; i < 5; i++) {
      pass(Duration.ofSeconds(1));
      added.addFirst(node.add("count", "ana").id());
    }
    var listed = new ArrayList<String>();
    var after = Optional.<String>empty();
    do {
      var page = node.list(Optional.empty(), 2, after);
      assertThat(page.items()).hasSizeLessThanOrEqualTo(2);
      page.items().forEach(job -> listed.add(job.id()));
      after = Optional.ofNullable(page.next());
    } while (after.isPresent());
    assertThat(listed).isEqualTo(added);
  }

  @Test
  void kindsOfANewerVersionAreLeftToIt() throws InterruptedException {
    var node = node("a");
    new MongoJobs(store.database())
        .insert("x", JobKind.once("of-the-future", _ -> Outcome.DONE), "ana", now);
    assertThat(works(node)).isFalse();
    assertThat(node.find("x").state()).isEqualTo(new Job.State.Waiting(START));
  }
}
