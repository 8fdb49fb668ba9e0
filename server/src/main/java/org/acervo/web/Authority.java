package org.acervo.web;

import java.net.InetAddress;

/**
 * Host and port as a request names them (RFC 9110, section 7.2; RFC 3986, section 3.2). There is
 * nobody in front of the host ({@code user@}), and a colon is followed by a port.
 */
final class Authority {
  private static final String MARKS = "-._~!$&'()*+,;=";
  private static final int LARGEST_PORT = 65_535;
  private static final int PORT_DIGITS = 5;

  private Authority() {}

  /** Looks at every request that comes, so it makes nothing of a name and a port. */
  static boolean isFormed(String text) {
    boolean literal = text.startsWith("[");
    int end = literal ? text.indexOf(']') + 1 : colon(text);
    if (end == 0) {
      return false;
    }
    boolean formed = literal ? isLiteral(text.substring(0, end)) : isName(text, end);
    return formed && (end == text.length() || isPort(text, end));
  }

  private static int colon(String text) {
    int colon = text.indexOf(':');
    return colon < 0 ? text.length() : colon;
  }

  /** In brackets; what future versions of IP would write has no meaning here. */
  private static boolean isLiteral(String host) {
    String address = host.substring(1, host.length() - 1);
    if (address.indexOf(':') < 0 || address.indexOf('%') >= 0) {
      return false;
    }
    try {
      var _ = InetAddress.ofLiteral(address);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isName(String text, int end) {
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (c == '%'
          ? i + 2 >= end || Percent.at(text, i) < 0
          : !isLetterOrDigit(c) && MARKS.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static boolean isPort(String text, int colon) {
    int digits = text.length() - colon - 1;
    if (text.charAt(colon) != ':' || digits < 1 || digits > PORT_DIGITS) {
      return false;
    }
    int port = 0;
    for (int i = colon + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
      port = 10 * port + c - '0';
    }
    return port <= LARGEST_PORT;
  }
}
