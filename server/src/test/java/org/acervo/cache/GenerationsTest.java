package org.acervo.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.SnapshotTime;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a node knows of generations, by itself and under every interleaving of a few threads
 * (Lincheck's model checker).
 */
@Tag("slow")
class GenerationsTest {
  private static final CollectionId ROOT = new CollectionId("a");
  private static final CollectionId OTHER = new CollectionId("b");

  private final Generations generations = new Generations();

  private static SnapshotTime at(long time) {
    return new SnapshotTime(time);
  }

  @Test
  void whatIsLearntIsKnown() {
    generations.learn(ROOT, at(5), generations.stamp(ROOT));
    assertThat(generations.of(ROOT)).isEqualTo(at(5));
    assertThat(generations.of(OTHER)).isNull();
    assertThat(generations.size()).isEqualTo(1);
  }

  @Test
  void newerKnowledgeStays() {
    generations.learn(ROOT, at(5), generations.stamp(ROOT));
    generations.learn(ROOT, at(3), generations.stamp(ROOT));
    assertThat(generations.of(ROOT)).isEqualTo(at(5));
  }

  @Test
  void nothingIsLearntAcrossADrop() {
    long stamp = generations.stamp(ROOT);
    generations.drop(ROOT);
    generations.learn(ROOT, at(5), stamp);
    assertThat(generations.of(ROOT)).isNull();
  }

  @Test
  void nothingIsLearntAcrossADropOfAll() {
    long stamp = generations.stamp(ROOT);
    generations.dropAll();
    generations.learn(ROOT, at(5), stamp);
    assertThat(generations.of(ROOT)).isNull();
  }

  @Test
  void dropsTakeAwayWhatWasLearnt() {
    generations.learn(ROOT, at(5), generations.stamp(ROOT));
    generations.learn(OTHER, at(6), generations.stamp(OTHER));
    generations.drop(ROOT);
    assertThat(generations.of(ROOT)).isNull();
    assertThat(generations.of(OTHER)).isEqualTo(at(6));
    generations.dropAll();
    assertThat(generations.of(OTHER)).isNull();
  }

  /** No interleaving lets somebody be answered by what was before a write that had answered. */
  @Test
  void nothingOlderThanAnAnsweredWriteIsKnown() {
    options().check(AskingNode.class);
  }

  @Test
  void withoutStampsTheCheckerFindsTheInterleaving() {
    assertThatThrownBy(() -> options().check(CarelessNode.class))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("stale");
  }

  private static ModelCheckingOptions options() {
    return new ModelCheckingOptions()
        .iterations(6)
        .invocationsPerIteration(250)
        .threads(3)
        .actorsPerThread(2)
        .actorsBefore(1)
        .actorsAfter(1);
  }

  /** Redis, and one node that looks there and is told of writes. */
  public static class AskingNode {
    private final Generations generations = new Generations();
    private final AtomicLong redis = new AtomicLong(1);
    private final AtomicLong answered = new AtomicLong();

    /** Raises the time in Redis; it answers after the node has handled the push. */
    @Operation
    public void write() {
      long time = redis.incrementAndGet();
      generations.drop(ROOT);
      answered.accumulateAndGet(time, Math::max);
    }

    /** The same, when the node is told that anything may have been written. */
    @Operation
    public void writeAnywhere() {
      long time = redis.incrementAndGet();
      generations.dropAll();
      answered.accumulateAndGet(time, Math::max);
    }

    @Operation
    public void look() {
      long stamp = generations.stamp(ROOT);
      long told = redis.get();
      keep(generations, told, stamp);
    }

    void keep(Generations here, long told, long stamp) {
      here.learn(ROOT, at(told), stamp);
    }

    /** Whether a question that begins now is decided by a time before the last answered write. */
    @Operation
    public boolean stale() {
      long least = answered.get();
      var known = generations.of(ROOT);
      return known != null && known.compareTo(at(least)) < 0;
    }
  }

  /** Takes the stamp when it is too late. */
  public static class CarelessNode extends AskingNode {
    @Override
    void keep(Generations here, long told, long stamp) {
      here.learn(ROOT, at(told), here.stamp(ROOT));
    }
  }
}
