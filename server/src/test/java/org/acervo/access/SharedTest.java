package org.acervo.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.acervo.kernel.Failed;
import org.junit.jupiter.api.Test;

class SharedTest {
  @Test
  void nobodyGetsAnAnswerOlderThanTheirQuestion() throws Exception {
    var time = new AtomicLong();
    var looks = new AtomicLong();
    var shared =
        new Shared<Long>(() -> {
          looks.incrementAndGet();
          long began = time.incrementAndGet();
          return began;
        });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks = new ArrayList<Callable<Boolean>>();
      for (int i = 0; i < 2_000; i++) {
        tasks.add(() -> {
          long asked = time.incrementAndGet();
          return shared.get() > asked;
        });
      }
      for (var answer : threads.invokeAll(tasks)) {
        assertThat(answer.get()).isTrue();
      }
    }
    assertThat(looks.get()).isBetween(1L, 2_000L);
  }

  @Test
  void aFailureReachesWhoAskedAndNobodyLater() {
    var fail = new AtomicLong(1);
    var shared =
        new Shared<String>(() -> {
          if (fail.getAndDecrement() > 0) {
            throw Failed.conflict("not now");
          }
          return "there";
        });
    assertThatThrownBy(shared::get).isInstanceOf(Failed.class).hasMessage("not now");
    assertThat(shared.get()).isEqualTo("there");
  }
}
