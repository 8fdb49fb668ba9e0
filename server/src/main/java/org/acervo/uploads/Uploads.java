package org.acervo.uploads;

import org.acervo.blobs.Blobs;
import org.acervo.items.Item;
import org.acervo.items.ItemEdit;
import org.acervo.items.Items;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.UserId;

/**
 * The room's service. An upload goes through states, each of which has just the step that it
 * allows:
 *
 * <pre>
 * Receiving --receive--> Received --commit--> an item
 * </pre>
 *
 * Whatever ends it before the commit leaves nothing that anybody could see.
 */
public final class Uploads {
  private final Blobs blobs;
  private final Items items;

  public Uploads(Blobs blobs, Items items) {
    this.blobs = blobs;
    this.items = items;
  }

  /** An item as its sender sees it who may not know that it was there already. */
  public Item asSent(Item item, ItemEdit words) {
    return items.asSent(item, words);
  }

  /** Begins; the caller closes it whatever happens. */
  public Receiving begin(UserId by, CollectionId home) {
    return new Receiving(blobs, items, by, home);
  }
}
