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
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.acervo.kernel.MediaType;
import org.acervo.media.Inspection.Failed;
import org.acervo.media.Inspection.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pool of worker processes, and the only door to them.
 *
 * <p>Each call takes one worker, copies the original into that worker's private folder, asks, and
 * waits: call it from a virtual thread. The server's memory does not grow with the original. A
 * caller always gets an {@link Inspection}: a worker that dies, hangs or writes nonsense is killed
 * and replaced, and the call answers {@link Failed}. Workers start when first needed, end when
 * idle, and are replaced after a number of files, so that what one file left behind does not live
 * long.
 */
public final class Workers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

  /** Beyond its heap; what is above has leaked. */
  private static final long GROWTH = 384L << 20;

  private final MediaConfig config;
  private final Launcher launcher;
  private final Semaphore free;
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
    this.free = new Semaphore(config.workers(), true);
    long pause = Math.max(10, config.idle().toMillis() / 4);
    this.sweep = timer.scheduleWithFixedDelay(this::endIdle, pause, pause, TimeUnit.MILLISECONDS);
  }

  /**
   * Finds out how workers can be isolated on this machine; starts none yet.
   *
   * @throws IOException when the folder cannot be made
   */
  public static Workers open(MediaConfig config) throws IOException, InterruptedException {
    Files.createDirectories(config.folder());
    return new Workers(config, Launcher.of(config));
  }

  /** For tests of what misbehaving workers cause. */
  static Workers open(MediaConfig config, String mainClass)
      throws IOException, InterruptedException {
    Files.createDirectories(config.folder());
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
  public Inspection inspect(Original original, List<Integer> sizes)
      throws IOException, InterruptedException {
    check(sizes);
    if (sizes.isEmpty()) {
      throw new IllegalArgumentException("sizes is empty; name at least one");
    }
    return run(original, file -> new Request.Inspect(original.type(), file, sizes, softMillis()));
  }

  /**
   * Some pages of a PDF in one go.
   *
   * @param first counts from 1
   * @param last may lie beyond the end
   * @param sizes longest sides in pixels; none for no previews
   * @param text whether to read the text too
   */
  public Inspection pages(Original original, int first, int last, List<Integer> sizes, boolean text)
      throws IOException, InterruptedException {
    check(sizes);
    if (first < 1 || last < first || original.type() != MediaType.PDF) {
      throw new IllegalArgumentException(
          "pages %d to %d of a %s".formatted(first, last, original.type()));
    }
    return run(original, file -> new Request.Pages(file, first, last, sizes, text, softMillis()));
  }

  /** One page of a PDF in one size. */
  public Inspection page(Original original, int number, int size)
      throws IOException, InterruptedException {
    return pages(original, number, number, List.of(size), false);
  }

  /** The text of some pages of a PDF. */
  public Inspection text(Original original, int first, int last)
      throws IOException, InterruptedException {
    return pages(original, first, last, List.of(), true);
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
  private int softMillis() {
    return (int) Math.min(Integer.MAX_VALUE, config.deadline().toMillis() * 6 / 10);
  }

  private interface Ask {
    Request about(Path file);
  }

  /**
   * A worker that had files before and broke off without a word may have been hurt by one of them:
   * only then is the file tried once more, in a fresh one.
   */
  private Inspection run(Original original, Ask ask) throws IOException, InterruptedException {
    free.acquire();
    try {
      while (true) {
        Worker worker = take();
        boolean used = worker.jobs() > 0;
        Collected answer = ask(worker, original, ask);
        if (!used || !answer.worthAnotherTry()) {
          return answer.inspection();
        }
      }
    } catch (Unopened unopened) {
      return unopened.answer;
    } finally {
      free.release();
    }
  }

  private Collected ask(Worker worker, Original original, Ask ask) throws IOException, Unopened {
    boolean reusable = true;
    try {
      copy(original, worker.file());
      reusable = false;
      Collected answer = worker.ask(ask.about(worker.file()), config.deadline());
      Files.deleteIfExists(worker.file());
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

    static Unopened refused(Refusal why, String detail) {
      return new Unopened(detail, new Refused(why, detail, Facts.NONE));
    }
  }

  private void copy(Original original, Path file) throws IOException, Unopened {
    long limit = config.largest().bytes();
    long copied = 0;
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = original.content().open();
        OutputStream out = Files.newOutputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        copied += n;
        if (copied > limit) {
          throw Unopened.refused(
              Refusal.TOO_LARGE, "More than %,d bytes, the most that is opened.".formatted(limit));
        }
        out.write(buffer, 0, n);
      }
    }
    if (copied == 0) {
      throw Unopened.refused(Refusal.EMPTY, "The file has no bytes.");
    }
  }

  private Worker take() throws Unopened {
    Worker waiting;
    synchronized (this) {
      if (closed) {
        throw notStarted("the pool is closed");
      }
      waiting = idle.pollFirst();
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
    String reason = "No worker could be started: " + why + ".";
    return new Unopened(reason, new Failed("worker", reason, Facts.NONE));
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
