package org.acervo.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * What a listing shows to somebody who may see a part of it, by whichever way it was read, against
 * what each item says when it is asked for by itself.
 */
@Tag("slow")
@TestInstance(Lifecycle.PER_CLASS)
final class ListingTest {
  private static final int COLLECTIONS = 30;
  private static final int ITEMS = 90;

  private final long seed = Long.getLong("acervo.seed", System.nanoTime());
  private final RandomGenerator random = new SplittableRandom(seed);
  private final List<String> homes = new ArrayList<>();
  private final Map<String, String> homeOf = new HashMap<>();
  private Library library;
  private String root;

  @BeforeAll
  void fill() {
    library = Library.open();
    root = library.collection();
    homes.add(root);
    for (int i = 1; i < COLLECTIONS; i++) {
      homes.add(library.collection(homes.get(random.nextInt(homes.size()))));
    }
    for (int i = 0; i < ITEMS; i++) {
      var home = homes.get(random.nextInt(homes.size()));
      var bytes = Samples.picture("png", 16, 16, i);
      homeOf.put(library.admin.upload(home, i + ".png", bytes).id(), home);
    }
  }

  @AfterAll
  void close() {
    library.close();
  }

  /** Every page, a few items at a time; no item twice, and in order. */
  private Set<String> listed(Client client, String sort) {
    var seen = new HashSet<String>();
    String next = "";
    long total = -1;
    JsonNode last = null;
    do {
      var page =
          client
              .get(
                  "/api/v1/collections/%s/items?recursive=true&sort=%s&limit=7%s"
                      .formatted(root, sort, next))
              .json();
      total = page.get("total").asLong();
      for (var item : page.get("items")) {
        assertThat(seen.add(item.get("id").asText())).as("seed %d", seed).isTrue();
        if (last != null) {
          assertThat(inOrder(sort, last, item))
              .as("seed %d: %s then %s", seed, last, item)
              .isTrue();
        }
        last = item;
      }
      next = page.get("next").isNull() ? "" : "&cursor=" + page.get("next").asText();
    } while (!next.isEmpty());
    assertThat(total).as("total, seed %d", seed).isEqualTo(seen.size());
    return seen;
  }

  /**
   * By name upwards, where names are numbers by their value; by the time of adding, as a time and
   * not as a text, downwards.
   */
  private static boolean inOrder(String sort, JsonNode first, JsonNode second) {
    return sort.equals("name")
        ? first.get("title").asInt() < second.get("title").asInt()
        : !added(first).isBefore(added(second));
  }

  private static Instant added(JsonNode item) {
    return Instant.parse(item.get("added").asText());
  }

  private void own(String item, String grants) {
    var path = "/api/v1/items/" + item + "/grants";
    var answer = library.admin.with("If-Match", "*").put(path, "{\"grants\":[" + grants + "]}");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  @Test
  void aListingShowsExactlyWhatItsItemsAllow() {
    for (int share : new int[] {1, 3, 20}) {
      var person = library.person();
      for (var home : homes) {
        if (random.nextInt(share) == 0) {
          boolean inherit = random.nextBoolean();
          library.grant(home, inherit, Library.allow(person, "viewer"));
        } else if (random.nextInt(6) == 0) {
          library.grant(home, true, Library.deny(person, "viewer"));
        }
      }
      var items = new ArrayList<>(homeOf.keySet());
      for (int i = 0; i < 6; i++) {
        var item = items.get(random.nextInt(items.size()));
        own(
            item,
            random.nextBoolean()
                ? Library.allow(person, "viewer")
                : Library.deny(person, "viewer"));
      }
      // The root itself must be listable, or there is nothing to ask.
      library.grant(root, true, Library.allow(person, "viewer"));
      var expected = new HashSet<String>();
      for (var item : items) {
        var answer = person.client().get("/api/v1/items/" + item);
        assertThat(answer.status()).isIn(200, 404);
        if (answer.status() == 200) {
          expected.add(item);
        }
      }
      for (var sort : List.of("added", "name")) {
        assertThat(listed(person.client(), sort)).as("seed %d", seed).isEqualTo(expected);
      }
      for (var item : items) {
        own(item, "");
      }
    }
  }
}
