package org.acervo.web.api;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.acervo.kernel.Failed;

/**
 * Asks again every few megabytes whether the bytes may still go out. A long download outlives
 * neither the session or token it was asked for with nor the right to it, also when the item was
 * moved or put into the trash: it breaks off.
 */
final class StillAllowed extends FilterOutputStream {
  static final long EVERY = 8L << 20;

  private final Runnable question;
  private long asked;
  private long written;

  /**
   * Wraps {@code out}.
   *
   * @param question throws {@link Failed} when the answer is no
   */
  StillAllowed(OutputStream out, Runnable question) {
    super(out);
    this.question = question;
  }

  @Override
  public void write(int one) throws IOException {
    before(1);
    out.write(one);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    before(length);
    out.write(bytes, offset, length);
  }

  private void before(int length) throws IOException {
    written += length;
    if (written - asked > EVERY) {
      asked = written;
      try {
        question.run();
      } catch (Failed refused) {
        throw new IOException("the right to the file has ended", refused);
      }
    }
  }
}
