package org.acervo.store.jobs;

import java.time.Duration;
import java.util.Optional;

/**
 * A kind of work, and how it is done.
 *
 * @param name stored and shown; lower case words with hyphens
 * @param every how long after its end it is due again; empty for what is done once
 * @param priority what is due with a lower number is taken first
 */
public record JobKind(String name, Optional<Duration> every, int priority, Work work) {

  /** Does it. Every step may be cut short and repeated, also by another node at the same time. */
  @FunctionalInterface
  public interface Work {
    Outcome run(Attempt attempt) throws InterruptedException;
  }

  /** How an attempt ended that did not fail. */
  public sealed interface Outcome {
    Outcome DONE = new Done();

    /** There is nothing left to do. */
    record Done() implements Outcome {}

    /** There is more to do, after a pause in which others have their turn. */
    record More(Duration pause) implements Outcome {}
  }

  /** Work of the house itself, which comes round again for ever. */
  public static JobKind chore(String name, Duration every, Work work) {
    return new JobKind(name, Optional.of(every), 100, work);
  }

  /** Work that somebody asked for and waits for. */
  public static JobKind once(String name, Work work) {
    return new JobKind(name, Optional.empty(), 10, work);
  }
}
