package org.acervo.uploads;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.acervo.blobs.Intake;
import org.acervo.items.Items;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.MediaType;
import org.acervo.kernel.UserId;

/** Bytes are coming, and nothing is known of them. */
public final class Receiving implements AutoCloseable {
  private static final int NAME = 255;

  private final Intake intake;
  private final Items items;
  private final UserId by;
  private final CollectionId home;

  Receiving(Intake intake, Items items, UserId by, CollectionId home) {
    this.intake = intake;
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
    byte[] head = bytes.readNBytes(MediaType.HEAD_BYTES);
    if (head.length == 0) {
      throw Failed.invalid("file", "is empty");
    }
    var type = MediaType.sniff(head).orElseThrow(() -> new Failed(unsupported()));
    intake.write(head);
    bytes.transferTo(intake);
    return new Received(intake, items, by, home, label(name, type), type);
  }

  private static Failure unsupported() {
    return new Failure.Unsupported(
        "The file is none of the types that Acervo keeps: "
            + Arrays.stream(MediaType.values()).map(Enum::name).collect(Collectors.joining(", "))
            + ".");
  }

  /** A file name is a label: no path, no control characters, not too long. */
  static String label(String name, MediaType type) {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    String clean =
        last.codePoints()
            .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT)
            .limit(NAME)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString()
            .strip();
    return clean.isEmpty() ? "file." + type.extension() : clean;
  }

  @Override
  public void close() {
    intake.close();
  }
}
