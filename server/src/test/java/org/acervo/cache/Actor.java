package org.acervo.cache;

import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Somebody who does one thing, and stops at every gate on the way until they are told to go on. */
final class Actor {
  /** Where everybody stands first. */
  static final String START = "START";

  /** Where one stands who waits for what somebody else makes. */
  static final String POLL = "POLL";

  private static final ScopedValue<Actor> ON_STAGE = ScopedValue.newInstance();

  /** Ends a thread where a process would end. Not an exception, so that nothing handles it. */
  static final class Died extends Error {
    private static final long serialVersionUID = 1;
  }

  private final String name;
  private final Set<String> stops;
  private final @Nullable String death;
  private final Semaphore go = new Semaphore(0);
  private final Thread thread;
  private volatile String place = "";
  private volatile boolean parked;
  private volatile boolean done;
  private volatile @Nullable Throwable failure;
  private boolean polled;

  /**
   * Comes on stage.
   *
   * @param stops the gates to stop at
   * @param death the gate at which this one dies, if any
   */
  Actor(String name, Set<String> stops, @Nullable String death, Runnable part) {
    this.name = name;
    this.stops = stops;
    this.death = death;
    this.thread =
        Thread.ofVirtual()
            .name(name)
            .start(() ->
                ScopedValue.where(ON_STAGE, this)
                    .run(() -> {
                      try {
                        arrive(START);
                        part.run();
                      } catch (Died e) {
                        place = "dead";
                      } catch (Throwable e) { // whatever it is, the schedule tells
                        failure = e;
                      } finally {
                        done = true;
                      }
                    }));
  }

  /** Gates at which those on stage stop; everybody else passes. */
  static Gates gates() {
    return new Gates() {
      @Override
      public void at(Point point) {
        if (ON_STAGE.isBound()) {
          ON_STAGE.get().pass(point.name());
        }
      }

      @Override
      public void pause(long millis) {
        if (!ON_STAGE.isBound()) {
          Gates.super.pause(millis);
        } else if (!ON_STAGE.get().polled) {
          ON_STAGE.get().polled = true; // once is enough to come before or after anything
          ON_STAGE.get().pass(POLL);
        }
      }
    };
  }

  private void pass(String point) {
    if (point.equals(death)) {
      throw new Died();
    }
    if (stops.contains(point)) {
      arrive(point);
    }
  }

  /** Stops here. */
  void arrive(String at) {
    place = at;
    parked = true;
    go.acquireUninterruptibly();
  }

  void goOn() {
    parked = false;
    go.release();
  }

  String name() {
    return name;
  }

  /** The gate before what this one would do next. */
  String place() {
    return place;
  }

  boolean parked() {
    return parked;
  }

  boolean done() {
    return done;
  }

  @Nullable Throwable failure() {
    return failure;
  }

  /** Whether this one is inside a method of that name. */
  boolean isIn(String type, String method) {
    for (var frame : thread.getStackTrace()) {
      if (frame.getMethodName().equals(method) && frame.getClassName().endsWith(type)) {
        return true;
      }
    }
    return false;
  }
}
