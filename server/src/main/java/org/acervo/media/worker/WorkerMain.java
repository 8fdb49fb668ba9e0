package org.acervo.media.worker;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.SynchronousQueue;
import javax.imageio.ImageIO;
import org.acervo.kernel.MediaType;
import org.acervo.media.Answer;
import org.acervo.media.Facts;
import org.acervo.media.Fault;
import org.acervo.media.Inspection.Failed;
import org.acervo.media.Request;
import org.acervo.media.Wire;

/**
 * The worker process. It answers one request after the other and ends when its standard input does,
 * even in the middle of a file: a worker never outlives its server.
 */
public final class WorkerMain {
  private static final long TIDY_ABOVE = 96L << 20;

  private final OutputStream out;

  private WorkerMain(OutputStream out) {
    this.out = out;
  }

  /** Speaks {@link Wire} on standard input and output; takes no arguments. */
  public static void main(String[] args) throws IOException, InterruptedException {
    InputStream in = new BufferedInputStream(new FileInputStream(FileDescriptor.in));
    OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out));
    System.setOut(System.err); // a library that prints must not break the frames
    ImageIO.setUseCache(false);
    BlockingQueue<Request> requests = new SynchronousQueue<>();
    Thread.ofPlatform().daemon().name("requests").start(() -> listen(in, requests));
    WorkerMain worker = new WorkerMain(out);
    worker.send(new Answer.Hello(Wire.VERSION));
    while (true) {
      boolean worn = worker.answer(requests.take());
      worker.send(new Answer.End(residentBytes(), worn));
      tidy();
    }
  }

  /**
   * Between two files, while nobody waits: the collector alone would let garbage of large images
   * fill the whole heap before it looks.
   */
  private static void tidy() {
    if (Runtime.getRuntime().totalMemory() > TIDY_ABOVE) {
      System.gc();
    }
  }

  private static void listen(InputStream in, BlockingQueue<Request> requests) {
    try {
      while (true) {
        requests.put(Wire.nextRequest(in));
      }
    } catch (IOException | InterruptedException serverIsGone) {
      Runtime.getRuntime().halt(0);
    }
  }

  /** True when the process should not be used again. */
  private boolean answer(Request request) throws IOException {
    String engine = engineFor(request);
    try {
      return switch (request) {
        case Request.Inspect(MediaType type, Path file, var sizes, int softMillis)
            when type == MediaType.PDF ->
            DocumentEngine.run(
                file,
                new DocumentEngine.Order(1, Request.EAGER_PAGES, sizes, true, true, softMillis),
                this::send);
        case Request.Inspect inspect -> {
          send(
              new Answer.Whole(
                  PictureEngine.inspect(inspect.file(), inspect.type(), inspect.sizes())));
          yield false;
        }
        case Request.Pages pages ->
            DocumentEngine.run(
                pages.file(),
                new DocumentEngine.Order(
                    pages.first(),
                    pages.last(),
                    pages.sizes(),
                    false,
                    pages.text(),
                    pages.softMillis()),
                this::send);
      };
    } catch (OutOfMemoryError e) {
      String limit = "%d MB".formatted(Runtime.getRuntime().maxMemory() >> 20);
      String detail = "Does not fit the memory of a worker (" + limit + ").";
      send(failed(Fault.TOO_MUCH_MEMORY, engine, detail));
      return true;
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      // Decoders answer damage with any of these; the file is at fault, not the process.
      send(failed(Fault.DAMAGED, engine, PictureEngine.reason(e)));
      return false;
    }
  }

  private static Answer failed(Fault fault, String engine, String detail) {
    return new Answer.Whole(new Failed(fault, engine, detail, Facts.NONE));
  }

  private static String engineFor(Request request) {
    boolean picture = request instanceof Request.Inspect i && i.type() != MediaType.PDF;
    return picture ? PictureEngine.NAME : DocumentEngine.NAME;
  }

  private void send(Answer answer) throws IOException {
    Wire.send(out, answer);
  }

  /** From Linux's process status; 0 on other systems. */
  private static long residentBytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) << 10;
      }
    }
    return 0;
  }
}
