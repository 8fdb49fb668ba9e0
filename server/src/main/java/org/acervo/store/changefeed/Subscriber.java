package org.acervo.store.changefeed;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.acervo.kernel.SnapshotTime;
import org.acervo.store.StoreFailures;
import org.acervo.store.changefeed.ChangeSource.Event;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A consumer with its position, and the thread that calls it.
 *
 * <p>It reads by itself from its position until it has come to the front, then takes a {@link Seat}
 * there, and reads by itself again when the seat is over. The change from one to the other has no
 * gap: after the seat has begun, it asks for the time, and reads on by itself until it is past that
 * time, or until a read that began later finds nothing more. What it gets twice in that way lies
 * behind its position, and is passed over.
 */
final class Subscriber implements Subscription {
  private static final Logger log = LoggerFactory.getLogger(Subscriber.class);
  private static final int TRIES = 5;
  private static final long SAVE_AFTER_CHANGE = TimeUnit.SECONDS.toNanos(1);

  /** Keeps the position of a quiet consumer from becoming older than the server's history. */
  private static final long SAVE_WITHOUT_CHANGE = TimeUnit.MINUTES.toNanos(1);

  private final ChangeConsumer consumer;
  private final ChangeSource source;
  private final Positions positions;
  private final Front front;
  private final Consumer<Subscriber> closing;
  private final Thread thread;
  private volatile boolean closed;
  private volatile boolean atFront;
  private volatile @Nullable RuntimeException failure;

  // Of the thread alone.
  private final Pauses pauses = new Pauses();
  private @Nullable StreamPosition at;
  private @Nullable HistoryLost lost;
  private boolean changed;
  private long saved = System.nanoTime();

