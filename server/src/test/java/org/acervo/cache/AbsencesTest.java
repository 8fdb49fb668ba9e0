package org.acervo.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.DataSize;
import org.junit.jupiter.api.Test;

/** What is known to be missing, on a node that is by itself. */
class AbsencesTest {
  private final Generations generations = new Generations();
  private final Memory memory = new Memory(DataSize.mib(1));
  private final SettableRecord record = new SettableRecord();
  private final Link link =
      new Link(
          Optional.empty(),
          "node",
          true,
          InstantSource.system(),
          _ -> Link.Passed.By.DARK,
          generations,
          memory);
  private final Absences absences =
      new Absences(record, InstantSource.system(), link, generations, memory);
  private final AtomicInteger asked = new AtomicInteger();

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
    record.time.incrementAndGet();
    generations.drop(CollectionId.ROOT);
    assertThat(absences.find("x", () -> Optional.of("there"))).contains("there");
  }

  @Test
  void newEpochEndsIt() {
    absences.find("x", this::nothing);
    memory.enter("next");
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
