package org.acervo.http;

import static org.acervo.http.Library.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
final class LinksHttpTest {
  private static final String ALL = "/api/v1/links";

  private Library library;
  private Client admin;

  @BeforeAll
  void open() {
    library = Library.open();
    admin = library.admin;
  }

  @AfterAll
  void close() {
    library.close();
  }

  private Client.Answer make(String target, String id, String more) {
    return expect(201, admin.post(ALL, "{\"%s\":\"%s\"%s}".formatted(target, id, more)));
  }

  private static String url(Client.Answer made) {
    return made.json().at("/url").asText();
  }

  private Client guest(Client.Answer made) {
    return library.nobody.keeping(expect(200, library.nobody.get(url(made))));
  }

  @Test
  void collectionIsSeenThroughALinkAsItsTop() {
    String hidden = library.collection();
    String home = library.collection(hidden);
    String below = library.collection(home);
    String item = library.upload(home);
    var made = make("collection", home, ",\"name\":\"Família\"");
    assertThat(made.json().at("/state").asText()).isEqualTo("open");
    assertThat(url(made)).isEqualTo("/l/" + made.json().at("/token").asText());
    var opened = expect(200, library.nobody.get(url(made)));
    assertThat(opened.json().at("/kind").asText()).isEqualTo("collection");
    assertThat(opened.json().at("/id").asText()).isEqualTo(home);
    assertThat(opened.json().at("/needsPassword").asBoolean()).isFalse();
    assertThat(opened.header("set-cookie")).startsWith("acervo-link=").contains("HttpOnly");
    var guest = library.nobody.keeping(opened);
    var session = expect(200, guest.get("/api/v1/session")).json();
    assertThat(session.at("/user").isNull()).isTrue();
    assertThat(session.at("/link/target").asText()).isEqualTo(home);
    assertThat(session.at("/link/role").asText()).isEqualTo("viewer");
    assertThat(guest.get("/api/v1/collections/" + home + "/items").text()).contains(item);
    assertThat(guest.get("/api/v1/collections?parent=" + home).text()).contains(below);
    assertThat(guest.get("/api/v1/collections?parent=root").text())
        .contains(home)
        .doesNotContain(hidden);
    var shown = expect(200, guest.get("/api/v1/collections/" + home)).json();
    assertThat(shown.at("/parent").asText()).isEqualTo("root");
    assertThat(shown.at("/path")).isEmpty();
    assertThat(guest.get("/api/v1/collections/" + hidden).status()).isEqualTo(404);
    assertThat(guest.delete("/api/v1/session").status()).isEqualTo(204);
    assertThat(guest.get("/api/v1/session").status()).isEqualTo(401);
  }

  @Test
  void originalIsForThoseWhoMayDownload() {
    String home = library.collection();
    String original = "/api/v1/items/" + library.upload(home) + "/original";
    assertThat(guest(make("collection", home, "")).get(original).status()).isEqualTo(403);
    var downloader = make("collection", home, ",\"role\":\"downloader\"");
    assertThat(guest(downloader).get(original).status()).isEqualTo(200);
  }

  @Test
  void linkWritesNothingWhateverItsRole() {
    String home = library.collection();
    String item = "/api/v1/items/" + library.upload(home);
    var guest = guest(make("collection", home, ",\"role\":\"owner\"")).with("If-Match", "*");
    assertThat(guest.get(item).status()).isEqualTo(200);
    assertThat(guest.patch(item, "{\"title\":\"mine\"}").status()).isEqualTo(401);
    assertThat(guest.delete(item).status()).isEqualTo(401);
    assertThat(guest.upload(home, "a.png", Samples.picture("png", 8, 8, 1)).status())
        .isEqualTo(401);
    assertThat(
            guest
                .put("/api/v1/collections/" + home + "/grants", "{\"inherit\":true,\"grants\":[]}")
                .status())
        .isEqualTo(401);
  }

  @Test
  void itemIsSeenAlone() {
    String home = library.collection();
    String shown = library.upload(home);
    String other = library.upload(home);
    var guest = guest(make("item", shown, ""));
    assertThat(guest.get("/api/v1/items/" + shown).status()).isEqualTo(200);
    assertThat(guest.get("/api/v1/items/" + other).status()).isEqualTo(404);
    assertThat(guest.get("/api/v1/collections/" + home).status()).isEqualTo(404);
    assertThat(guest.get("/api/v1/session").json().at("/link/kind").asText()).isEqualTo("item");
    assertThat(admin.get(ALL + "?item=" + shown).json().at("/items")).hasSize(1);
  }

