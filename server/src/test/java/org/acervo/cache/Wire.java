package org.acervo.cache;

import java.util.ArrayDeque;
import java.util.Deque;
import org.acervo.kernel.CollectionId;

/** What comes by itself on the way from Redis to a node, which can be held up. */
final class Wire {
  private final Deque<Runnable> held = new ArrayDeque<>();
  private boolean holding;
  private boolean call;
  private long probe;

  Shared.Ears to(Shared.Ears ears) {
    return new Shared.Ears() {
      @Override
      public void written(CollectionId root) {
        pass(() -> ears.written(root), false);
      }

      @Override
      public void anythingWritten() {
        pass(ears::anythingWritten, false);
      }

      @Override
      public void called(String node, long number) {
        if (!probed(node, number)) {
          pass(() -> ears.called(node, number), true);
        }
      }

      @Override
      public void answered(String node, long number) {
        pass(() -> ears.answered(node, number), false);
      }

      @Override
      public void broken() {
        ears.broken();
      }
    };
  }

  private synchronized boolean probed(String node, long number) {
    if (holding && node.equals(Stage.Outsider.NAME)) {
      probe = number;
      return true;
    }
    return false;
  }

  /** The latest call of the outsider that came while it was held up. */
  synchronized long probe() {
    return probe;
  }

  private synchronized void pass(Runnable message, boolean isCall) {
    if (holding) {
      held.add(message);
      call |= isCall;
    } else {
      message.run();
    }
  }

  synchronized void hold(boolean on) {
    holding = on;
    if (!on) {
      deliver();
    }
  }

  /** Lets through what has come so far, in order. */
  synchronized void deliver() {
    while (!held.isEmpty()) {
      held.remove().run();
    }
    call = false;
  }

  /** Whether a writer is kept waiting by it. */
  synchronized boolean holdsCall() {
    return call;
  }

  synchronized boolean holds() {
    return !held.isEmpty();
  }
}
