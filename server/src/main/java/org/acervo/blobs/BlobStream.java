package org.acervo.blobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A blob, or a part of it, as a stream that holds one piece in memory. The first piece was read and
 * checked when the stream was made.
 */
final class BlobStream extends InputStream {
  private final CheckedReader reader;
  private CheckedReader.@Nullable Piece piece;
  private int given;

  BlobStream(CheckedReader reader) {
    this.reader = reader;
    this.piece = reader.next();
  }

  @Override
  public int read() {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    var from = available(piece);
    if (from == null) {
      return -1;
    }
    int n = Math.min(length, from.length() - given);
    System.arraycopy(from.bytes(), from.offset() + given, into, offset, n);
    given += n;
    return n;
  }

  @Override
  public long transferTo(OutputStream out) throws IOException {
    long sent = 0;
    for (var from = available(piece); from != null; from = available(piece)) {
      int n = from.length() - given;
      out.write(from.bytes(), from.offset() + given, n);
      given += n;
      sent += n;
    }
    return sent;
  }

  /** A piece of which something is left; null at the end. */
  private CheckedReader.@Nullable Piece available(CheckedReader.@Nullable Piece current) {
    while (current != null && given == current.length()) {
      current = reader.next();
      given = 0;
    }
    piece = current;
    return current;
  }
}
