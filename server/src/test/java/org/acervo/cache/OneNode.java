package org.acervo.cache;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.acervo.kernel.DataSize;

/** The parts of one node's cache, over a record and a shared level that a test speaks for. */
final class OneNode implements AutoCloseable {
  final Generations generations = new Generations();
  final Memory memory = new Memory(DataSize.mib(1));
  final SettableRecord record = new SettableRecord();
  final Script script = new Script();
  final Link link;
  final Prober prober;

  private OneNode(boolean alone, LongSupplier nanos) {
    link =
        new Link(
            alone ? Optional.empty() : Optional.of((_, _) -> script),
            "node",
            alone,
            InstantSource.system(),
            _ -> Link.Passed.By.DARK,
            generations,
            memory);
    prober = new Prober(memory, generations, link, record, nanos);
  }

  /** There is neither a shared level nor another node. */
  static OneNode alone() {
    return alone(System::nanoTime);
  }

  /**
   * The same.
   *
   * @param nanos what the prober takes for {@link System#nanoTime}
   */
  static OneNode alone(LongSupplier nanos) {
    return new OneNode(true, nanos);
  }

  /** There is a shared level, and it is trusted. */
  static OneNode sharing() {
    var node = new OneNode(false, System::nanoTime);
    node.link.start();
    Stage.await("the link is trusted", node.link::trusted);
    return node;
  }

  Answers answers(InstantSource clock, Gates gates) {
    return new Answers(record, clock, link, generations, memory, prober, gates);
  }

  Absences absences(InstantSource clock) {
    return new Absences(record, clock, link, generations, memory);
  }

  Writes writes() {
    return new Writes(CacheConfig.DEFAULT, record, link, generations, prober, Gates.OPEN);
  }

  @Override
  public void close() {
    prober.close();
    link.close();
  }
}
