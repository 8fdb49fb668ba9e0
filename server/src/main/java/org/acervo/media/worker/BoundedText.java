package org.acervo.media.worker;

import java.io.IOException;
import java.io.Writer;

/** Keeps the first characters and stops whoever writes more. */
final class BoundedText extends Writer {
  private final StringBuilder text = new StringBuilder();
  private final int maxChars;

  BoundedText(int maxChars) {
    this.maxChars = maxChars;
  }

  /** The text is long enough. */
  static final class Full extends IOException {
    private static final long serialVersionUID = 1;
  }

  @Override
  public void write(char[] chars, int from, int length) throws IOException {
    int room = maxChars - text.length();
    text.append(chars, from, Math.min(room, length));
    if (length > room) {
      throw new Full();
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
