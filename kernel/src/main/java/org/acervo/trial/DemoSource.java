package org.acervo.trial;

import java.io.IOException;
import java.util.Optional;

/**
 * Port: the library that {@code run --demo} opens on. Served by the artifact {@code acervo-demo}.
 */
public interface DemoSource {
  /** What the library consists of; cheap, nothing is drawn yet, and always the same. */
  DemoPlan plan();

  /** Begins to draw every work of the plan. */
  Press draw() throws IOException;

  /** Draws works and hands them over one by one, in the order in which they are finished. */
  interface Press extends AutoCloseable {
    /**
     * Waits for the next work; empty after the last.
     *
     * @throws IOException if the drawing ended before it was done
     */
    Optional<Print> next() throws IOException;

    /** Stops, finished or not. */
    @Override
    void close();
  }

  /** A finished work and its file. */
  final class Print {
    private final Work work;
    private final byte[] bytes;

    public Print(Work work, byte[] bytes) {
      this.work = work;
      this.bytes = bytes;
    }

    public Work work() {
      return work;
    }

    /** The bytes themselves, not a copy: they are handed over, the press keeps nothing. */
    public byte[] bytes() {
      return bytes;
    }
  }
}
