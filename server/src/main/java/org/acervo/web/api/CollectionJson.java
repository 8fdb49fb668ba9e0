package org.acervo.web.api;

import java.util.List;
import org.acervo.gallery.Gallery;
import org.acervo.gallery.Shelf;
import org.acervo.items.Item;
import org.acervo.kernel.CollectionId;
import org.jspecify.annotations.Nullable;

/**
 * A collection as clients see it. When this changes, raise {@link org.acervo.cache.View#FORM}:
 * answers in this form are kept.
 */
record CollectionJson(
    String id,
    @Nullable String parent,
    String title,
    String descr,
    @Nullable String cover,
    @Nullable String coverUrl,
    long order,
    List<RefJson> path,
    Counts counts,
    Can can,
    long rev) {

  /** Here and below, as far as the caller may see; {@code own} are the items directly here. */
  record Counts(int collections, long items, long images, long pdfs, long bytes, long own) {}

  static CollectionJson of(Shelf shelf) {
    var collection = shelf.collection();
    var below = shelf.below();
    return new CollectionJson(
        collection.id().value(),
        shelf.parent().value(),
        collection.title(),
        collection.descr(),
        shelf.cover().map(item -> item.id().value()).orElse(null),
        shelf.cover().map(CollectionJson::coverUrl).orElse(null),
        collection.order(),
        shelf.path().stream().map(RefJson::of).toList(),
        new Counts(
            shelf.children(),
            below.items(),
            below.images(),
            below.pdfs(),
            below.bytes(),
            shelf.own().items()),
        Can.of(shelf.can()),
        collection.rev());
  }

  /** The place above the top-level collections, for which there is no document. */
  static CollectionJson root(Gallery.Top top) {
    var below = top.below();
    return new CollectionJson(
        CollectionId.ROOT.value(),
        null,
        "",
        "",
        null,
        null,
        0,
        List.of(),
        new Counts(
            top.shelves().size(), below.items(), below.images(), below.pdfs(), below.bytes(), 0),
        new Can(true, false, top.makes(), false, false, false, false),
        0);
  }

  private static @Nullable String coverUrl(Item item) {
    return item.preview().drawn() ? PreviewJson.url(item, 256) : null;
  }
}
