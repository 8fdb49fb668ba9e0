package org.acervo.http;

import static org.acervo.http.Library.allow;
import static org.acervo.http.Library.deny;
import static org.acervo.http.Library.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@Tag("slow")
@TestInstance(Lifecycle.PER_CLASS)
final class GrantsHttpTest {
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

  private static String body(String... grants) {
    return "{\"inherit\":true,\"grants\":[" + String.join(",", grants) + "]}";
  }

  private static String collection(String id) {
    return "/api/v1/collections/" + id + "/grants";
  }

  private static String item(String id) {
    return "/api/v1/items/" + id + "/grants";
  }

  private Client any() {
    return admin.with("If-Match", "*");
  }

  @Test
  void itemIsOpenedAndClosedByItsOwnGrants() {
    var guest = library.person();
    var member = library.person();
    String home = library.collection();
    String item = library.upload(home);
    expect(200, library.grant(home, true, allow(member, "viewer")));
    var put =
        expect(200, any().put(item(item), body(allow(guest, "viewer"), deny(member, "viewer"))));
    assertThat(put.json().at("/inherited/0/from/id").asText()).isEqualTo(home);
    assertThat(guest.client().get("/api/v1/items/" + item).status()).isEqualTo(200);
    assertThat(guest.client().get("/api/v1/collections/" + home).status()).isEqualTo(404);
    assertThat(member.client().get("/api/v1/items/" + item).status()).isEqualTo(404);
    assertThat(member.client().get("/api/v1/collections/" + home).status()).isEqualTo(200);
    expect(200, any().put(item(item), body()));
    assertThat(guest.client().get("/api/v1/items/" + item).status()).isEqualTo(404);
    assertThat(member.client().get("/api/v1/items/" + item).status()).isEqualTo(200);
  }

  @Test
  void replacingNeedsTheRevisionThatWasRead() {
    var person = library.person();
    String home = library.collection();
    String item = library.upload(home);
    for (String path : List.of(collection(library.collection(home)), item(item))) {
      var read = expect(200, admin.get(path));
      assertThat(admin.put(path, body()).status()).isEqualTo(428);
      var based = admin.with("If-Match", read.header("etag"));
      var saved = expect(200, based.put(path, body(allow(person, "viewer"))));
      assertThat(saved.header("etag")).isNotEqualTo(read.header("etag"));
      assertThat(based.put(path, body()).status()).isEqualTo(412);
      assertThat(admin.get(path).json().at("/grants")).hasSize(1);
    }
  }

  @Test
  void whatIsClosedStaysClosedWhenInheritIsLeftOut() {
    var viewer = library.person();
    String home = library.collection();
    library.grantMore(home, allow(viewer, "viewer"));
    String below = library.collection(home);
    expect(200, library.grant(below, false));
    String owner = admin.get(collection(below)).json().at("/grants/0").toString();
    String wanted = "{\"grants\":[" + owner + "]}";
    var told = expect(200, admin.post(collection(below) + ":dryRun", wanted));
    assertThat(told.json().at("/changes")).isEmpty();
    var put = expect(200, any().put(collection(below), wanted));
    assertThat(put.json().at("/inherit").asBoolean()).isFalse();
    assertThat(viewer.client().get("/api/v1/collections/" + below).status()).isEqualTo(404);
  }

  @Test
  void whatWasReadCanBeSentBack() {
    String home = library.collection();
    String below = library.collection(home);
    for (String path : List.of(collection(below), item(library.upload(home)))) {
      var read = expect(200, admin.get(path));
      assertThat(read.json().at("/inherited")).isNotEmpty();
      expect(200, admin.post(path + ":dryRun", read.text()));
      var put = expect(200, admin.with("If-Match", read.header("etag")).put(path, read.text()));
      assertThat(put.json()).isEqualTo(read.json());
    }
  }

