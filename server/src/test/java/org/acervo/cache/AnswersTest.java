package org.acervo.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.SnapshotTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a node does with what a look in Redis told, and what it counts. */
class AnswersTest {
  private static final SnapshotTime WRITTEN = new SnapshotTime(5);
  private static final ViewKey KEY =
      new ViewKey(View.ITEMS, new CollectionId("a"), "all", "everything");

  private final OneNode node = OneNode.sharing();
  private final Script script = node.script;
  private final Answers answers =
      node.answers(
          InstantSource.system(),
          new Gates() {
            @Override
            public void at(Point point) {}

            @Override
            public void pause(long millis) {}
          });

  @AfterEach
  void close() {
    node.close();
  }

  private static Draft draft() {
    return Draft.of("answer".getBytes(UTF_8));
  }

  private Served ask(Supplier<Draft> make) {
    return answers.answer(KEY, SnapshotTime.ZERO, make);
  }

  private void looks(Shared.Look... told) {
    script.looks.addAll(List.of(told));
  }

  private Counters counted() {
    return answers.counters(View.ITEMS);
  }

  /** The poll has taken the lock, so nobody else makes it. */
  @Test
  void whoIsToldToMakeItWhileWaitingMakesItAtOnce() {
    looks(new Shared.Look.Follow(WRITTEN), new Shared.Look.Lead(WRITTEN, false));
    assertThat(ask(AnswersTest::draft).source()).isEqualTo(Served.Source.STORED);
    assertThat(script.asked).containsExactly("look", "look", "fill");
  }

  @Test
  void makingThatFailsLeavesItToOthers() {
    looks(new Shared.Look.Lead(WRITTEN, false));
    var failure = new IllegalStateException("the record is away");
    assertThatThrownBy(() ->
            ask(() -> {
              throw failure;
            }))
        .isSameAs(failure);
    assertThat(script.asked).containsExactly("look", "release");
  }

  @Test
  void refusalsAreCountedByReason() {
    for (var filled : List.of(Shared.Filled.OLD, Shared.Filled.OLD, Shared.Filled.VANISHED)) {
      looks(new Shared.Look.Lead(WRITTEN, false));
      script.fills = () -> filled;
      assertThat(ask(AnswersTest::draft).source()).isEqualTo(Served.Source.RECORD);
    }
    looks(new Shared.Look.Lead(WRITTEN, false));
    script.fills =
        () -> {
          throw new Shared.Away("slow", new IllegalStateException());
        };
    assertThat(ask(AnswersTest::draft).source()).isEqualTo(Served.Source.RECORD);
    assertThat(counted().refusedOld.sum()).isEqualTo(2);
    assertThat(counted().refusedVanished.sum()).isEqualTo(1);
    assertThat(counted().refusedAway.sum()).isEqualTo(1);
    assertThat(counted().stored.sum()).isZero();
  }

  @Test
  void whatWasNoEntryIsCountedWhereverItWasNoticed() {
    looks(new Shared.Look.Lead(WRITTEN, true));
    ask(AnswersTest::draft);
    node.memory.clear(View.ITEMS);
    looks(new Shared.Look.Hit(WRITTEN, Optional.empty()));
    looks(new Shared.Look.Lead(WRITTEN, false));
    ask(AnswersTest::draft);
    assertThat(counted().unreadable.sum()).isEqualTo(2);
  }

  @Test
  void thoseAboardAFlightAreNoMissesOfTheirOwn() {
    looks(new Shared.Look.Lead(WRITTEN, false), new Shared.Look.Lead(WRITTEN, false));
    var begun = new CountDownLatch(1);
    var enough = new CountDownLatch(1);
    var first =
        CompletableFuture.supplyAsync(() ->
            ask(() -> {
              begun.countDown();
              await(enough);
              return draft();
            }));
    await(begun);
    var second = new CompletableFuture<Served>();
    var aboard = Thread.ofVirtual().start(() -> second.complete(ask(AnswersTest::draft)));
    Stage.await("it waits", () -> isAboard(aboard));
    enough.countDown();
    assertThat(first.join().body()).isSameAs(second.join().body());
    assertThat(counted().misses.sum()).isEqualTo(1);
    assertThat(counted().shared.sum()).isEqualTo(1);
  }

  private static boolean isAboard(Thread thread) {
    return List.of(thread.getStackTrace()).stream()
        .anyMatch(frame -> frame.getMethodName().equals("board"));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
