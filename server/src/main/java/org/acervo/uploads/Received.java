package org.acervo.uploads;

import java.util.Optional;
import org.acervo.blobs.Intake;
import org.acervo.items.ItemEdit;
import org.acervo.items.Items;
import org.acervo.items.NewItem;
import org.acervo.items.Preview;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.MediaType;
import org.acervo.kernel.UserId;

/** All bytes are here and their type is known. */
public final class Received {
  private final Intake intake;
  private final Items items;
  private final UserId by;
  private final CollectionId home;
  private final Optional<String> key;
  private final String name;
  private final MediaType type;

  Received(
      Intake intake,
      Items items,
      UserId by,
      CollectionId home,
      Optional<String> key,
      String name,
      MediaType type) {
    this.intake = intake;
    this.items = items;
    this.by = by;
    this.home = home;
    this.key = key;
    this.name = name;
    this.type = type;
  }

  /** Stores the bytes, reads them back, and only then makes the item. */
  public Items.Added commit(ItemEdit words) {
    var blob = intake.finish();
    Preview preview =
        type.drawable()
            ? new Preview.Pending()
            : new Preview.None(type.name() + " files are kept, but cannot be drawn yet.");
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
            words.taken()));
  }
}
