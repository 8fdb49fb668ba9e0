package org.acervo.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Counters that are wrong, for whatever reason, are put right by housekeeping. */
@Tag("slow")
final class RecountTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Test
  void wrongCountersArePutRightAndOthersStay() throws InterruptedException {
    try (var library = Library.open(Map.of("ACERVO_SWEEP_EVERY", "1s"))) {
      var right = List.of(1L, 0L, 2L, 3L);
      var wrong = List.of(30_000L, 7L, 0L, 3L); // the first has more than one question counts
      var collections = right.stream().map(_ -> library.collection()).toList();
      for (int i = 0; i < right.size(); i++) {
        for (int n = 0; n < right.get(i); n++) {
          library.drawing(collections.get(i));
        }
        set(library, collections.get(i), wrong.get(i));
      }
      var limit = System.nanoTime() + LIMIT.toNanos();
      while (!counters(library, collections).equals(right) && limit - System.nanoTime() > 0) {
        Thread.sleep(100);
      }
      assertThat(counters(library, collections)).isEqualTo(right);
    }
  }

  private static void set(Library library, String collection, long images) {
    library
        .server
        .database()
        .getCollection("collections")
        .updateOne(Filters.eq("_id", collection), Updates.set("cnt.images", images));
  }

  private static List<Long> counters(Library library, List<String> collections) {
    var documents = library.server.database().getCollection("collections");
    return collections.stream()
        .map(id -> Objects.requireNonNull(documents.find(Filters.eq("_id", id)).first()))
        .map(
            document -> document.get("cnt", Document.class).get("images", Number.class).longValue())
        .toList();
  }
}
