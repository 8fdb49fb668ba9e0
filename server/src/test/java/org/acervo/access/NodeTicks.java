package org.acervo.access;

import java.time.Instant;
import java.time.InstantSource;

/** The clocks of one node, which stand still and jump when a test says so. */
final class NodeTicks implements Ticks, InstantSource {
  /**
   * The clocks as they are set.
   *
   * @param lost how much the clock that never goes back has stood still
   * @param stopped where it stands; 0 while it runs
   * @param ahead of the time of day, in milliseconds
   */
  private record Set(long lost, long stopped, long ahead) {}

  private volatile Set set = new Set(0, 0, 0);

  @Override
  public long nanos() {
    var now = set;
    return now.stopped() != 0 ? now.stopped() : System.nanoTime() - now.lost();
  }

  @Override
  public long millis() {
    return System.currentTimeMillis() + set.ahead();
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis());
  }

  /** As in a machine that sleeps: the time of day goes on. */
  void stop() {
    set = new Set(set.lost(), nanos(), set.ahead());
  }

  void run() {
    var now = set;
    set = new Set(System.nanoTime() - now.stopped(), 0, now.ahead());
  }

  void jump(long millis) {
    set = new Set(set.lost(), set.stopped(), set.ahead() + millis);
  }
}
