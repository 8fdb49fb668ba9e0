package org.acervo.demo;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import org.acervo.demo.print.Shelf;
import org.acervo.trial.DemoPlan;
import org.acervo.trial.DemoSource;
import org.acervo.trial.Work;

/**
 * Draws the demo library in a process of its own, so that the memory and the compiled code of
 * drawing never burden the server, and hands the works over one by one.
 *
 * <p>Both sides know the plan, so a frame is only the number of a work, the length of its file and
 * its bytes; number -1 ends the stream. Frames come in the order in which they are finished. The
 * pipe is the brake: when the server is busy, the press waits with at most one file a processor in
 * its hands. The press stops when its standard input ends, which happens even if the server is
 * killed.
 */
final class DemoPress implements DemoSource.Press {
  private static final int END = -1;
  private static final String HEAP = "-Xmx384m";

  private final Process process;
  private final DataInputStream frames;
  private final List<Work> works;

  private DemoPress(Process process, List<Work> works) {
    this.process = process;
    this.frames = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
    this.works = works;
  }

  /** Starts the press with the Java and the class path of this process. */
  static DemoPress start(DemoPlan plan) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(
                java,
                HEAP,
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                DemoPress.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new DemoPress(process, plan.works());
  }

  @Override
  public Optional<DemoSource.Print> next() throws IOException {
    return read(frames, works);
  }

  static Optional<DemoSource.Print> read(DataInputStream in, List<Work> works) throws IOException {
    var number = in.readInt();
    if (number == END) {
      return Optional.empty();
    }
    var bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return Optional.of(new DemoSource.Print(works.get(number), bytes));
  }

  @Override
  public void close() {
    process.destroy();
  }

  /** The press itself: draws everything on all processors and writes frames to standard output. */
  public static void main(String[] args) throws IOException, InterruptedException {
    // Whatever a library prints must not fall between the frames.
    var out = System.out;
    System.setOut(System.err);
    Thread.ofPlatform().daemon().start(() -> stopWithParent(System.in));
    Shelf.printWithoutSystemFonts();
    print(new DemoLibrary().plan().works(), out);
  }

  private static void stopWithParent(InputStream lifeline) {
    try {
      lifeline.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // A broken lifeline means the same as an ended one.
      Runtime.getRuntime().halt(1);
    }
    Runtime.getRuntime().halt(0);
  }

  static void print(List<Work> works, OutputStream sink) throws IOException, InterruptedException {
    var out = new DataOutputStream(new BufferedOutputStream(sink, 1 << 16));
    var hands = Runtime.getRuntime().availableProcessors();
    try (var pool = Executors.newFixedThreadPool(hands)) {
      var done = new ExecutorCompletionService<Integer>(pool);
      for (var i = 0; i < works.size(); i++) {
        var number = i;
        done.submit(() -> frame(out, number, works.get(number).draw()));
      }
      for (var i = 0; i < works.size(); i++) {
        done.take().get();
      }
      out.writeInt(END);
      out.flush();
    } catch (ExecutionException e) {
      throw new IOException("The demo press stopped: " + e.getCause(), e.getCause());
    }
  }

  private static int frame(DataOutputStream out, int number, byte[] bytes) throws IOException {
    synchronized (out) {
      out.writeInt(number);
      out.writeInt(bytes.length);
      out.write(bytes);
      out.flush();
    }
    return number;
  }
}
