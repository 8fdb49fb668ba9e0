package org.acervo.web;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.acervo.items.Item;
import org.acervo.kernel.DataSize;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.jspecify.annotations.Nullable;

/**
 * The memory that requests may take, in all. Each of them is bounded, but nobody bounds how many
 * come at once, and a client may stand still in the middle of any. So whatever a request is about
 * to keep is taken from here first. Where nothing is left it waits a little, and is then told to
 * come again: 503 for some is better than a heap that is full for all.
 *
 * <p>Figures are estimates of the worst, measured with many such requests in a small heap.
 */
final class Admission {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration BACK = Duration.ofSeconds(5);
  private static final int SHARE_OF_HEAP = 3;
  private static final int UNIT = 1 << 10;

  /** Of JSON: its bytes, its characters and what is made of them. */
  private static final int COPIES = 4;

  /** A chunk as it is filled, as it is written, and as a document on its way. */
  private static final DataSize UPLOAD = DataSize.mib(5);

  /** A chunk as it was read, and the pieces of it that are on their way. */
  private static final DataSize DOWNLOAD = DataSize.mib(3);

  private final int all;
  private final Semaphore free;
  private final Duration patience;

  /**
   * @param patience how long a request waits for others to end
   */
  Admission(DataSize all, Duration patience) {
    this.all = units(all.bytes());
    this.free = new Semaphore(this.all);
    this.patience = patience;
  }

  /** A share of the heap that this process may have. */
  static Admission ofHeap() {
    return new Admission(new DataSize(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP), PATIENCE);
  }

  private static int units(long bytes) {
    return Math.toIntExact((bytes + UNIT - 1) / UNIT);
  }

  /** Of one request, which takes nothing yet. */
  Hold hold() {
    return new Hold();
  }

  /** What one request has taken; closed when it was answered. */
  final class Hold implements AutoCloseable {
    private int taken;

    /**
     * Takes what an endpoint needs besides its body.
     *
     * @param item that it gives out
     * @throws Failed with {@code Overloaded}
     */
    void take(Endpoint endpoint, @Nullable Item item) {
      if (endpoint.takesFile()) {
        take(UPLOAD.bytes());
      } else if (item != null && endpoint.path().endsWith("/original")) {
        take(Math.min(DOWNLOAD.bytes(), 2 * item.size()));
      }
    }

    /** Takes what reading JSON needs, while it is read. */
    void takeJson(long bytes) {
      take(COPIES * bytes);
    }

    /** Takes what sending an answer needs that is whole in memory. */
    void take(Answer answer) {
      if (answer.body() instanceof Answer.Body.Bytes(var bytes)) {
        take(2L * bytes.length);
      }
    }

    private void take(long bytes) {
      int wanted = Math.min(units(bytes), all - taken);
      try {
        if (!free.tryAcquire(wanted, patience.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new Failed(new Failure.Overloaded(BACK));
        }
        taken += wanted;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Failed(new Failure.Stopping(BACK), e);
      }
    }

    @Override
    public void close() {
      free.release(taken);
      taken = 0;
    }
  }
}
