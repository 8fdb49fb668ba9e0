package org.acervo.store.jobs;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A piece of background work as it stands in the queue.
 *
 * @param id names it; a chore has the name of its kind
 * @param kind what is to be done
 * @param attempts how often it was begun since it was queued, the running attempt included
 * @param progress how far the running attempt, or the last one, came
 * @param error why the last attempt failed, in words for an administrator
 * @param created when it was queued first
 * @param owner the person it is done for; empty for the house's own work
 */
public record Job(
    String id,
    String kind,
    State state,
    int attempts,
    Progress progress,
    Optional<String> error,
    Instant created,
    Optional<String> owner) {

  /** Where a job is in its life. */
  public sealed interface State {
    /** Every key there is. */
    List<String> KEYS = List.of("waiting", "running", "failed", "done", "cancelled");

    /** As stored and as shown. */
    String key();

    /** Nobody works on it; from {@code due} on somebody may. */
    record Waiting(Instant due) implements State {
      @Override
      public String key() {
        return "waiting";
      }
    }

    /**
     * A node works on it.
     *
     * @param until when others may take it over, unless the node renews its lease
     * @param cancelling whether it was asked to stop
     */
    record Running(String node, Instant since, Instant until, boolean cancelling) implements State {
      @Override
      public String key() {
        return "running";
      }
    }

    /**
     * Given up after too many attempts.
     *
     * @param again when it is tried once more by itself; empty when only a person can say so
     */
    record Failed(Instant at, Optional<Instant> again) implements State {
      @Override
      public String key() {
        return "failed";
      }
    }

    /** It came to its end. */
    record Done(Instant at) implements State {
      @Override
      public String key() {
        return "done";
      }
    }

    /** Somebody stopped it. */
    record Cancelled(Instant at) implements State {
      @Override
      public String key() {
        return "cancelled";
      }
    }
  }

  /**
   * How far an attempt came.
   *
   * @param done how many things are done
   * @param total how many there are in all; empty while that is not known
   */
  public record Progress(long done, Optional<Long> total) {
    static final Progress NONE = new Progress(0, Optional.empty());
  }

  /** Whether it is still to be worked on or being worked on. */
  public boolean isOpen() {
    return state instanceof State.Waiting || state instanceof State.Running;
  }
}