  /**
   * Builds it; {@link #start} begins.
   *
   * @param closing told when it is closed
   */
  Subscriber(
      ChangeConsumer consumer,
      ChangeSource source,
      Positions positions,
      Front front,
      Consumer<Subscriber> closing) {
    this.consumer = consumer;
    this.source = source;
    this.positions = positions;
    this.front = front;
    this.closing = closing;
    this.thread =
        Thread.ofVirtual().name("change-consumer-" + consumer.name()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  @Override
  public Optional<RuntimeException> failure() {
    var own = failure;
    return own != null ? Optional.of(own) : atFront ? front.failure() : Optional.empty();
  }

  private void run() {
    while (!closed) {
      try {
        var seat = catchUp(place());
        atFront = true;
        follow(seat);
      } catch (ChangeSource.Lost e) {
        lost = e.why();
        pauses.pause(); // it may be lost again at once
      } catch (RuntimeException | Error e) { // the database is away, or this is a defect
        failed("read the changes", FeedThreads.runtime(e));
        pauses.pause();
      } catch (InterruptedException e) {
        log.debug("{} was interrupted while it was closed", consumer.name());
      } finally {
        atFront = false;
      }
    }
    var _ = Thread.interrupted(); // by close, and the position is still to be saved
    save(true);
  }

  // Where it is

  private StreamPosition place() throws InterruptedException {
    var place = at;
    var missed = lost;
    if (missed != null || place == null) {
      place = missed != null ? afterLoss(missed) : startingPoint();
      lost = null;
      at = place;
    }
    return place;
  }

  private StreamPosition startingPoint() {
    return switch (consumer.start()) {
      case StartingPoint.Now _ -> new StreamPosition.At(source.now());
      case StartingPoint.At(var time) -> new StreamPosition.At(time);
      case StartingPoint.Saved _ ->
          positions
              .read(consumer.name())
              .orElseGet(() -> {
                var first = new StreamPosition.At(source.now());
                positions.save(consumer.name(), first);
                return first;
              });
    };
  }

  /** The new position is taken first, so that nothing is between it and what the consumer reads. */
  private StreamPosition afterLoss(HistoryLost why) throws InterruptedException {
    var now = new StreamPosition.At(source.now());
    tellLost(why);
    return now;
  }

  private boolean keepsPosition() {
    return consumer.start() instanceof StartingPoint.Saved;
  }

  private void save(boolean now) {
    long since = System.nanoTime() - saved;
    var place = at;
    boolean due = since >= (changed ? SAVE_AFTER_CHANGE : SAVE_WITHOUT_CHANGE) || (now && changed);
    if (place == null || !due || !keepsPosition()) {
      return;
    }
    try {
      positions.save(consumer.name(), place);
      changed = false;
    } catch (RuntimeException e) { // then more comes again after a restart
      log.debug("the position of {} was not saved: {}", consumer.name(), "" + e);
    }
    saved = System.nanoTime();
  }

  // Reading

  /** Reads alone until a seat at the front has all that follows. */
  private Seat catchUp(StreamPosition from) throws InterruptedException {
    long since = System.nanoTime(); // before the stream is opened, which is a read already
    var near = source.now();
    Seat seat = null;
    SnapshotTime begun = null;
    try (var stream = source.open(consumer.collections(), from)) {
      while (true) {
        stopIfClosed();
        if (begun == null && seat != null && seat.begun()) {
          begun = source.now();
        }
        var event = stream.next();
        take(event, stream, since);
        since = System.nanoTime();
        if (seat != null && begun != null && isPast(begun, event)) {
          return seat;
        }
        if (seat == null ? isPast(near, event) : seat.over()) {
          seat = front.join(consumer.collections(), Objects.requireNonNull(at));
          begun = null;
        }
      }
    } catch (RuntimeException | InterruptedException e) {
      if (seat != null) {
        seat.end();
      }
      throw e;
    }
  }

  /** Whether all from before {@code time} has been read, when this was read last. */
  private static boolean isPast(SnapshotTime time, @Nullable Event event) {
    return event == null || event.change().origin().time().compareTo(time) > 0;
  }

  private void take(@Nullable Event event, ChangeSource.Cursor stream, long since)
      throws InterruptedException {
    if (event == null) {
      caughtUp(since, stream.position());
    } else {
      deliver(event);
    }
  }

  private void follow(Seat seat) throws InterruptedException {
    try {
      while (true) {
        stopIfClosed();
        switch (seat.poll()) {
          case Seat.Signal.Told(var event) -> deliver(event);
          case Seat.Signal.CaughtUp(var since, var position) -> caughtUp(since, position);
          case null -> {
            var loss = seat.lost();
            if (loss != null) {
              throw new ChangeSource.Lost(loss.why(), loss);
            }
            if (seat.over()) {
              return;
            }
          }
        }
      }
    } finally {
      seat.end();
    }
  }

  private void stopIfClosed() throws InterruptedException {
    if (closed) {
      throw new InterruptedException();
    }
  }

  // Telling the consumer

  private void deliver(Event event) throws InterruptedException {
    var place = Objects.requireNonNull(at);
    if (event.isBehind(place) || !event.isFor(consumer.collections())) {
      return;
    }
    int defects = 0;
    while (!handled(event)) {
      stopIfClosed();
      var why = failure;
      defects += why == null || StoreFailures.of(why).isPresent() ? 0 : 1;
      if (defects == TRIES) {
        tellLost(HistoryLost.SKIPPED);
        break;
      }
      pauses.pause();
    }
    at = place.later(event.position());
    changed = true;
    pauses.succeeded();
    save(false);
  }

  private boolean handled(Event event) {
    return succeeds(
        "handle a change of " + event.change().origin(), () -> consumer.onChange(event.change()));
  }

  private void caughtUp(long since, StreamPosition position) {
    at = Objects.requireNonNull(at).later(position);
    if (succeeds("be told that it has caught up", () -> consumer.onCaughtUp(since))) {
      pauses.succeeded();
      save(false);
    }
  }

  /** Until it has heard it: what it keeps is wrong before. */
  private void tellLost(HistoryLost why) throws InterruptedException {
    log.info("{} has lost history ({})", consumer.name(), why);
    while (!succeeds("be told that history is lost", () -> consumer.onHistoryLost(why))) {
      pauses.pause();
      stopIfClosed();
    }
  }

  /** Whatever the consumer throws concerns nobody else, and does not end its thread. */
  private boolean succeeds(String what, Runnable call) {
    try {
      call.run();
    } catch (RuntimeException | Error e) {
      failed(what, FeedThreads.runtime(e));
      return false;
    }
    if (failure != null) {
      failure = null;
      log.info("{} goes on", consumer.name());
    }
    return true;
  }

  private void failed(String what, RuntimeException e) {
    if (!closed) {
      log.atLevel(failure == null ? Level.WARN : Level.DEBUG)
          .setCause(StoreFailures.of(e).isPresent() ? null : e)
          .log("{} did not {}, and tries again: {}", consumer.name(), what, "" + e);
      failure = e;
    }
  }

  @Override
  public void close() {
    closed = true;
    closing.accept(this);
    FeedThreads.join(thread);
  }
}
