package org.acervo.web.form;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.acervo.kernel.Failed;

/**
 * Bytes that come in pieces with a delimiter between them, of which the last is followed by two
 * hyphens (RFC 2046, section 5.1.1). As a stream it is the piece at hand, and ends where that does.
 */
final class Delimited extends InputStream {
  private static final int BUFFER = 64 << 10;

  private final InputStream in;
  private final byte[] delimiter;
  private final byte[] buffer = new byte[BUFFER];
  private int position;
  private int end;

  /** Where the delimiter begins; or up to where there is none, if that is before the end. */
  private int looked;

  private boolean found;
  private boolean over;
  private boolean last;

  /** The first delimiter needs no line before it: we act as if there were one. */
  Delimited(InputStream in, byte[] delimiter) {
    this.in = in;
    this.delimiter = delimiter;
    buffer[0] = '\r';
    buffer[1] = '\n';
    end = 2;
  }

  /** Whether the delimiter that ended the piece is the last. */
  boolean isLast() {
    return last;
  }

  /**
   * Reads on to the end of the piece.
   *
   * @throws Failed with {@code Invalid} when there is more than {@code most} bytes
   */
  void discard(long most) throws IOException {
    var into = new byte[8 << 10];
    long skipped = 0;
    for (int n = read(into, 0, into.length); n >= 0; n = read(into, 0, into.length)) {
      skipped += n;
      if (skipped > most) {
        throw Failed.invalid("body", "does not begin with its boundary");
      }
    }
  }

  /**
   * A line of the head of a piece, without its end.
   *
   * @throws Failed with {@code Invalid} when it has more than {@code most} bytes
   */
  byte[] line(int most) throws IOException {
    int at = position;
    while (true) {
      while (at < end && buffer[at] != '\n') {
        at++;
      }
      if (at - position > most + 1) { // the CR stands before it
        throw Failed.invalid("body", "has a part whose head is longer than 8 KiB");
      }
      if (at < end) {
        break;
      }
      at -= position;
      fill();
      at += position;
    }
    if (at == position || buffer[at - 1] != '\r') {
      throw Failed.invalid("body", "has a line that does not end with CR LF");
    }
    byte[] line = Arrays.copyOfRange(buffer, position, at - 1);
    position = at + 1;
    return line;
  }

  /** The head is over: what comes now is the piece. */
  void begin() {
    looked = position;
    found = false;
    over = false;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (over) {
      return -1;
    }
    look();
    while (!found && looked == position) {
      fill();
      look();
    }
    int n = Math.min(length, looked - position);
    if (n == 0 && found) {
      pass();
      return -1;
    }
    System.arraycopy(buffer, position, into, offset, n);
    position += n;
    return n;
  }

  /** Each byte is looked at once, but for what begins like the delimiter, which is short. */
  private void look() {
    int most = end - delimiter.length;
    while (!found && looked <= most) {
      found =
          buffer[looked] == delimiter[0]
              && Arrays.equals(
                  buffer, looked, looked + delimiter.length, delimiter, 0, delimiter.length);
      if (!found) {
        looked++;
      }
    }
  }

  /** Steps over the delimiter and what follows it in its line. */
  private void pass() throws IOException {
    position += delimiter.length;
    over = true;
    while (end - position < 2) {
      fill();
    }
    if (buffer[position] == '-' && buffer[position + 1] == '-') {
      last = true;
      return;
    }
    while (buffer[position] == ' ' || buffer[position] == '\t') {
      position++;
      if (position == end) {
        fill();
      }
    }
    if (line(0).length > 0) {
      throw Failed.invalid("body", "has a boundary with something behind it");
    }
  }

  /** Moves what is not read yet to the front and reads on. */
  private void fill() throws IOException {
    System.arraycopy(buffer, position, buffer, 0, end - position);
    looked = Math.max(0, looked - position);
    end -= position;
    position = 0;
    int n = in.read(buffer, end, buffer.length - end);
    if (n < 0) {
      throw Failed.invalid("body", "is not a complete multipart/form-data form");
    }
    end += n;
  }
}