  @Test
  void passwordOpensAndGuessingIsSlowedDown() {
    var made = make("collection", library.collection(), ",\"password\":\"abre-te\"");
    assertThat(made.json().at("/password").asBoolean()).isTrue();
    var locked = expect(200, library.nobody.get(url(made)));
    assertThat(locked.json().at("/needsPassword").asBoolean()).isTrue();
    assertThat(locked.json().at("/title").asText()).isEmpty();
    assertThat(locked.header("set-cookie")).isEmpty();
    assertThat(library.nobody.post(url(made), "{\"password\":\"no\"}").status()).isEqualTo(403);
    var right = expect(200, library.nobody.post(url(made), "{\"password\":\"abre-te\"}"));
    assertThat(library.nobody.keeping(right).get("/api/v1/session").status()).isEqualTo(200);
    Client.Answer last = right;
    for (int i = 0; i < 10 && last.status() != 429; i++) {
      last = library.nobody.post(url(made), "{\"password\":\"no" + i + "\"}");
    }
    assertThat(last.status()).isEqualTo(429);
    assertThat(last.header("retry-after")).isNotEmpty();
  }

  private Client acting(Client.Answer made) {
    return library.nobody.keeping(expect(200, library.nobody.post(url(made), "{}")));
  }

  @Test
  void usesAreOpeningsByPeopleAndEnd() {
    var made = make("collection", library.collection(), ",\"uses\":2");
    var first = acting(made);
    expect(200, first.get(url(made)));
    expect(200, first.post(url(made), "{}"));
    acting(made);
    assertThat(library.nobody.post(url(made), "{}").status()).isEqualTo(404);
    assertThat(library.nobody.get(url(made)).status()).isEqualTo(404);
    assertThat(first.get("/api/v1/session").status()).isEqualTo(200);
    expect(200, first.get(url(made)));
    var listed = admin.get(ALL).json().at("/items");
    assertThat(listed)
        .anySatisfy(link -> {
          assertThat(link.at("/id").asText()).isEqualTo(made.id());
          assertThat(link.at("/state").asText()).isEqualTo("used up");
          assertThat(link.at("/used").asInt()).isEqualTo(2);
          assertThat(link.has("token")).isFalse();
        });
  }

  /** Messengers and mail filters fetch every address, whatever they say they accept. */
  @Test
  void robotThatLooksTakesNoUse() {
    String home = library.collection();
    var made = make("collection", home, ",\"uses\":1");
    for (var accept : new String[] {"*/*", "application/json", "text/html", ""}) {
      var looked = expect(200, library.nobody.with("Accept", accept).get(url(made)));
      assertThat(looked.header("set-cookie")).isEmpty();
    }
    var looked = expect(200, library.nobody.get(url(made))).json();
    assertThat(looked.at("/needsOpening").asBoolean()).isTrue();
    assertThat(looked.at("/title").asText()).isEmpty();
    var guest = acting(made);
    assertThat(guest.get("/api/v1/collections/" + home).status()).isEqualTo(200);
    assertThat(library.nobody.post(url(made), "{}").status()).isEqualTo(404);
  }

  @Test
  void guestLearnsNeitherWhoAddedAnItemNorWhichFileItIs() {
    String home = library.collection();
    String item = library.upload(home);
    String sha256 = admin.get("/api/v1/items/" + item).json().at("/sha256").asText();
    assertThat(sha256).hasSize(64);
    var viewer = library.person();
    expect(200, library.grant(home, true, Library.allow(viewer, "viewer")));
    assertThat(
            expect(200, viewer.client().get("/api/v1/items/" + item))
                .json()
                .at("/addedBy")
                .asText())
        .as("a person is told, and leaves that in the cache")
        .isNotEmpty();
    var guest = guest(make("collection", home, ""));
    for (String path :
        new String[] {
          "/api/v1/items/" + item,
          "/api/v1/collections/" + home + "/items",
          "/api/v1/collections/" + home,
          "/api/v1/collections?parent=root",
          "/api/v1/session"
        }) {
      for (var client : new Client[] {guest, viewer.client()}) {
        assertThat(expect(200, client.get(path)).text())
            .as(path)
            .doesNotContain(sha256.substring(0, 12));
      }
      assertThat(expect(200, guest.get(path)).text())
          .as(path)
          .doesNotContain("addedBy", "Ana", "sha256");
    }
    var person = library.person();
    expect(200, library.grant(home, true, Library.allow(person, "downloader")));
    var downloader = guest(make("collection", home, ",\"role\":\"downloader\""));
    for (var path : List.of("/api/v1/items/" + item, "/api/v1/collections/" + home + "/items")) {
      assertThat(person.client().get(path).text())
          .as("a person is told, and leaves that in the cache")
          .contains(sha256);
      assertThat(expect(200, downloader.get(path)).text()).as(path).doesNotContain(sha256);
    }
  }

