package org.acervo.kernel;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Signatures of file types. Binary signatures are tried first; then SVG, whose root element may
 * follow a byte order mark, a declaration, comments and a document type; PDF comes last because its
 * header may stand anywhere in the first 1,024 bytes (ISO 32000-1, annex H.3, note 13) and must not
 * win over a real picture that merely contains it.
 */
final class Sniffer {
  private static final int PDF_HEADER_WITHIN = 1024;

  private Sniffer() {}

  static @Nullable MediaType typeOf(byte[] head) {
    MediaType picture = picture(head);
    if (picture != null) {
      return picture;
    }
    if (isSvg(head)) {
      return MediaType.SVG;
    }
    return hasPdfHeader(head) ? MediaType.PDF : null;
  }

  private static @Nullable MediaType picture(byte[] head) {
    if (starts(head, 0, 0xFF, 0xD8, 0xFF)) {
      return MediaType.JPEG;
    }
    if (starts(head, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n')) {
      return MediaType.PNG;
    }
    if (starts(head, 0, 'R', 'I', 'F', 'F') && starts(head, 8, 'W', 'E', 'B', 'P')) {
      return MediaType.WEBP;
    }
    if (starts(head, 0, 'G', 'I', 'F', '8', '7', 'a')
        || starts(head, 0, 'G', 'I', 'F', '8', '9', 'a')) {
      return MediaType.GIF;
    }
    if (isTiff(head)) {
      return MediaType.TIFF;
    }
    if (isBmp(head)) {
      return MediaType.BMP;
    }
    if (starts(head, 0, 0xFF, 0x0A)
        || starts(head, 0, 0, 0, 0, 12, 'J', 'X', 'L', ' ', '\r', '\n', 0x87, '\n')) {
      return MediaType.JXL;
    }
    return starts(head, 4, 'f', 't', 'y', 'p') ? isoPicture(head) : null;
  }

  /** Both byte orders, classic (42) and BigTIFF (43). */
  private static boolean isTiff(byte[] head) {
    return starts(head, 0, 'I', 'I', 42, 0)
        || starts(head, 0, 'M', 'M', 0, 42)
        || starts(head, 0, 'I', 'I', 43, 0, 8, 0)
        || starts(head, 0, 'M', 'M', 0, 43, 0, 8);
  }

  /**
   * Two letters alone would take in ordinary text: the size of the second header is checked too.
   */
  private static boolean isBmp(byte[] head) {
    if (!starts(head, 0, 'B', 'M') || head.length < 26) {
      return false;
    }
    int second = (head[14] & 0xFF) | (head[15] & 0xFF) << 8;
    boolean high = head[16] != 0 || head[17] != 0;
    return !high && second >= 12 && second <= 124;
  }

  /** Brands of ISO/IEC 23008-12 and the AVIF specification: the major one, then the compatible. */
  private static @Nullable MediaType isoPicture(byte[] head) {
    int end = Math.min(head.length, (head[2] & 0xFF) << 8 | (head[3] & 0xFF));
    MediaType generic = null;
    for (int at = 8; at + 4 <= end; at += at == 8 ? 8 : 4) {
      String brand = new String(head, at, 4, StandardCharsets.ISO_8859_1);
      switch (brand) {
        case "avif", "avis" -> {
          return MediaType.AVIF;
        }
        case "heic", "heix", "hevc", "hevx", "heim", "heis", "hevm", "hevs" -> {
          return MediaType.HEIC;
        }
        case "mif1", "msf1" -> generic = MediaType.HEIC;
        default -> {}
      }
    }
    return generic;
  }

  private static boolean isSvg(byte[] head) {
    String text = new String(head, charset(head)).replace("\uFEFF", "");
    int at = 0;
    while (true) {
      at = skipSpace(text, at);
      int after;
      if (text.startsWith("<?", at)) {
        after = text.indexOf("?>", at);
        at = after + 2;
      } else if (text.startsWith("<!--", at)) {
        after = text.indexOf("-->", at + 4);
        at = after + 3;
      } else if (text.startsWith("<!DOCTYPE", at)) {
        after = endOfDoctype(text, at);
        at = after + 1;
      } else {
        return rootIsSvg(text, at);
      }
      if (after < 0) {
        return false;
      }
    }
  }

  private static int endOfDoctype(String text, int from) {
    int subset = text.indexOf('[', from);
    int close = text.indexOf('>', from);
    if (subset >= 0 && subset < close) {
      int endOfSubset = text.indexOf(']', subset);
      return endOfSubset < 0 ? -1 : text.indexOf('>', endOfSubset);
    }
    return close;
  }

  /** {@code <svg}, or the same with a namespace prefix. */
  private static boolean rootIsSvg(String text, int at) {
    if (at >= text.length() || text.charAt(at) != '<') {
      return false;
    }
    int end = at + 1;
    while (end < text.length() && " \t\r\n/>".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    String name = text.substring(at + 1, end);
    return end < text.length() && (name.equals("svg") || name.endsWith(":svg"));
  }

  private static int skipSpace(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
    return at;
  }

  private static Charset charset(byte[] head) {
    if (starts(head, 0, 0xFE, 0xFF)) {
      return StandardCharsets.UTF_16BE;
    }
    return starts(head, 0, 0xFF, 0xFE) ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
  }

  private static boolean hasPdfHeader(byte[] head) {
    int last = Math.min(head.length, PDF_HEADER_WITHIN) - 5;
    for (int at = 0; at <= last; at++) {
      if (starts(head, at, '%', 'P', 'D', 'F', '-')) {
        return true;
      }
    }
    return false;
  }

  private static boolean starts(byte[] bytes, int at, int... signature) {
    if (bytes.length < at + signature.length) {
      return false;
    }
    for (int i = 0; i < signature.length; i++) {
      if ((bytes[at + i] & 0xFF) != signature[i]) {
        return false;
      }
    }
    return true;
  }
}
