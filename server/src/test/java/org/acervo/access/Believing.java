package org.acervo.access;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/** A board that takes it for granted that every node has heard: a control, which must be caught. */
record Believing(Board board) implements Board {
  @Override
  public Map<String, Long> acknowledged(Collection<String> nodes) {
    var all = new HashMap<String, Long>();
    nodes.forEach(node -> all.put(node, Long.MAX_VALUE));
    return all;
  }

  @Override
  public boolean up() {
    return board.up();
  }

  @Override
  public void listen(LongConsumer heard) {
    board.listen(heard);
  }

  @Override
  public void announce(long n) {
    board.announce(n);
  }

  @Override
  public boolean acknowledge(String node, long n) {
    return board.acknowledge(node, n);
  }

  @Override
  public void forget(Collection<String> nodes) {
    board.forget(nodes);
  }

  @Override
  public Optional<byte[]> snapshot(long n, String mark) {
    return board.snapshot(n, mark);
  }

  @Override
  public void leave(long n, String mark, byte[] snapshot) {
    board.leave(n, mark, snapshot);
  }

  @Override
  public void close() {
    board.close();
  }
}