  @Test
  void expiredLinkOpensNothing() throws InterruptedException {
    String home = library.collection();
    var until = Instant.now().plusSeconds(2);
    var made = make("collection", home, ",\"until\":\"" + until + "\"");
    var guest = guest(made);
    while (!Instant.now().isAfter(until)) {
      Thread.sleep(50);
    }
    assertThat(guest.get("/api/v1/collections/" + home).status()).isEqualTo(401);
    assertThat(library.nobody.get(url(made)).status()).isEqualTo(404);
    assertThat(library.nobody.with("Accept", "text/html").get(url(made)).status()).isEqualTo(404);
    assertThat(admin.get(ALL + "?collection=" + home).json().at("/items/0/state").asText())
        .isEqualTo("expired");
  }

  @Test
  void revokedLinkFailsWithTheVeryNextRequest() {
    String home = library.collection();
    var made = make("collection", home, "");
    var guest = guest(made);
    String path = "/api/v1/collections/" + home;
    assertThat(guest.get(path).status()).isEqualTo(200);
    assertThat(library.person().client().delete(ALL + "/" + made.id()).status()).isEqualTo(404);
    assertThat(guest.get(path).status()).isEqualTo(200);
    assertThat(admin.delete(ALL + "/" + made.id()).status()).isEqualTo(204);
    assertThat(guest.get(path).status()).isEqualTo(401);
    assertThat(library.nobody.get(url(made)).status()).isEqualTo(404);
    assertThat(admin.get(path + "/grants").text()).doesNotContain(made.id());
  }

  /** What rules the item is where it lies now, not where its link was made. */
  @Test
  void linkToAMovedItemIsForThoseWhoShareItNow() {
    var before = library.person();
    var after = library.person();
    String from = library.collection();
    String to = library.collection();
    expect(200, library.grant(from, true, Library.allow(before, "owner")));
    expect(200, library.grant(to, true, Library.allow(after, "owner")));
    String item = library.drawing(from);
    var made = make("item", item, "");
    String move = "{\"collection\":\"" + to + "\"}";
    expect(200, admin.post("/api/v1/items/" + item + "/move", move));
    assertThat(before.client().delete(ALL + "/" + made.id()).status()).isEqualTo(404);
    assertThat(after.client().delete(ALL + "/" + made.id()).status()).isEqualTo(204);
  }

