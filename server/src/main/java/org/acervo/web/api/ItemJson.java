package org.acervo.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.acervo.access.Permission;
import org.acervo.gallery.Exhibit;
import org.acervo.gallery.Ref;
import org.acervo.items.Item;
import org.jspecify.annotations.Nullable;

/**
 * An item as clients see it. The last four fields are there when one item is asked for. When this
 * changes, raise {@link org.acervo.cache.View#FORM}: answers in this form are kept.
 *
 * @param sha256 of the original, for those who may have it: to others it would tell which file it
 *     is
 */
record ItemJson(
    String id,
    String kind,
    String title,
    String descr,
    List<String> tags,
    String name,
    long size,
    String type,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String sha256,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable Integer pages,
    OffsetDateTime taken,
    String takenLocal,
    String takenSource,
    Instant added,
    String home,
    PreviewJson preview,
    Can can,
    long rev,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Object> meta,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String addedBy,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<RefJson> path,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant trashed) {

  /** Seconds are there even if they are none. */
  private static final DateTimeFormatter LOCAL =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .toFormatter(Locale.ROOT);

  /** In a list. */
  static ItemJson brief(Exhibit exhibit) {
    return of(exhibit, null, null, null);
  }

  /** On its own. */
  static ItemJson full(Exhibit exhibit, @Nullable String addedBy, List<Ref> path) {
    return of(exhibit, meta(exhibit), addedBy, path.stream().map(RefJson::of).toList());
  }

  /** To whoever has just sent the bytes, their hash is no news. */
  ItemJson withHash(String hash) {
    return new ItemJson(
        id,
        kind,
        title,
        descr,
        tags,
        name,
        size,
        type,
        hash,
        width,
        height,
        pages,
        taken,
        takenLocal,
        takenSource,
        added,
        home,
        preview,
        can,
        rev,
        meta,
        addedBy,
        path,
        trashed);
  }

  private static Map<String, Object> meta(Exhibit exhibit) {
    var meta = new HashMap<String, Object>(exhibit.item().meta());
    if (exhibit.can().contains(Permission.EDIT)) {
      exhibit.item().place().ifPresent(place -> meta.put("gps", place));
    }
    return meta;
  }

  private static ItemJson of(
      Exhibit exhibit,
      @Nullable Map<String, Object> meta,
      @Nullable String addedBy,
      @Nullable List<RefJson> path) {
    Item item = exhibit.item();
    return new ItemJson(
        item.id().value(),
        item.kind().key(),
        item.title(),
        item.descr(),
        item.tags(),
        item.name(),
        item.size(),
        item.type(),
        exhibit.showsHash() ? item.sha256().hex() : null,
        item.width(),
        item.height(),
        item.pages(),
        exhibit.taken(),
        LOCAL.format(item.taken().local()),
        item.taken().source().code(),
        item.added(),
        item.home().value(),
        PreviewJson.of(item, exhibit.can().contains(Permission.VIEW)),
        Can.of(exhibit.can()),
        item.rev(),
        meta,
        addedBy,
        path,
        item.trashed().orElse(null));
  }
}
