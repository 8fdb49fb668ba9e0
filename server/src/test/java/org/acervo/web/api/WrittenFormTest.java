package org.acervo.web.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.acervo.access.Permission;
import org.acervo.cache.View;
import org.acervo.collections.Collection;
import org.acervo.collections.Tally;
import org.acervo.gallery.Exhibit;
import org.acervo.gallery.Gallery;
import org.acervo.gallery.Ref;
import org.acervo.gallery.Shelf;
import org.acervo.items.Item;
import org.acervo.items.Preview;
import org.acervo.items.Reason;
import org.acervo.items.Taken;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.ItemId;
import org.acervo.kernel.Kind;
import org.acervo.kernel.Page;
import org.acervo.kernel.Sha256;
import org.acervo.kernel.UserId;
import org.acervo.web.Json;
import org.junit.jupiter.api.Test;

/**
 * Answers of views are kept in Redis, which nodes of two versions share while an upgrade goes on.
 * When the form of one changes, {@link View#FORM} has to be raised, or nodes of the new version
 * send answers in the old form; then put the new number and the new hash here.
 */
class WrittenFormTest {
  private static final CollectionId ROOM = new CollectionId("room");
  private static final Instant WHEN = Instant.parse("2026-11-01T12:00:00Z");
  private static final Set<Permission> CAN = Set.of(Permission.VIEW, Permission.EDIT);

  private static final Taken TAKEN =
      new Taken(
          LocalDateTime.parse("2026-11-01T12:00:00"),
          Optional.of(ZoneOffset.ofHours(-3)),
          Taken.Source.ORIGINAL);

  private static Item item(Preview preview, Optional<Instant> trashed) {
    return new Item(
        new ItemId("item"),
        ROOM,
        Kind.IMAGE,
        "title",
        "descr",
        List.of("tag"),
        "name.png",
        "5d",
        12,
        "image/png",
        Sha256.of(new byte[0]),
        3,
        4,
        null,
        TAKEN,
        WHEN.plusSeconds(1),
        preview,
        Map.of("camera", "none"),
        Optional.of(new Item.Place(1.5, 2.5)),
        Optional.of(new UserId("ana")),
        7,
        trashed);
  }

  private static Shelf shelf(Preview preview) {
    var collection =
        new Collection(
            ROOM,
            CollectionId.ROOT,
            "title",
            "descr",
            Optional.empty(),
            3,
            Tally.image(12),
            7,
            Optional.empty());
    return new Shelf(
        collection,
        CollectionId.ROOT,
        List.of(new Ref(CollectionId.ROOT, "top")),
        2,
        Tally.image(12),
        Tally.pdf(13).plus(Tally.image(12)),
        CAN,
        Optional.of(item(preview, Optional.empty())));
  }

  /** One of each kind that a view may hold. */
  private static String samples() {
    var all = new StringBuilder();
    for (var preview :
        List.of(
            new Preview.Ready("hash", "#aabbcc"),
            new Preview.Pending(),
            new Preview.Pending(Optional.of(Reason.of("stalled"))),
            new Preview.Partial("hash", "#aabbcc", Reason.of("damaged").with("percent", 40)),
            new Preview.Failed(Reason.of("locked")),
            new Preview.None(Reason.of("notDrawn").with("type", "image/heic")))) {
      var exhibit =
          new Exhibit(item(preview, Optional.empty()), CAN, TAKEN.moment(ZoneOffset.UTC), true);
      var path = List.of(new Ref(ROOM, "title"));
      for (var written :
          List.of(
              ListJson.of(new Page<>(List.of(exhibit), "next", 9L), ItemJson::brief),
              ItemJson.full(exhibit, "Ana", path),
              ItemJson.full(
                  new Exhibit(exhibit.item(), Set.of(), exhibit.taken(), true), null, List.of()),
              ListJson.of(new Page<>(List.of(shelf(preview)), null, 9L), CollectionJson::of),
              CollectionJson.of(shelf(preview)),
              CollectionJson.root(
                  new Gallery.Top(List.of(shelf(preview)), shelf(preview).below(), true)))) {
        all.append(new String(Json.write(written), UTF_8)).append('\n');
      }
    }
    return all.toString();
  }

  @Test
  void formThatChangesHasANewNumber() {
    var samples = samples();
    assertThat(View.FORM + " " + Sha256.of(samples.getBytes(UTF_8)).hex())
        .as("raise View.FORM, then pin number and hash here; the form is now:%n%s", samples)
        .isEqualTo("4 a36760c8f65e9b80f957a6f4a8dd3940e49a99c6e9624019d58f0a18816305d2");
  }
}
