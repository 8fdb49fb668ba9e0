package org.acervo.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.acervo.kernel.CollectionId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is known to be missing, on a node that is by itself. */
class AbsencesTest {
  private final OneNode node = OneNode.alone();
  private final Absences absences = node.absences(InstantSource.system());
  private final AtomicInteger asked = new AtomicInteger();

  @AfterEach
  void close() {
    node.close();
  }

  private Optional<String> nothing() {
    asked.incrementAndGet();
    return Optional.empty();
  }

  @Test
  void whoeverGuessesAgainAsksMemory() {
    assertThat(absences.find("x", this::nothing)).isEmpty();
    int first = asked.get();
    assertThat(first).isPositive();
    assertThat(absences.find("x", this::nothing)).isEmpty();
    assertThat(asked).hasValue(first);
    absences.find("y", this::nothing);
    assertThat(asked.get()).as("another name").isGreaterThan(first);
  }

  @Test
  void anyWriteEndsIt() {
    absences.find("x", this::nothing);
    node.record.time.incrementAndGet();
    node.generations.drop(CollectionId.ROOT);
    assertThat(absences.find("x", () -> Optional.of("there"))).contains("there");
  }

  @Test
  void newEpochEndsIt() {
    absences.find("x", this::nothing);
    node.memory.enter("next");
    assertThat(absences.find("x", () -> Optional.of("there"))).contains("there");
  }

  /** Somebody adds it while it is looked for. */
  @Test
  void whatComesMeanwhileIsFound() {
    Supplier<Optional<String>> look =
        () -> asked.incrementAndGet() == 1 ? Optional.empty() : Optional.of("new");
    assertThat(absences.find("x", look)).contains("new");
    assertThat(absences.find("x", look)).contains("new");
  }
}