  @Test
  void browserGetsThePageAndUsesNothing() {
    var made = make("collection", library.collection(), ",\"uses\":1");
    var browser = library.nobody.with("Accept", "text/html,application/xhtml+xml");
    var page = browser.get(url(made));
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("set-cookie")).isEmpty();
    assertThat(page.header("cache-control")).isEqualTo("no-store");
    assertThat(browser.get("/l/unknown").status()).isEqualTo(404);
    expect(200, library.nobody.post(url(made), "{}"));
  }

  @Test
  void personKeepsTheirOwnRightsThroughALink() {
    var person = library.person();
    String own = library.collection();
    String linked = library.collection();
    expect(200, library.grant(own, true, Library.allow(person, "editor")));
    var through = expect(200, library.nobody.get(url(make("collection", linked, ""))));
    var both = person.client().keeping(through);
    assertThat(both.get("/api/v1/session").json().at("/user/id").asText()).isEqualTo(person.id());
    assertThat(both.get("/api/v1/collections/" + linked).status()).isEqualTo(200);
    assertThat(both.get("/api/v1/collections/" + own).status()).isEqualTo(200);
    assertThat(person.client().get("/api/v1/collections/" + linked).status()).isEqualTo(404);
  }

  @Test
  void wrongWishesAreNamed() {
    String home = library.collection();
    record Wrong(String more, String field) {}
    for (var wrong :
        new Wrong[] {
          new Wrong(",\"role\":\"boss\"", "role"),
          new Wrong(",\"role\":\"not a role\"", "role"),
          new Wrong(",\"until\":\"2001-01-01T00:00:00Z\"", "until"),
          new Wrong(",\"uses\":0", "uses"),
          new Wrong(",\"password\":\"\"", "password"),
          new Wrong(",\"item\":\"x\"", "item")
        }) {
      var answer = admin.post(ALL, "{\"collection\":\"" + home + "\"" + wrong.more() + "}");
      assertThat(answer.status()).as(wrong.more()).isEqualTo(400);
      assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo(wrong.field());
    }
    assertThat(admin.post(ALL, "{}").status()).isEqualTo(400);
    var role =
        admin.post(ALL, "{\"collection\":\"" + home + "\",\"role\":\"" + "boss".repeat(16) + "\"}");
    assertThat(role.json().at("/errors/0/why").asText())
        .contains("'boss", "…")
        .hasSizeLessThan(100);
    var scopes = admin.post("/api/v1/tokens", "{\"name\":\"t\",\"scopes\":[\"view\",\"fly\"]}");
    assertThat(scopes.json().at("/errors/0/field").asText()).isEqualTo("scopes[1]");
    assertThat(scopes.json().at("/errors/0/why").asText()).contains("'fly'");
  }

  @Test
  void everyLinkIsOnOnePage() {
    String home = library.collection();
    var expected = new ArrayList<String>();
    for (int i = 0; i < 5; i++) {
      expected.addFirst(make("collection", home, "").id());
    }
    for (String list : new String[] {ALL + "?collection=" + home + "&limit=2", ALL + "?limit=2"}) {
      var found = new ArrayList<String>();
      var page = expect(200, admin.get(list)).json();
      while (true) {
        assertThat(page.at("/items").size()).isLessThanOrEqualTo(2);
        page.at("/items").forEach(link -> found.add(link.at("/id").asText()));
        if (page.at("/next").isNull()) {
          break;
        }
        page = expect(200, admin.get(list + "&cursor=" + page.at("/next").asText())).json();
      }
      assertThat(found).doesNotHaveDuplicates();
      assertThat(found.subList(0, 5)).isEqualTo(expected);
    }
    assertThat(admin.get(ALL + "?cursor=abc").json().at("/errors/0/field").asText())
        .isEqualTo("cursor");
  }

  private Client program(String scopes) {
    var made =
        expect(201, admin.post("/api/v1/tokens", "{\"name\":\"t\",\"scopes\":[" + scopes + "]}"));
    return library.nobody.with("Authorization", "Bearer " + made.json().at("/token").asText());
  }

  @Test
  void tokenThatDoesNotShareHasNothingToDoWithLinks() {
    String home = library.collection();
    var made = make("collection", home, "");
    var narrow = program("\"list\",\"view\"");
    assertThat(narrow.get(ALL).status()).isEqualTo(403);
    assertThat(narrow.get(ALL + "?collection=" + home).status()).isEqualTo(403);
    for (String id : new String[] {made.id(), "unknown"}) {
      var refused = narrow.delete(ALL + "/" + id);
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.json().at("/detail").asText()).contains("'share'");
    }
    var sharing = program("\"share\"");
    assertThat(sharing.get(ALL).text()).contains(made.id());
    assertThat(sharing.delete(ALL + "/" + made.id()).status()).isEqualTo(204);
  }

  @Test
  void linkGivesNoMoreThanItsMakerHolds() {
    var sharer = library.person();
    String home = library.collection();
    library.grantMore(
        home,
        "{\"principal\":\"user:%s\",\"permissions\":[\"list\",\"view\",\"share\"]}"
            .formatted(sharer.id()));
    String body = "{\"collection\":\"" + home + "\",\"role\":\"%s\"}";
    var wide = sharer.client().post(ALL, body.formatted("downloader"));
    assertThat(wide.status()).isEqualTo(403);
    assertThat(wide.json().at("/detail").asText()).contains("'download'");
    var made = expect(201, sharer.client().post(ALL, body.formatted("viewer")));
    assertThat(sharer.client().get(ALL).json().at("/items")).hasSize(1);
    assertThat(made.json().at("/by/id").asText()).isEqualTo(sharer.id());
  }
}
