package org.acervo.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.SnapshotTime;
import org.junit.jupiter.api.Test;

/** What a node owes to Redis after it was away. */
class UnpaidBumpsTest {
  private static final SnapshotTime TIME = new SnapshotTime(7);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final UnpaidBumps unpaid = new UnpaidBumps(nanos::get);
  private final Script redis = new Script();

  private static List<CollectionId> root(String id) {
    return List.of(new CollectionId(id));
  }

  private void addTooMany() {
    for (int i = 0; i <= UnpaidBumps.MOST; i++) {
      unpaid.add(root("c" + i), TIME);
    }
  }

  @Test
  void latestTimeOfEachIsRaisedOnce() {
    unpaid.add(root("a"), new SnapshotTime(9));
    unpaid.add(root("a"), TIME);
    assertThat(unpaid.none()).isFalse();
    assertThat(unpaid.pay(redis)).isTrue();
    assertThat(unpaid.none()).isTrue();
    assertThat(unpaid.pay(redis)).isTrue();
    assertThat(redis.asked).containsExactly("bump [a] 9");
  }

  @Test
  void whatRedisDidNotTakeIsStillOwed() {
    unpaid.add(root("a"), TIME);
    var away =
        new Script() {
          @Override
          public void bump(Collection<CollectionId> roots, SnapshotTime time) {
            throw new Away("redis does not answer", new IllegalStateException());
          }
        };
    assertThatThrownBy(() -> unpaid.pay(away)).isInstanceOf(Shared.Away.class);
    assertThat(unpaid.none()).isFalse();
  }

  /** A marker that is there after that was written by a relay that has read all of them. */
  @Test
  void tooManyAreLeftToTheRelayForALifeOfItsMarkerFromTheLastOne() {
    addTooMany();
    nanos.addAndGet(Link.DARK.toNanos() - 1);
    unpaid.add(root("last"), TIME);
    nanos.addAndGet(Link.DARK.toNanos() - 1);
    assertThat(unpaid.pay(redis)).isFalse();
    assertThat(unpaid.none()).isFalse();
    nanos.addAndGet(1);
    assertThat(unpaid.pay(redis)).isTrue();
    assertThat(unpaid.none()).isTrue();
    assertThat(redis.asked).isEmpty();
  }

  @Test
  void afterThatEachIsRememberedAgain() {
    addTooMany();
    nanos.addAndGet(Duration.ofHours(1).toNanos());
    assertThat(unpaid.pay(redis)).isTrue();
    unpaid.add(root("a"), TIME);
    assertThat(unpaid.pay(redis)).isTrue();
    assertThat(redis.asked).containsExactly("bump [a] 7");
  }
}
