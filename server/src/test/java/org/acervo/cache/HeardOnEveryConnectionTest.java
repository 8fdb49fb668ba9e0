package org.acervo.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.acervo.kernel.CollectionId;
import org.junit.jupiter.api.Test;

/** Calls that come over the several connections to a cluster. */
class HeardOnEveryConnectionTest {
  private final List<Long> called = new ArrayList<>();
  private final RedisCluster.Together together =
      new RedisCluster.Together(
          new Shared.Ears() {
            @Override
            public void written(CollectionId root) {}

            @Override
            public void anythingWritten() {}

            @Override
            public void called(String node, long number) {
              called.add(number);
            }

            @Override
            public void answered(String node, long number) {}

            @Override
            public void broken() {}
          },
          2);
  private final Shared.Ears one = together.of("one");
  private final Shared.Ears two = together.of("two");

  @Test
  void callIsHeardOnceWhenItWasHeardOnAll() {
    one.called("node", 1);
    one.called("node", 1);
    assertThat(called).isEmpty();
    two.called("node", 1);
    assertThat(called).containsExactly(1L);
  }

  /** Callers die between two connections; what they leave behind must not fill the memory. */
  @Test
  void oldestHalfHeardCallsAreForgotten() {
    for (long number = 0; number <= RedisCluster.Together.MOST; number++) {
      one.called("node", number);
    }
    two.called("node", 0);
    assertThat(called).isEmpty();
    two.called("node", 2);
    assertThat(called).containsExactly(2L);
  }
}
