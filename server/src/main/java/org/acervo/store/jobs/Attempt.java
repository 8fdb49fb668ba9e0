package org.acervo.store.jobs;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One node's attempt at a job, as the work sees it. */
public final class Attempt {
  private final MongoJobs.Claim claim;
  private volatile Job.Progress progress = Job.Progress.NONE;
  private volatile @Nullable Stop stop;

  Attempt(MongoJobs.Claim claim) {
    this.claim = claim;
  }

  /** Why an attempt is to end before its work is done. */
  enum Stop {
    /** A person asked for it. */
    CANCELLED,
    /** The lease ran out, and another node may have the job. */
    LOST
  }

  /** Thrown through the work to end it. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped() {
      super("the job was stopped", null, false, false);
    }
  }

  public Job job() {
    return claim.job();
  }

  /**
   * Notes how far the work came. The number is stored with the next renewal of the lease, so this
   * may be called for every single thing that is done. Throws to end the work when it was cancelled
   * or belongs to another node by now.
   *
   * @param total how many there are in all, or null while that is not known
   */
  public void progress(long done, @Nullable Long total) {
    progress = new Job.Progress(done, Optional.ofNullable(total));
    if (stop != null) {
      throw new Stopped();
    }
  }

  MongoJobs.Claim claim() {
    return claim;
  }

  Job.Progress reached() {
    return progress;
  }

  @Nullable Stop stop() {
    return stop;
  }

  void stop(Stop why) {
    stop = why;
  }
}
