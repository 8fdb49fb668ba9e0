package org.acervo.uploads;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Predicate;
import org.acervo.blobs.Blob;
import org.acervo.blobs.Blobs;
import org.acervo.blobs.Intake;
import org.acervo.items.Item;
import org.acervo.items.ItemEdit;
import org.acervo.items.Items;
import org.acervo.items.NewItem;
import org.acervo.items.Preview;
import org.acervo.items.Reason;
import org.acervo.kernel.ByteRange;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.MediaType;
import org.acervo.kernel.Sha256;
import org.acervo.kernel.UserId;

/** All bytes are here and their type is known. */
public final class Received {
  private final Blobs blobs;
  private final Intake intake;
  private final Items items;
  private final UserId by;
  private final CollectionId home;
  private final String name;
  private final MediaType type;
  private final byte[] head;

  /**
   * A file that came.
   *
   * @param head its beginning
   */
  Received(
      Blobs blobs,
      Intake intake,
      Items items,
      UserId by,
      CollectionId home,
      String name,
      MediaType type,
      byte[] head) {
    this.blobs = blobs;
    this.intake = intake;
    this.items = items;
    this.by = by;
    this.home = home;
    this.name = name;
    this.type = type;
    this.head = head;
  }

  /** Names the bytes that came. */
  public Sha256 sha256() {
    return intake.sha256();
  }

  /** What the file is called, as it will be kept. */
  public String name() {
    return name;
  }

  /** The same for those who may know of everything. */
  public Items.Added commit(ItemEdit words, Optional<String> key) {
    return commit(words, key, _ -> true);
  }

  /**
   * Stores the bytes, reads them back, and only then makes the item. That the bytes are still there
   * is asked once more when the item is, because until then nothing refers to them.
   *
   * @param key names this very upload, so that sending it again gives the same item; whoever makes
   *     it sees to it that another upload has another one
   * @param known whether whoever sends them may know of an item with the same bytes
   */
  public Items.Added commit(ItemEdit words, Optional<String> key, Predicate<Item> known) {
    var blob = intake.finish();
    Preview preview =
        type.drawable()
            ? new Preview.Pending()
            : new Preview.None(Reason.of("notDrawn").with("type", type.mime()));
    var added =
        items.add(
            new NewItem(
                home,
                type.kind(),
                type.mime(),
                name,
                words,
                blob.size(),
                blob.sha256(),
                by,
                key,
                preview,
                words.taken(),
                dimensions(blob)),
            known);
    blobs.keep(blob);
    return added;
  }

  private Optional<NewItem.Size> dimensions(Blob blob) {
    var header = new Header(head, blob.size(), (offset, length) -> part(blob, offset, length));
    return Dimensions.of(type, header)
        .map(found -> new NewItem.Size(found.width(), found.height()));
  }

  private byte[] part(Blob blob, long offset, int length) throws IOException {
    try (InputStream in = blobs.open(blob, new ByteRange(offset, offset + length - 1))) {
      return in.readAllBytes();
    }
  }
}
