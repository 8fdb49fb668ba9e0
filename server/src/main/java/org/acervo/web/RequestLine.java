package org.acervo.web;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * What the first line of a request may look like, byte by byte (RFC 9112, section 3): three words
 * with one blank between each, ended by CR LF. The RFC lets a server be lenient about all of that;
 * but whoever is lenient in another way than the proxy in front reads another request than it.
 */
final class RequestLine {
  private static final String VERSION = "HTTP/1.1";
  private static final int MAJOR = VERSION.indexOf('1');
  private static final int MINOR = VERSION.lastIndexOf('1');

  private RequestLine() {}

  /**
   * Looks at one.
   *
   * @param from its first byte
   * @param end its LF
   */
  static @Nullable HeadFault fault(ByteBuf buffer, int from, int end) {
    int stop = end - 1;
    if (stop < from || buffer.getByte(stop) != '\r') {
      return HeadFault.malformed("A line ends with LF alone, not with CR LF (RFC 9112, 2.2).");
    }
    int target = next(buffer, from, stop);
    int version = next(buffer, target, stop);
    return version < 0
        ? HeadFault.malformed(
            "A request begins with a method, an address and a version, with one blank between each"
                + " (RFC 9112, section 3).")
        : ofVersion(buffer, version, stop);
  }

  /** Where the word after this one begins; negative when this is none or no blank follows it. */
  private static int next(ByteBuf buffer, int from, int stop) {
    int at = from;
    while (at >= 0 && at < stop && (buffer.getByte(at) & 0xff) > ' ') {
      at++;
    }
    return at > from && at < stop && buffer.getByte(at) == ' ' ? at + 1 : -1;
  }

  private static @Nullable HeadFault ofVersion(ByteBuf buffer, int from, int stop) {
    boolean formed = stop - from == VERSION.length();
    for (int i = 0; formed && i < VERSION.length(); i++) {
      byte b = buffer.getByte(from + i);
      boolean digit = i == MAJOR || i == MINOR;
      formed = digit ? b >= '0' && b <= '9' : b == VERSION.charAt(i);
    }
    if (!formed) {
      return HeadFault.malformed("The version of a request is like HTTP/1.1 (RFC 9112, 2.3).");
    }
    return buffer.getByte(from + MAJOR) == '1' ? null : HeadFault.otherVersion();
  }

  /** A later 1.x is answered as the latest that is known (RFC 9110, section 2.5). */
  static String known(String version) {
    return version.length() == VERSION.length()
            && version.startsWith("HTTP/1.")
            && version.charAt(MINOR) > '1'
        ? VERSION
        : version;
  }
}
