package org.acervo.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes texts of strangers apart in time proportional to their length. No regular expression may do
 * that (docs/patterns.md): those that try one way after the other let a kilobyte cost seconds.
 */
public final class Texts {
  private Texts() {}

  /** Whether it has {@code least} to {@code most} characters, all of them visible and ASCII. */
  public static boolean isVisibleAscii(String text, int least, int most) {
    return text.length() >= least
        && text.length() <= most
        && text.chars().allMatch(c -> c > ' ' && c <= '~');
  }

  /** Whether it is not empty and holds ASCII digits only. */
  public static boolean isDigits(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** What stands between separators, the empty parts too. */
  public static List<String> parts(String text, char separator) {
    return parts(text, separator, Integer.MAX_VALUE);
  }

  /** The same, with everything after {@code most - 1} separators in the last part. */
  public static List<String> parts(String text, char separator, int most) {
    var parts = new ArrayList<String>();
    int start = 0;
    for (int end = text.indexOf(separator);
        end >= 0 && parts.size() < most - 1;
        end = text.indexOf(separator, start)) {
      parts.add(text.substring(start, end));
      start = end + 1;
    }
    parts.add(text.substring(start));
    return parts;
  }

  /** Whether every half of a surrogate pair has its other half. */
  public static boolean isWellFormed(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }
}
