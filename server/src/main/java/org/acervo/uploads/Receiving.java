package org.acervo.uploads;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.acervo.blobs.Blobs;
import org.acervo.blobs.Intake;
import org.acervo.items.Items;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.FileName;
import org.acervo.kernel.MediaType;
import org.acervo.kernel.UserId;

/** Bytes are coming, and nothing is known of them. */
public final class Receiving implements AutoCloseable {
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
    String label = FileName.label(name).orElse("file." + type.extension());
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

  @Override
  public void close() {
    intake.close();
  }
}
