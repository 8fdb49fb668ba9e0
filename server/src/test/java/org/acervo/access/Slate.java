package org.acervo.access;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;

/** The quick way between nodes of one process, for tests in which it never fails. */
final class Slate {
  private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
  private final List<LongConsumer> listening = new CopyOnWriteArrayList<>();

  /**
   * The board of one node.
   *
   * @param before is run before anything that a writer does there
   */
  Board board(Runnable before) {
    return new OfNode(before);
  }

  private final class OfNode implements Board {
    private final Runnable before;

    OfNode(Runnable before) {
      this.before = before;
    }

    @Override
    public boolean up() {
      return true;
    }

    @Override
    public void listen(LongConsumer heard) {
      listening.add(heard);
    }

    @Override
    public void announce(long n) {
      before.run();
      listening.forEach(heard -> heard.accept(n));
    }

    @Override
    public boolean acknowledge(String node, long n) {
      acknowledged.put(node, n);
      return true;
    }

    @Override
    public Map<String, Long> acknowledged(Collection<String> nodes) {
      before.run();
      return Map.copyOf(acknowledged);
    }

    @Override
    public void forget(Collection<String> nodes) {
      acknowledged.keySet().removeAll(nodes);
    }

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
