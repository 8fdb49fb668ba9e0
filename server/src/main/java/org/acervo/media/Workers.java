package org.acervo.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.acervo.items.Reason;
import org.acervo.kernel.MediaType;
import org.acervo.kernel.PrivateFiles;
import org.acervo.media.Inspection.Failed;
import org.acervo.media.Inspection.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pool of worker processes, and the only door to them.
 *
 * <p>Each call takes one worker, copies the original into that worker's private folder, asks, and
 * waits: call it from a virtual thread. A worker keeps the last original it was given and is asked
 * first when the same is meant again, so the pages of a large PDF cost one copy for each worker and
 * not one each. The server's memory does not grow with the original. A caller always gets an {@link
 * Inspection}: a worker that dies, hangs or writes nonsense is killed and replaced, and the call
 * answers {@link Failed}. Workers start when first needed, end when idle, and are replaced after a
 * number of files, so that what one file left behind does not live long.
 */
public final class Workers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

  /** Beyond its heap; what is above has leaked. */
  private static final long GROWTH = 384L << 20;

  private final MediaConfig config;
  private final Launcher launcher;
  private final Turns turns;
  private final Deque<Worker> idle = new ArrayDeque<>();
  private final Set<Worker> all = new HashSet<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("media-deadlines").factory());
  private final ScheduledFuture<?> sweep;
  private boolean closed;
  private long started;

  private Workers(MediaConfig config, Launcher launcher) {
    this.config = config;
    this.launcher = launcher;
    this.turns = new Turns(config.workers());
    long pause = Math.max(10, config.idle().toMillis() / 4);
    this.sweep = timer.scheduleWithFixedDelay(this::endIdle, pause, pause, TimeUnit.MILLISECONDS);
  }

  /**
   * Finds out how workers can be isolated on this machine; starts none yet.
   *
   * @throws IOException when the folder cannot be made
   */
  public static Workers open(MediaConfig config) throws IOException, InterruptedException {
    PrivateFiles.folder(config.folder());
    return new Workers(config, Launcher.of(config));
  }

  /** For tests of what misbehaving workers cause. */
  static Workers open(MediaConfig config, String mainClass)
      throws IOException, InterruptedException {
    PrivateFiles.folder(config.folder());
    return new Workers(config, Launcher.of(config, mainClass));
  }

  /** What separates workers from the server here. */
  public Isolation isolation() {
    return launcher.isolation();
  }

  /**
   * Everything about an original: of an image the previews, facts, ThumbHash and colour; of a PDF
   * the same with its first {@link Request#EAGER_PAGES} pages, their text and smallest previews.
   *
   * @param sizes longest sides in pixels, at least one
   * @throws IOException when the original itself cannot be read
   */
  public Inspection inspect(Original original, List<Integer> sizes, Effort effort)
      throws IOException, InterruptedException {
    check(sizes);
    if (sizes.isEmpty()) {
      throw new IllegalArgumentException("sizes is empty; name at least one");
    }
    int soft = softMillis(effort);
    return run(original, effort, file -> new Request.Inspect(original.type(), file, sizes, soft));
  }

  /**
   * Some pages of a PDF in one go.
   *
   * @param first counts from 1
   * @param last may lie beyond the end
   * @param sizes longest sides in pixels; none for no previews
   * @param text whether to read the text too
   */
  public Inspection pages(
      Original original, int first, int last, List<Integer> sizes, boolean text, Effort effort)
      throws IOException, InterruptedException {
    check(sizes);
    if (first < 1 || last < first || original.type() != MediaType.PDF) {
      throw new IllegalArgumentException(
          "pages %d to %d of a %s".formatted(first, last, original.type()));
    }
    int soft = softMillis(effort);
    return run(original, effort, file -> new Request.Pages(file, first, last, sizes, text, soft));
  }

  /** How the pool does, for the health report. */
  public synchronized State state() {
    return new State(
        launcher.isolation(), config.workers(), all.size(), all.size() - idle.size(), started);
  }

  /**
   * A glance at the pool.
   *
   * @param allowed processes at most
   * @param alive processes now
   * @param busy processes with a file
   * @param started processes since the server started
   */
  public record State(Isolation isolation, int allowed, int alive, int busy, long started) {}

  private static void check(List<Integer> sizes) {
    for (int size : sizes) {
      if (size < 1 || size > 4096) {
        throw new IllegalArgumentException("preview size %d; 1 to 4096".formatted(size));
      }
    }
  }

  /** A batch of pages should end by itself before it is ended. */
  private int softMillis(Effort effort) {
    long limit = effort.processorTime(config.deadline()).toMillis();
    return (int) Math.min(Integer.MAX_VALUE, limit * 6 / 10);
  }

  private interface Ask {
    Request about(Path file);
  }

  /**
   * A worker that had files before and broke off without a word may have been hurt by one of them:
   * only then is the file tried once more, in a fresh one.
   */
  private Inspection run(Original original, Effort effort, Ask ask)
      throws IOException, InterruptedException {
    turns.take(effort.awaited());
    try {
      while (true) {
        Worker worker = take(original);
        boolean used = worker.jobs() > 0;
        Collected answer = ask(worker, original, effort, ask);
        if (!used || !answer.worthAnotherTry()) {
          return answer.inspection();
        }
      }
    } catch (Unopened unopened) {
      return unopened.answer;
    } finally {
      turns.give();
    }
  }

  private Collected ask(Worker worker, Original original, Effort effort, Ask ask)
      throws IOException, Unopened {
    boolean reusable = true;
    try {
      if (!worker.holds(original)) {
        worker.holding(null);
        copy(original, worker.file());
        launcher.hand(worker.file());
        worker.holding(original.name().orElse(null));
      }
      reusable = false;
      Collected answer =
          worker.ask(
              ask.about(Worker.ORIGINAL),
              effort.processorTime(config.deadline()),
              effort.wallClock(config.patience()));
      if (!worker.holds(original)) {
        Files.deleteIfExists(worker.file());
      }
      reusable =
          !worker.worn()
              && worker.jobs() < config.recycle()
              && answer.resident < config.memory().bytes() + GROWTH;
      return answer;
    } finally {
      give(worker, reusable);
    }
  }

  /** No worker will look at the original; the answer is known. */
  private static final class Unopened extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Inspection answer;

    Unopened(String detail, Inspection answer) {
      super(detail);
      this.answer = answer;
    }

    static Unopened refused(Refusal why, Reason reason) {
      return new Unopened(reason.toString(), new Refused(why, reason, Facts.NONE));
    }

    static Unopened failed(Fault fault, String detail) {
      return new Unopened(detail, new Failed(fault, "worker", detail, Facts.NONE));
    }
  }

  private void copy(Original original, Path file) throws IOException, Unopened {
    long limit = config.largest().bytes();
    long copied = 0;
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = original.content().open();
        Room out = new Room(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        copied += n;
        if (copied > limit) {
          throw Unopened.refused(
              Refusal.TOO_LARGE, Refusal.TOO_LARGE.reason().with("limit", limit));
        }
        out.write(buffer, n);
      }
    }
    if (copied == 0) {
      throw Unopened.refused(Refusal.EMPTY, Refusal.EMPTY.reason());
    }
  }

  /** The copy of an original; that it cannot be written has other reasons than the reading. */
  private static final class Room implements AutoCloseable {
    private final OutputStream out;

    Room(Path file) throws Unopened {
      try {
        out = PrivateFiles.stream(file);
      } catch (IOException e) {
        throw full(e);
      }
    }

    void write(byte[] bytes, int length) throws Unopened {
      try {
        out.write(bytes, 0, length);
      } catch (IOException e) {
        throw full(e);
      }
    }

    private static Unopened full(IOException e) {
      return Unopened.failed(Fault.NO_DISK, "The original could not be copied: " + e.getMessage());
    }

    @Override
    public void close() throws Unopened {
      try {
        out.close();
      } catch (IOException e) {
        throw full(e);
      }
    }
  }

  private Worker take(Original original) throws Unopened {
    Worker waiting;
    synchronized (this) {
      if (closed) {
        throw notStarted("the pool is closed");
      }
      waiting =
          idle.stream()
              .filter(worker -> worker.holds(original))
              .findFirst()
              .orElse(idle.peekFirst());
      idle.remove(waiting);
    }
    if (waiting != null && !waiting.worn()) {
      return waiting;
    }
    if (waiting != null) {
      give(waiting, false);
    }
    try {
      Worker worker = Worker.start(launcher, config.folder(), timer);
      synchronized (this) {
        started++;
        all.add(worker);
        if (!closed) {
          return worker;
        }
      }
      give(worker, false);
      throw notStarted("the pool is closed");
    } catch (IOException e) {
      LOG.warn("could not start a media worker", e);
      throw notStarted(String.valueOf(e.getMessage()));
    }
  }

  private static Unopened notStarted(String why) {
    return Unopened.failed(Fault.NOT_STARTED, "No worker could be started: " + why + ".");
  }

  private void give(Worker worker, boolean reusable) {
    synchronized (this) {
      if (reusable && !closed) {
        worker.resting();
        idle.addFirst(worker);
        return;
      }
      all.remove(worker);
    }
    worker.close();
  }

  private void endIdle() {
    List<Worker> ended;
    synchronized (this) {
      Duration limit = config.idle();
      ended = idle.stream().filter(worker -> worker.idle().compareTo(limit) > 0).toList();
      idle.removeAll(ended);
      ended.forEach(all::remove);
    }
    ended.forEach(Worker::close);
  }

  /** Ends all workers, those at work too; calls under way answer {@link Failed}. */
  @Override
  public void close() {
    List<Worker> last;
    synchronized (this) {
      closed = true;
      last = List.copyOf(all);
      all.clear();
      idle.clear();
    }
    sweep.cancel(false);
    last.forEach(Worker::close);
    timer.shutdownNow();
  }
}
