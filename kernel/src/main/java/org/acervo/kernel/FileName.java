package org.acervo.kernel;

import java.text.Normalizer;
import java.util.Optional;

/**
 * What a file was called on the machine that it comes from. To us that is a label and never a path:
 * it says nothing of folders, does not mean one ({@code ..}), and is one line of text that looks
 * like what it is. Whoever keeps such a name or gives it out makes a label of it here.
 */
public final class FileName {
  /** In UTF-16, which is how Windows and Java count; others allow no more. */
  private static final int LONGEST = 255;

  private FileName() {}

  /**
   * The label. What it says of folders is left out, and what would turn the writing around or show
   * as nothing. Names that differ only in how accents are composed are one: files that come from a
   * Mac are called otherwise than the same files from elsewhere.
   *
   * @return nothing when nothing is left that would name a file
   * @throws Failed with {@code Invalid} naming {@code file}: for a name that is no single line of
   *     text, or longer than any file system lets it be
   */
  public static Optional<String> label(String name) {
    if (name.chars().anyMatch(c -> c == 0 || c == '\r' || c == '\n')) {
      throw Failed.invalid("file", "has a name with a line break or the character NUL");
    }
    if (!Texts.isWellFormed(name)) {
      throw Failed.invalid("file", "has a name with half of a surrogate pair, which is no text");
    }
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    String composed = Normalizer.normalize(last, Normalizer.Form.NFC);
    if (composed.length() > LONGEST) {
      throw Failed.invalid("file", "has a name with more than " + LONGEST + " characters");
    }
    return shown(composed);
  }

  /** Of a name that was kept, by whatever version: what a download is called. */
  public static Optional<String> shown(String name) {
    String clean =
        name.codePoints()
            .filter(c -> !isSeparator(c) && !isUnseen(c))
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString()
            .strip();
    boolean names = clean.chars().anyMatch(c -> c != '.' && !Character.isWhitespace(c));
    return names ? Optional.of(clean) : Optional.empty();
  }

  private static boolean isSeparator(int c) {
    return c == '/' || c == '\\';
  }

  /**
   * Control characters, and by which "exe.png" is made to look like another name: what turns the
   * writing around (Unicode UAX 9) and what is not shown at all. Joiners are letters of some
   * scripts and stay.
   */
  private static boolean isUnseen(int c) {
    return Character.isISOControl(c)
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0x200e
        || c == 0x200f
        || c == 0x061c
        || c == 0x200b
        || c == 0x2060
        || c == 0xfeff
        || c == 0x2028
        || c == 0x2029;
  }
}
