package org.acervo.uploads;

import java.io.IOException;
import java.io.InputStream;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.acervo.blobs.Blobs;
import org.acervo.blobs.Intake;
import org.acervo.items.Items;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.MediaType;
import org.acervo.kernel.Texts;
import org.acervo.kernel.UserId;

/** Bytes are coming, and nothing is known of them. */
public final class Receiving implements AutoCloseable {
  /** In UTF-16, which is how Windows and Java count; others allow no more. */
  private static final int NAME = 255;

  /** Of most files the outline lies here, so that nothing has to be read again for it. */
  private static final int OUTLINE = 64 << 10;

  private final Blobs blobs;
  private final Intake intake;
  private final Items items;
  private final UserId by;
  private final CollectionId home;

  Receiving(Blobs blobs, Items items, UserId by, CollectionId home) {
    this.blobs = blobs;
    this.intake = blobs.begin();
    this.items = items;
    this.by = by;
    this.home = home;
  }

  /**
   * Takes the whole file. Its type is decided from its first bytes, before any of them is stored.
   *
   * @param name as the person's machine calls the file
   * @throws Failed with {@code Invalid} when it is empty, {@code Unsupported} when it is no image
   *     and no PDF
   * @throws IOException when the client hung up
   */
  public Received receive(String name, InputStream bytes) throws IOException {
    byte[] head = bytes.readNBytes(OUTLINE);
    if (head.length == 0) {
      throw Failed.invalid("file", "is empty");
    }
    byte[] first = Arrays.copyOf(head, Math.min(head.length, MediaType.HEAD_BYTES));
    var type = MediaType.sniff(first).orElseThrow(() -> new Failed(unsupported()));
    String label = label(name, type);
    intake.write(head);
    bytes.transferTo(intake);
    return new Received(blobs, intake, items, by, home, label, type, head);
  }

  private static Failure unsupported() {
    return new Failure.Unsupported(
        "The file is none of the types that Acervo keeps: "
            + Arrays.stream(MediaType.values()).map(Enum::name).collect(Collectors.joining(", "))
            + ".");
  }

  /**
   * A file name is a label: what it says of folders is left out, and what would turn the writing
   * around or show as nothing. Names that differ only in how accents are composed are one: files
   * that come from a Mac are called otherwise than the same files from elsewhere.
   *
   * @throws Failed with {@code Invalid} naming {@code file}: for a name that is no single line of
   *     text, or longer than any file system lets it be
   */
  static String label(String name, MediaType type) {
    if (name.chars().anyMatch(c -> c == 0 || c == '\r' || c == '\n')) {
      throw Failed.invalid("file", "has a name with a line break or the character NUL");
    }
    if (!Texts.isWellFormed(name)) {
      throw Failed.invalid("file", "has a name with half of a surrogate pair, which is no text");
    }
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    String composed = Normalizer.normalize(last, Normalizer.Form.NFC);
    if (composed.length() > NAME) {
      throw Failed.invalid("file", "has a name with more than " + NAME + " characters");
    }
    String clean =
        composed
            .codePoints()
            .filter(c -> !Character.isISOControl(c) && !turnsAround(c))
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString()
            .strip();
    return clean.isEmpty() ? "file." + type.extension() : clean;
  }

  /** By which "exe.png" is made to look like another name (Unicode UAX 9, explicit formatting). */
  private static boolean turnsAround(int c) {
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
  }

  @Override
  public void close() {
    intake.close();
  }
}
