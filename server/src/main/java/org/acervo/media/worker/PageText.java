package org.acervo.media.worker;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a page as a reader would write them down, so that they are found by whoever looks
 * for them: what typesetting did to them is undone.
 *
 * <p>A word that is broken at the end of a line is put together on that line. Whether its hyphen
 * belongs to it cannot be seen at that place, so the page is asked: the form that stands elsewhere
 * within a line wins. Without such a witness a hyphen stays where it joins a part that has another
 * hyphen, a capital letter or a digit, and goes otherwise.
 */
final class PageText {
  private static final Pattern LIGATURE = Pattern.compile("[\\uFB00-\\uFB06\\uFB13-\\uFB17]");

  /** Every step of these ends in a possessive run: no text makes them go back. */
  private static final Pattern SOFT = Pattern.compile("\\u00AD(?:[ \\t]*+\\n[ \\t]*+)?+");

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}'’\\-\\u2010]++");

  /**
   * What goes on for longer is no word; looked through at each line's end it would take for ever.
   */
  private static final int LONGEST_WORD = 100;

  private final String[] lines;
  private final Set<String> seen;

  private PageText(String text) {
    this.lines = text.split("\n", -1);
    this.seen = words(text);
  }

  /** The same text without soft hyphens, ligatures, loose accents and words broken at line ends. */
  static String of(String raw) {
    String lines = raw.replace("\r\n", "\n").replace('\r', '\n');
    String soft = SOFT.matcher(lines).replaceAll("");
    String letters =
        LIGATURE
            .matcher(soft)
            .replaceAll(match -> Normalizer.normalize(match.group(), Normalizer.Form.NFKC));
    return new PageText(Normalizer.normalize(letters, Normalizer.Form.NFC)).joined();
  }

  private String joined() {
    StringBuilder out = new StringBuilder();
    StringBuilder line = new StringBuilder(lines[0]);
    for (int i = 1; i < lines.length; i++) {
      String next = lines[i];
      if (isBroken(line) && startsWithLetter(next.stripLeading())) {
        next = next.stripLeading();
        int end = endOfFirst(next);
        join(line, next.substring(0, end));
        next = next.substring(end).stripLeading();
        if (next.isEmpty()) {
          continue; // the line is used up, and what it was joined to may be broken again
        }
      }
      out.append(line).append('\n');
      line = new StringBuilder(next);
    }
    return out.append(line).toString();
  }

  /** Whether a hyphen that follows a letter or digit ends the line. */
  private static boolean isBroken(StringBuilder line) {
    int end = line.length();
    while (end > 0 && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\t')) {
      end--;
    }
    if (end < 2 || !isHyphen(line.charAt(end - 1))) {
      return false;
    }
    line.setLength(end);
    return Character.isLetterOrDigit(line.codePointBefore(end - 1));
  }

  private static boolean startsWithLetter(String line) {
    return !line.isEmpty() && Character.isLetterOrDigit(line.codePointAt(0));
  }

  /** Where the first blank is. */
  private static int endOfFirst(String line) {
    int end = 0;
    while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Appends the rest of a word, which may have punctuation after it, to its beginning. */
  private void join(StringBuilder line, String rest) {
    Matcher first = WORD.matcher(rest);
    String tail = first.lookingAt() ? first.group() : "";
    int hyphen = line.length() - 1;
    int start = hyphen;
    while (start > 0 && hyphen - start < LONGEST_WORD && isPart(line.charAt(start - 1))) {
      start--;
    }
    String head = line.substring(start, hyphen);
    if (!keepsHyphen(head, tail)) {
      line.setLength(hyphen);
    }
    line.append(rest);
  }

  private boolean keepsHyphen(String head, String tail) {
    if (seen.contains(known(head + "-" + tail))) {
      return true;
    }
    if (seen.contains(known(head + tail))) {
      return false;
    }
    return !Character.isLowerCase(tail.codePointAt(0))
        || !Character.isLetter(head.codePointBefore(head.length()))
        || known(head + tail).indexOf('-') >= 0;
  }

  private static Set<String> words(String text) {
    Set<String> words = new HashSet<>();
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      words.add(known(word.group()));
    }
    return words;
  }

  private static String known(String word) {
    return word.toLowerCase(Locale.ROOT).replace('\u2010', '-');
  }

  private static boolean isHyphen(char c) {
    return c == '-' || c == '\u2010';
  }

  private static boolean isPart(char c) {
    return Character.isLetterOrDigit(c)
        || Character.isSurrogate(c)
        || isHyphen(c)
        || c == '\''
        || c == '\u2019';
  }
}
