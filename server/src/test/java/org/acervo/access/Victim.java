package org.acervo.access;

import com.mongodb.event.CommandFailedEvent;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.event.CommandSucceededEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ends a writer at a chosen step: before it says something to the database or to other nodes, or
 * after it was answered. From then on nothing of that node reaches the database any more.
 */
final class Victim implements CommandListener {
  /** Not an exception, so that nothing takes it for a failure to be handled. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;

    Killed(String step) {
      super(step);
    }
  }

  private final List<String> steps = new ArrayList<>();
  private @Nullable Thread writer;
  private int last = Integer.MAX_VALUE;
  private volatile boolean dead;

  /** From now on the steps of this thread count, and before the given one it ends. */
  void watch(int step) {
    steps.clear();
    writer = Thread.currentThread();
    last = step;
  }

  /** The test is over; what is left of the node may be put away. */
  void bury() {
    writer = null;
    dead = false;
  }

  /** Those that were begun since. */
  List<String> steps() {
    return steps;
  }

  void step(String name) {
    if (Thread.currentThread() == writer) {
      if (steps.size() == last) {
        dead = true;
      } else {
        steps.add(name);
      }
    }
    if (dead) {
      throw new Killed("before " + name);
    }
  }

  @Override
  public void commandStarted(CommandStartedEvent event) {
    step("to " + name(event));
  }

  @Override
  public void commandSucceeded(CommandSucceededEvent event) {
    step("from " + event.getCommandName());
  }

  @Override
  public void commandFailed(CommandFailedEvent event) {
    step("from " + event.getCommandName());
  }

  static String name(CommandStartedEvent event) {
    var name = event.getCommandName();
    var on = event.getCommand().get(name);
    return on != null && on.isString() ? name + " " + on.asString().getValue() : name;
  }
}
