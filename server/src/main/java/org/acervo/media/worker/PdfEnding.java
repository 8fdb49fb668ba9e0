package org.acervo.media.worker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.acervo.items.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Whether a PDF was cut off. A whole one ends in {@code startxref} (ISO 32000-2, 7.5.5), though
 * something may come after it; readers find the objects of a cut one all the same, and show a blank
 * page as if it were one. How much is missing can be said where the file says how long it was to
 * be, or how long the stream is in which it ends: then it is that much at least.
 */
final class PdfEnding {
  private static final int TAIL = 64 << 10;
  private static final int HEAD = 1 << 10;
  private static final Pattern LINEARIZED =
      Pattern.compile("/Linearized\\b.{0,200}?/L (\\d{1,18})\\b");
  private static final Pattern LENGTH = Pattern.compile("/Length (\\d{1,18})\\b(?! \\d{1,9} R)");

  private PdfEnding() {}

  /** Null when the file has its end. */
  static @Nullable Reason damage(Path file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long size = in.length();
      String tail = text(in, Math.max(0, size - TAIL), TAIL);
      if (tail.contains("startxref")) {
        return null;
      }
      Reason damaged = Reason.of(Progress.DAMAGED);
      long whole = Math.max(declared(text(in, 0, HEAD)), size + lacking(tail));
      return whole > size ? damaged.with("percent", size * 100 / whole) : damaged;
    }
  }

  private static String text(RandomAccessFile in, long from, int most) throws IOException {
    byte[] bytes = new byte[(int) Math.min(most, in.length() - from)];
    in.seek(from);
    in.readFully(bytes);
    return new String(bytes, ISO_8859_1);
  }

  /** The length of the whole file, where it is prepared for reading over a network. */
  private static long declared(String head) {
    Matcher linearized = LINEARIZED.matcher(head.replaceAll("\\s", " "));
    return linearized.find() ? Long.parseLong(linearized.group(1)) : 0;
  }

  /** How many bytes of the last stream did not come. */
  private static long lacking(String tail) {
    int begin = tail.lastIndexOf("stream");
    if (begin < 0 || tail.startsWith("endstream", begin - 3)) {
      return 0;
    }
    int dictionary = Math.max(0, tail.lastIndexOf(" obj", begin));
    Matcher length = LENGTH.matcher(tail.substring(dictionary, begin));
    long came = tail.length() - begin - "stream".length() - 1L;
    return length.find() ? Math.max(0, Long.parseLong(length.group(1)) - came) : 0;
  }
}
