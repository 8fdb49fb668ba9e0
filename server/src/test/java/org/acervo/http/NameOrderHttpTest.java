package org.acervo.http;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static org.acervo.http.Library.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Updates;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.acervo.RunningServer;
import org.acervo.embedded.EmbeddedMongo;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Listings by name, over restarts in other languages and from an older version. */
@Tag("slow")
final class NameOrderHttpTest {
  private static final List<String> NAMES =
      List.of("1 parties", "100 family", "água", "ångström", "page2", "page10", "Über", "Zebra");

  private EmbeddedMongo mongo;

  @BeforeEach
  void open() throws IOException {
    mongo = EmbeddedMongo.inMemory();
  }

  @AfterEach
  void close() throws IOException {
    mongo.close();
  }

  private Map<String, String> language(String language) {
    return Map.of("ACERVO_MONGODB_URI", mongo.uri(), "ACERVO_LANGUAGE", language);
  }

  private static String titled(Client client, String home, String title, int number) {
    return expect(
            201,
            client.upload(home, number + ".svg", Samples.drawing(number), Map.of("title", title)))
        .id();
  }

  /** All pages of the listing, which are short. */
  private static List<String> titles(Client client, String home, String direction, int limit) {
    var titles = new ArrayList<String>();
    String cursor = "";
    do {
      var page =
          expect(
              200,
              client.get(
                  "/api/v1/collections/%s/items?recursive=true&sort=name&dir=%s&limit=%d%s"
                      .formatted(home, direction, limit, cursor)));
      page.json().at("/items").forEach(item -> titles.add(item.at("/title").asText()));
      cursor = page.json().path("next").asText("");
      cursor = cursor.isEmpty() ? "" : "&cursor=" + cursor;
    } while (!cursor.isEmpty());
    return titles;
  }

  private static void uploadMixed(Library library, String home) {
    long seed = System.nanoTime();
    System.out.println("NameOrderHttpTest shuffles with seed " + seed);
    var mixed = new ArrayList<>(NAMES);
    Collections.shuffle(mixed, new Random(seed));
    for (int i = 0; i < mixed.size(); i++) {
      var _ = titled(library.admin, home, mixed.get(i), i);
    }
  }

  /** Java and MongoDB order these differently; two come from another stream than the others. */
  @Test
  void nothingIsLostWhereStreamsAreMerged() {
    try (var library = Library.open(language("en"))) {
      String top = library.collection();
      String open = library.collection(top);
      String closed = library.collection(top);
      var titles = List.of("Ａone", "😀two", "Ｂthree", "😁four");
      var person = library.person();
      library.grantMore(open, Library.allow(person, "viewer"));
      for (int i = 0; i < titles.size(); i++) {
        boolean single = i % 2 == 1;
        String id = titled(library.admin, single ? closed : open, titles.get(i), i);
        if (single) {
          share(library, id, person);
        }
      }
      for (String direction : List.of("asc", "desc")) {
        assertThat(titles(person.client(), "root", direction, 1))
            .containsExactlyInAnyOrderElementsOf(titles);
      }
      assertThat(titles(person.client(), "root", "asc", 1))
          .isEqualTo(titles(library.admin, "root", "asc", 3));
    }
  }

  private static void share(Library library, String item, Library.Person person) {
    String path = "/api/v1/items/" + item + "/grants";
    var now = library.admin.get(path);
    expect(
        200,
        library
            .admin
            .with("If-Match", now.header("etag"))
            .put(path, "{\"inherit\":true,\"grants\":[" + Library.allow(person, "viewer") + "]}"));
  }

  @Test
  void newTitleTakesItsPlace() {
    try (var library = Library.open(language("en"))) {
      String home = library.collection();
      uploadMixed(library, home);
      String id = titled(library.admin, home, "aaa", 99);
      expect(
          200,
          library
              .admin
              .with("If-Match", "*")
              .patch("/api/v1/items/" + id, "{\"title\":\"page9\"}"));
      var expected = new ArrayList<>(NAMES);
      expected.add(NAMES.indexOf("page10"), "page9");
      assertThat(titles(library.admin, home, "asc", 3)).isEqualTo(expected);
      assertThat(titles(library.admin, home, "desc", 2)).isEqualTo(expected.reversed());
    }
  }

  @Test
  void anotherLanguagePutsWhatIsThereIntoItsOrder() {
    String home;
    String cookie;
    try (var library = Library.open(language("en"))) {
      home = library.collection();
      uploadMixed(library, home);
      assertThat(titles(library.admin, home, "asc", 3)).isEqualTo(NAMES);
      cookie = library.admin.cookie();
    }
    try (var server = RunningServer.start(language("sv"))) {
      var admin = Client.of(server.address()).with("Cookie", cookie);
      assertThat(titles(admin, home, "asc", 3))
          .containsExactly(
              "1 parties", "100 family", "água", "page2", "page10", "Über", "Zebra", "ångström");
    }
  }

  /** As an older version left it, and as a migration left it that was killed half-way. */
  @Test
  void olderLibraryIsPutInOrder() {
    String home;
    String cookie;
    try (var library = Library.open(language("en"))) {
      home = library.collection();
      uploadMixed(library, home);
      cookie = library.admin.cookie();
      var items = library.server.database().getCollection("items");
      for (var item : items.find(in("title", NAMES.subList(2, 6))).into(new ArrayList<>())) {
        items.updateOne(
            eq("_id", item.getString("_id")),
            Updates.combine(
                Updates.set("key", item.getString("title")),
                Updates.unset("nk"),
                Updates.unset("nkc")));
      }
      items.createIndex(new Document("home", 1).append("key", -1).append("_id", -1));
      library
          .server
          .database()
          .getCollection("migrations")
          .deleteOne(eq("_id", "items-name-order-1"));
    }
    try (var server = RunningServer.start(language("en"))) {
      var admin = Client.of(server.address()).with("Cookie", cookie);
      assertThat(titles(admin, home, "asc", 3)).isEqualTo(NAMES);
      var items = server.database().getCollection("items");
      assertThat(items.countDocuments(new Document("key", new Document("$exists", true)))).isZero();
      assertThat(items.listIndexes().into(new ArrayList<>()))
          .noneMatch(index -> index.get("key", Document.class).containsKey("key"));
    }
  }
}
