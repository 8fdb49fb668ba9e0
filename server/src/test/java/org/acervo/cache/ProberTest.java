package org.acervo.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.acervo.kernel.CollectionId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How much the prober asks for; whether it finds something is for others to say. */
class ProberTest {
  private static final CollectionId ROOT = new CollectionId("a");

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final OneNode node = OneNode.alone(nanos::get);
  private final Prober prober = node.prober;

  @AfterEach
  void close() {
    node.close();
  }

  private void ask(int number) {
    var key = new ViewKey(View.ITEMS, ROOT, "query " + number, "everything");
    prober.asked(key, () -> Draft.of("answer".getBytes(UTF_8)));
  }

  private void write() {
    prober.written(List.of(ROOT));
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void samplesAreTakenNowAndThen() {
    ask(1);
    for (int i = 0; i < 100; i++) {
      write();
    }
    assertThat(prober.sampled.sum()).isEqualTo(1);
    pass(Prober.BETWEEN);
    write();
    write();
    assertThat(prober.sampled.sum()).isEqualTo(2);
  }

  @Test
  void noSampleIsTakenWhileMuchIsToCome() {
    for (int i = 0; i < 100; i++) {
      ask(i);
      write();
      pass(Prober.BETWEEN);
      assertThat(prober.queued()).isLessThanOrEqualTo(Prober.QUEUE + 3);
    }
    assertThat(prober.sampled.sum()).isLessThan(100);
  }

  @Test
  void questionsAreForgottenAfterAMinute() {
    ask(1);
    pass(Prober.FORGET.plusNanos(1));
    write();
    assertThat(prober.sampled.sum()).isZero();
  }

  /** However many views show what was written. */
  @Test
  void oneViewIsComparedAtATime() {
    for (int i = 0; i < 10; i++) {
      ask(i);
    }
    write();
    assertThat(prober.queued()).isEqualTo(3);
  }

  /** The write that it comes after has happened. */
  @Test
  void writeAfterTheEndFailsNobody() {
    ask(1);
    prober.close();
    write();
    assertThat(prober.queued()).isZero();
  }
}
