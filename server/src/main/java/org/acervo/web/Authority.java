package org.acervo.web;

import java.net.InetAddress;
import org.acervo.kernel.Texts;

/**
 * Host and port as a request names them (RFC 9110, section 7.2; RFC 3986, section 3.2). There is
 * nobody in front of the host ({@code user@}), and a colon is followed by a port.
 */
final class Authority {
  private static final String MARKS = "-._~!$&'()*+,;=";
  private static final int LARGEST_PORT = 65_535;
  private static final int PORT_DIGITS = 5;

  private Authority() {}

  static boolean isFormed(String text) {
    int end = text.startsWith("[") ? text.indexOf(']') + 1 : colon(text);
    if (end == 0) {
      return false;
    }
    String host = text.substring(0, end);
    boolean formed = host.startsWith("[") ? isLiteral(host) : isName(host);
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

  private static boolean isName(String host) {
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (c == '%' ? Percent.at(host, i) < 0 : !isLetterOrDigit(c) && MARKS.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static boolean isPort(String text, int colon) {
    String port = text.substring(colon + 1);
    return text.charAt(colon) == ':'
        && Texts.isDigits(port)
        && port.length() <= PORT_DIGITS
        && Integer.parseInt(port) <= LARGEST_PORT;
  }
}
