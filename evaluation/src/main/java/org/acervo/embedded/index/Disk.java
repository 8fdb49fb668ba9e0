package org.acervo.embedded.index;

import java.io.IOException;

/** The disk a store lies on, as far as room is concerned. */
public interface Disk {
  /** Bytes that can still be written; others write too, so it may be less a moment later. */
  long usable();

  /** Bytes that are kept back. */
  long reserved();

  /** Keeps back so many bytes, or as many as there are. */
  void reserve(long bytes) throws IOException;
}
