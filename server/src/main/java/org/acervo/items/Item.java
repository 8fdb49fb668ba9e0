package org.acervo.items;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acervo.collections.Tally;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.ItemId;
import org.acervo.kernel.Kind;
import org.acervo.kernel.Sha256;
import org.acervo.kernel.UserId;
import org.jspecify.annotations.Nullable;

/**
 * One image or one PDF with its metadata.
 *
 * @param home the collection it lies in; it decides who may do what with it
 * @param name file name as uploaded: a label, never a path
 * @param nameKey its place in the order by name, as it is stored
 * @param size of the original in bytes
 * @param type media type, decided from the content
 * @param width of an image in pixels after orientation, of a PDF's first page in points
 * @param pages number of pages of a PDF
 * @param taken when it came to be; falls back to the time of the upload
 * @param meta what the file says about itself, by the contract's names; all of it text to show
 * @param by who added it
 * @param rev grows with every edit by a person; previews do not count
 * @param trashed since when it lies in the trash
 */
public record Item(
    ItemId id,
    CollectionId home,
    Kind kind,
    String title,
    String descr,
    List<String> tags,
    String name,
    String nameKey,
    long size,
    String type,
    Sha256 sha256,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable Integer pages,
    Taken taken,
    Instant added,
    Preview preview,
    Map<String, String> meta,
    Optional<Place> place,
    Optional<UserId> by,
    long rev,
    Optional<Instant> trashed) {
  public Item {
    tags = List.copyOf(tags);
    meta = Map.copyOf(meta);
  }

  /** Where it was taken, in degrees (WGS 84). Private: shown only to those who may edit. */
  public record Place(double lat, double lon) {}

  /**
   * The same with what its sender said about it and nothing else that anybody could have said.
   *
   * @param zone of the library, as for anything that was just uploaded
   */
  Item asSent(ItemEdit words, ZoneId zone) {
    return new Item(
        id,
        home,
        kind,
        Items.title(words, name),
        words.descr() == null ? "" : words.descr(),
        words.tags() == null ? List.of() : words.tags(),
        name,
        nameKey,
        size,
        type,
        sha256,
        kind == Kind.IMAGE ? width : null, // the header of their own bytes says it
        kind == Kind.IMAGE ? height : null,
        null,
        Taken.uploaded(added, zone),
        added,
        preview,
        Map.of(),
        Optional.empty(),
        by,
        rev,
        trashed);
  }

  /** What it adds to the counters of its home. */
  public Tally tally() {
    return switch (kind) {
      case IMAGE -> Tally.image(size);
      case PDF -> Tally.pdf(size);
    };
  }
}
