package org.acervo.access;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * The quick way between nodes. All of it may fail at any moment: then changes are found by reading
 * the head and acknowledged in the record, a little later and just as surely.
 */
interface Board extends AutoCloseable {
  /** No quick way at all. */
  Board NONE = new None();

  /** Whether it works at the moment, as far as is known; mends what can be mended. */
  boolean up();

  /** From now on {@code heard} is called with the number of each new policy. */
  void listen(LongConsumer heard);

  /** Tells all nodes that there is a policy {@code n}. */
  void announce(long n);

  /**
   * Says that {@code node} answers from policy {@code n} or later; false when that was not heard.
   */
  boolean acknowledge(String node, long n);

  /** What was acknowledged by which node, as far as is known. */
  Map<String, Long> acknowledged(Collection<String> nodes);

  void forget(Collection<String> nodes);

  /** The whole policy {@code n}, if somebody left it. */
  Optional<byte[]> snapshot(long n, String mark);

  /** Leaves the whole policy {@code n} for nodes that start. */
  void leave(long n, String mark, byte[] snapshot);

  @Override
  void close();

  /** Every node by itself. */
  final class None implements Board {
    @Override
    public boolean up() {
      return false;
    }

    @Override
    public void listen(LongConsumer heard) {}

    @Override
    public void announce(long n) {}

    @Override
    public boolean acknowledge(String node, long n) {
      return false;
    }

    @Override
    public Map<String, Long> acknowledged(Collection<String> nodes) {
      return Map.of();
    }

    @Override
    public void forget(Collection<String> nodes) {}

    @Override
    public Optional<byte[]> snapshot(long n, String mark) {
      return Optional.empty();
    }

    @Override
    public void leave(long n, String mark, byte[] snapshot) {}

    @Override
    public void close() {}
  }
}