  @Test
  void whatDoesNotExistIsNamed() {
    String path = collection(library.collection());
    record Wrong(String grant, String field, String named) {}
    for (var wrong :
        List.of(
            new Wrong(
                "{\"principal\":\"user:nobody1\",\"role\":\"viewer\"}", "principal", "nobody1"),
            new Wrong("{\"principal\":\"group:none1\",\"role\":\"viewer\"}", "principal", "none1"),
            new Wrong("{\"principal\":\"link:gone1\",\"role\":\"viewer\"}", "principal", "gone1"),
            new Wrong("{\"principal\":\"robots\",\"role\":\"viewer\"}", "principal", "user:ID"),
            new Wrong("{\"principal\":\"robots\",\"role\":\"viewer\"}", "principal", "robots"),
            new Wrong("{\"role\":\"viewer\"}", "principal", "missing"),
            new Wrong("{\"principal\":\"everyone\",\"role\":\"boss\"}", "role", "boss"),
            new Wrong("{\"principal\":\"everyone\",\"role\":\"not a role\"}", "role", "not a role"),
            new Wrong("{\"principal\":\"everyone\"}", "role", "role"),
            new Wrong(
                "{\"principal\":\"everyone\",\"permissions\":[\"fly\"]}", "permissions", "fly"),
            new Wrong(
                "{\"principal\":\"everyone\",\"role\":\"viewer\",\"effect\":\"maybe\"}",
                "effect",
                "maybe"))) {
      for (var answer :
          List.of(
              any().put(path, body(wrong.grant())),
              admin.post(path + ":dryRun", body(wrong.grant())))) {
        assertThat(answer.status()).as(wrong.grant()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/field").asText())
            .isEqualTo("grants[0]." + wrong.field());
        assertThat(answer.json().at("/errors/0/why").asText()).contains(wrong.named());
      }
    }
    assertThat(any().put(path, "{\"inherit\":true}").json().at("/errors/0/field").asText())
        .isEqualTo("grants");
  }

  @Test
  void nobodyGivesMoreThanTheyHold() {
    var sharer = library.person();
    var friend = library.person();
    String home = library.collection();
    String item = library.upload(home);
    expect(
        200,
        library.grant(
            home,
            true,
            "{\"principal\":\"user:%s\",\"permissions\":[\"list\",\"view\",\"share\"]}"
                .formatted(sharer.id())));
    for (String path : List.of(collection(home), item(item))) {
      var read = expect(200, sharer.client().get(path));
      var now = read.json();
      var based = sharer.client().with("If-Match", read.header("etag"));
      var kept = new StringBuilder();
      now.at("/grants").forEach(grant -> kept.append(grant).append(','));
      String wide = "{\"inherit\":true,\"grants\":[" + kept + allow(friend, "downloader") + "]}";
      for (var answer :
          List.of(based.put(path, wide), sharer.client().post(path + ":dryRun", wide))) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(403);
        assertThat(answer.json().at("/detail").asText())
            .contains("'download'")
            .doesNotContain("'view'");
      }
      String narrow = "{\"inherit\":true,\"grants\":[" + kept + allow(friend, "viewer") + "]}";
      expect(200, based.put(path, narrow));
    }
  }

  @Test
  void lastOwnerStays() {
    String home = library.collection();
    String below = library.collection(home);
    var nobody = any().put(collection(home), body());
    assertThat(nobody.status()).isEqualTo(409);
    assertThat(nobody.json().at("/detail").asText()).contains("Owner");
    var cut = any().put(collection(below), "{\"inherit\":false,\"grants\":[]}");
    assertThat(cut.status()).isEqualTo(409);
    assertThat(admin.get(collection(home)).json().at("/grants")).hasSize(1);
  }

  @Test
  void grantEndsAtItsTime() throws InterruptedException {
    var person = library.person();
    String home = library.collection();
    var until = Instant.now().plusSeconds(2);
    String grant =
        "{\"principal\":\"user:%s\",\"role\":\"viewer\",\"until\":\"%s\"}"
            .formatted(person.id(), until);
    library.grantMore(home, grant);
    String path = "/api/v1/collections/" + home;
    var before = person.client().get(path).status();
    boolean early = Instant.now().isBefore(until);
    while (!Instant.now().isAfter(until)) {
      Thread.sleep(50);
    }
    assertThat(before).isEqualTo(early ? 200 : 404);
    assertThat(person.client().get(path).status()).isEqualTo(404);
    assertThat(admin.get(collection(home)).json().at("/grants")).hasSize(1);
  }

  @Test
  void twoEditorsOfTheSameGrantsLoseNothing() throws Exception {
    String home = library.collection();
    String path = collection(home);
    int editors = 2;
    try (var threads = Executors.newFixedThreadPool(editors)) {
      for (int round = 0; round < 8; round++) {
        var people = List.of(library.person(), library.person());
        var read = expect(200, admin.get(path));
        var kept = new StringBuilder();
        read.json().at("/grants").forEach(grant -> kept.append(grant).append(','));
        var start = new CyclicBarrier(editors);
        var answers =
            IntStream.range(0, editors)
                .mapToObj(i ->
                    threads.submit(() -> {
                      start.await();
                      return admin
                          .with("If-Match", read.header("etag"))
                          .put(
                              path,
                              "{\"inherit\":true,\"grants\":["
                                  + kept
                                  + allow(people.get(i), "viewer")
                                  + "]}");
                    }))
                .toList();
        var statuses = List.of(answers.get(0).get().status(), answers.get(1).get().status());
        assertThat(statuses).containsExactlyInAnyOrder(200, 412);
        int winner = statuses.indexOf(200);
        String after = admin.get(path).text();
        assertThat(after)
            .contains(people.get(winner).id())
            .doesNotContain(people.get(1 - winner).id());
        read.json()
            .at("/grants")
            .forEach(grant -> assertThat(after).contains(grant.at("/principal").asText()));
      }
    }
  }
}
