package org.acervo.uploads;

import java.util.Optional;
import java.util.function.Predicate;
import org.acervo.blobs.Intake;
import org.acervo.items.Item;
import org.acervo.items.ItemEdit;
import org.acervo.items.Items;
import org.acervo.items.NewItem;
import org.acervo.items.Preview;
import org.acervo.items.Reason;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.MediaType;
import org.acervo.kernel.Sha256;
import org.acervo.kernel.UserId;

/** All bytes are here and their type is known. */
public final class Received {
  private final Intake intake;
  private final Items items;
  private final UserId by;
  private final CollectionId home;
  private final String name;
  private final MediaType type;

  Received(Intake intake, Items items, UserId by, CollectionId home, String name, MediaType type) {
    this.intake = intake;
    this.items = items;
    this.by = by;
    this.home = home;
    this.name = name;
    this.type = type;
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
   * Stores the bytes, reads them back, and only then makes the item.
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
    return items.add(
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
            words.taken()),
        known);
  }
}
