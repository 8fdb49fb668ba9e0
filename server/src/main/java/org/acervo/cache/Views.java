package org.acervo.cache;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.SnapshotTime;

/**
 * Answers recurring queries from memory, from Redis, or from the record.
 *
 * <p><b>The claim</b>: an answer is never older than the last write that had been answered when the
 * question was asked, on any node. Nothing is deleted to make that true; logical times are
 * compared. An entry carries S, the time at which MongoDB read the record for it. Each collection
 * has a generation: a time not before the last write at or below it. The entry is true if S is not
 * before the generation. Both times come from the record, so no clock on any wall has a say, and it
 * does not matter in which order anybody hears of anything.
 *
 * <p>The promise from the callers: whoever writes does it in {@link #write}, and names every
 * collection that shows what was written. And whatever else decides about an answer (the query, the
 * rights of who asks, the tree) is in the key.
 *
 * <p><b>Three ways</b> to an answer:
 *
 * <ol>
 *   <li>This node trusts its {@link Link} and knows the generation: no trip at all.
 *   <li>It trusts the link: one look in Redis gives the generation, and the entry if it is true. A
 *       miss is made once, by one node, in one flight; the others wait a moment for it.
 *   <li>It trusts nothing (there is no Redis, or it is away): one short question gives the record's
 *       own time, and an entry that was read then or later is true. No entry is stored for others.
 * </ol>
 */
public final class Views implements AutoCloseable {
  private final CacheConfig config;
  private final Link link;
  private final Memory memory;
  private final Answers answers;
  private final Writes writes;
  private final Absences absences;
  private volatile boolean bypass;

  Views(
      CacheConfig config,
      Link link,
      Memory memory,
      Answers answers,
      Writes writes,
      Absences absences) {
    this.config = config;
    this.link = link;
    this.memory = memory;
    this.answers = answers;
    this.writes = writes;
    this.absences = absences;
  }

  /**
   * The answer if this node has it in memory and knows it to be true now. Never waits for anything,
   * so the event loop may ask.
   *
   * @param least a time of the record that the answer must not be older than
   * @param wall the time in milliseconds since the epoch, read when or after the question came;
   *     whoever asks has it at hand
   */
  public Optional<Served> inMemory(ViewKey key, SnapshotTime least, long wall) {
    return config.on() && !bypass ? answers.inMemory(key, least, wall) : Optional.empty();
  }

  /**
   * The answer to {@code key}.
   *
   * @param least a time of the record that the answer must not be older than
   * @param past whether to ask the record, whatever is kept
   * @param make asks the record and writes the answer down; may be called several times, by another
   *     thread, for other callers with the same key
   */
  public Served view(ViewKey key, SnapshotTime least, boolean past, Supplier<Draft> make) {
    return config.on() && !bypass && !past
        ? answers.answer(key, least, make)
        : answers.past(key, make);
  }

  /**
   * Runs a write and, before it returns, makes what was kept of the places it concerns old: they
   * and {@code ROOT}. So too if nobody knows whether it happened.
   *
   * @param where asked after the write: every collection at or above what was written
   */
  public <T> T write(Supplier<? extends Collection<CollectionId>> where, Supplier<T> write) {
    return writes.write(where, write);
  }

  /**
   * The same for a write of several steps.
   *
   * @param commit the step that makes it so: when it refuses, nothing has happened
   * @param rest what follows from it, given what the commit gave
   * @throws org.acervo.kernel.Failed with {@code Unknown} when the rest fails, whatever the reason
   */
  public <T, R> R write(
      Supplier<? extends Collection<CollectionId>> where,
      Supplier<T> commit,
      Function<? super T, ? extends R> rest) {
    return writes.write(where, commit, rest);
  }

  /**
   * Finds something, unless it is known to be missing; for names that anybody may guess.
   *
   * @param name of no more than some dozen characters
   * @param look asks the record; may be called twice
   */
  public <T> Optional<T> find(String name, Supplier<Optional<T>> look) {
    return config.on() && !bypass ? absences.find(name, look) : look.get();
  }

  // Looking after it

  public boolean bypassed() {
    return bypass;
  }

  /** While on, every view of this node asks the record. */
  public void bypass(boolean on) {
    bypass = on;
  }

  /**
   * Drops what is kept of one view, here and in Redis.
   *
   * @throws Failed with {@code Unavailable} when Redis does not answer
   */
  public void clear(View view) {
    memory.clear(view);
    try {
      link.connected().ifPresent(shared -> shared.clear(view));
    } catch (Shared.Away e) {
      throw unavailable(e);
    }
  }

  static Failed unavailable(Shared.Away away) {
    return new Failed(new Failure.Unavailable("Redis", Duration.ofSeconds(2)), away);
  }

  Counters counters(View view) {
    return answers.counters(view);
  }

  Memory memory() {
    return memory;
  }

  Link link() {
    return link;
  }

  CacheConfig config() {
    return config;
  }

  @Override
  public void close() {
    link.close();
  }
}
