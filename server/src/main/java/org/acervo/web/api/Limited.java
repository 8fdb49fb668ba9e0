package org.acervo.web.api;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.acervo.kernel.DataSize;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;

/** Lets no more than so many bytes through, and says so when there are more. */
final class Limited extends FilterInputStream {
  private final DataSize limit;
  private long left;

  Limited(InputStream in, DataSize limit) {
    super(in);
    this.limit = limit;
    this.left = limit.bytes();
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int n = super.read(into, offset, length);
    left -= Math.max(0, n);
    if (left < 0) {
      throw new Failed(new Failure.TooLarge(limit));
    }
    return n;
  }
}
