package org.acervo.web;

/** Reads percent-encoding (RFC 3986, section 2.1). */
final class Percent {
  private Percent() {}

  /** The byte that is written at a place where a percent sign stands; negative when none is. */
  static int at(CharSequence text, int index) {
    if (index + 2 >= text.length()) {
      return -1;
    }
    int high = Character.digit(text.charAt(index + 1), 16);
    int low = Character.digit(text.charAt(index + 2), 16);
    boolean ascii = text.charAt(index + 1) < 0x80 && text.charAt(index + 2) < 0x80;
    return ascii && high >= 0 && low >= 0 ? (high << 4) | low : -1;
  }
}
