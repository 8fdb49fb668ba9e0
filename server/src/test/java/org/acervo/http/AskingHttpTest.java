package org.acervo.http;

import static org.acervo.http.Library.allow;
import static org.acervo.http.Library.deny;
import static org.acervo.http.Library.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
final class AskingHttpTest {
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

  private static JsonNode explain(Client client, String query) {
    return expect(200, client.get("/api/v1/explain?permission=view&" + query)).json();
  }

  @Test
  void explanationLeadsThroughGroupsAndLevelsToTheEntryThatDecides() {
    var person = library.person();
    String top = library.collection();
    String home = library.collection(top);
    String item = library.upload(home);
    String outer = admin.post("/api/v1/groups", "{\"name\":\"Outer\"}").id();
    String inner = admin.post("/api/v1/groups", "{\"name\":\"Inner\"}").id();
    expect(204, admin.put("/api/v1/groups/" + outer + "/groups/" + inner, ""));
    expect(204, admin.put("/api/v1/groups/" + inner + "/members/" + person.id(), ""));
    library.grantMore(top, "{\"principal\":\"group:" + outer + "\",\"role\":\"viewer\"}");
    var told = explain(admin, "item=" + item + "&user=" + person.id());
    assertThat(told.at("/allowed").asBoolean()).isTrue();
    assertThat(told.at("/reason").asText()).isEqualTo("granted");
    assertThat(told.at("/steps").findValuesAsText("kind"))
        .containsExactly("item", "collection", "collection");
    var entry = told.at("/steps/2/entries/0");
    assertThat(entry.at("/decides").asBoolean()).isTrue();
    assertThat(entry.at("/grant/name").asText()).isEqualTo("Outer");
    assertThat(entry.at("/via").toString()).isEqualTo("[\"Inner\",\"Outer\"]");
    assertThat(told.at("/advice").asText()).isNotBlank();
    var own = explain(person.client(), "item=" + item);
    assertThat(own.at("/allowed").asBoolean()).isTrue();
    library.grantMore(home, deny(person, "viewer"));
    var denied = explain(admin, "item=" + item + "&user=" + person.id());
    assertThat(denied.at("/allowed").asBoolean()).isFalse();
    assertThat(denied.at("/reason").asText()).isEqualTo("denied");
  }

  @Test
  void strangersAndTheDisabledAreExplainedToo() {
    var person = library.person();
    String home = library.collection();
    assertThat(explain(admin, "collection=" + home + "&user=anonymous").at("/reason").asText())
        .isEqualTo("no grant");
    library.grantMore(home, "{\"principal\":\"everyone\",\"role\":\"viewer\"}");
    var open = explain(admin, "collection=" + home + "&user=anonymous");
    assertThat(open.at("/allowed").asBoolean()).isTrue();
    assertThat(open.at("/steps/0/entries/0/grant/principal").asText()).isEqualTo("everyone");
    library.disable(person);
    assertThat(explain(admin, "collection=" + home + "&user=" + person.id()).at("/reason").asText())
        .isEqualTo("disabled");
    assertThat(explain(admin, "collection=" + home + "&user=nobody1").at("/reason").asText())
        .isEqualTo("unknown");
  }

  @Test
  void titlesOfHiddenLevelsAreNotTold() {
    var person = library.person();
    String hidden = library.collection();
    String shared = library.collection(hidden);
    library.grantMore(shared, allow(person, "owner"));
    library.grantMore(hidden, "{\"principal\":\"everyone\",\"permissions\":[\"download\"]}");
    var told =
        expect(
            200,
            person
                .client()
                .get("/api/v1/explain?permission=download&user=anonymous&collection=" + shared));
    assertThat(told.json().at("/steps/0/at/title").asText()).isNotEmpty();
    assertThat(told.json().at("/steps/1/at/title").isNull()).isTrue();
  }

  @Test
  void othersAreExplainedOnlyToThoseWhoMayShare() {
    var viewer = library.person();
    var stranger = library.person();
    String home = library.collection();
    library.grantMore(home, allow(viewer, "viewer"));
    String query = "/api/v1/explain?permission=view&collection=" + home;
    assertThat(viewer.client().get(query + "&user=" + stranger.id()).status()).isEqualTo(403);
    assertThat(viewer.client().get(query + "&user=" + viewer.id()).status()).isEqualTo(200);
    assertThat(stranger.client().get(query).status()).isEqualTo(404);
    assertThat(library.nobody.get(query).status()).isEqualTo(401);
  }

  @Test
  void tokenOfAnAdministratorThatDoesNotShareAsksNothingElsewhere() {
    var administrator = library.administrator();
    String home = library.collection();
    record Told(String scope, int status) {}
    for (var told : List.of(new Told("view", 404), new Told("share", 200))) {
      var made =
          expect(
              201,
              administrator
                  .client()
                  .post(
                      "/api/v1/tokens", "{\"name\":\"t\",\"scopes\":[\"" + told.scope() + "\"]}"));
      var program =
          library.nobody.with("Authorization", "Bearer " + made.json().at("/token").asText());
      for (String call : List.of("explain", "who-can")) {
        assertThat(program.get("/api/v1/" + call + "?permission=view&collection=" + home).status())
            .as(call + " with " + told.scope())
            .isEqualTo(told.status());
      }
    }
  }

  @Test
  void wrongQuestionsAreNamed() {
    String home = library.collection();
    record Wrong(String query, String field) {}
    for (var wrong :
        List.of(
            new Wrong("collection=" + home, "permission"),
            new Wrong("permission=fly&collection=" + home, "permission"),
            new Wrong("permission=view", "collection"),
            new Wrong("permission=view&collection=" + home + "&item=x", "item"))) {
      for (String call : List.of("/api/v1/explain?", "/api/v1/who-can?")) {
        var answer = admin.get(call + wrong.query());
        assertThat(answer.status()).as(call + wrong.query()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo(wrong.field());
      }
    }
  }

  @Test
  void whoCanIsPagedAndTellsWhereItComesFrom() {
    String top = library.collection();
    String home = library.collection(top);
    var expected = new ArrayList<String>();
    for (int i = 0; i < 5; i++) {
      var person = library.person();
      expected.add(person.id());
      library.grantMore(i % 2 == 0 ? top : home, allow(person, "viewer"));
    }
    var closed = library.person();
    library.grantMore(top, allow(closed, "viewer"));
    library.grantMore(home, deny(closed, "viewer"));
    String query = "/api/v1/who-can?permission=download&limit=2&collection=" + home;
    assertThat(expect(200, admin.get(query)).json().at("/total").asInt()).isEqualTo(1);
    query = query.replace("download", "view");
    var found = new ArrayList<String>();
    var page = expect(200, admin.get(query)).json();
    while (true) {
      assertThat(page.at("/total").asInt()).isEqualTo(6);
      assertThat(page.at("/everyone").asBoolean()).isFalse();
      page.at("/items")
          .forEach(one -> {
            found.add(one.at("/user/id").asText());
            assertThat(one.at("/from/title").asText()).isNotEmpty();
            assertThat(one.at("/grant/principal").asText())
                .isEqualTo("user:" + one.at("/user/id").asText());
          });
      if (page.at("/next").isNull()) {
        break;
      }
      page = expect(200, admin.get(query + "&cursor=" + page.at("/next").asText())).json();
    }
    expected.add(admin.get("/api/v1/session").json().at("/user/id").asText());
    assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(admin.get(query + "&cursor=x").status()).isEqualTo(400);
    library.grantMore(home, "{\"principal\":\"everyone\",\"role\":\"viewer\"}");
    assertThat(admin.get(query).json().at("/everyone").asBoolean()).isTrue();
  }

  @Test
  void dryRunCountsWhatOpensAndClosesAndChangesNothing() {
    var member = library.person();
    var newcomer = library.person();
    String top = library.collection();
    String below = library.collection(top);
    library.upload(top);
    library.upload(below);
    library.upload(below);
    library.grantMore(top, allow(member, "viewer"));
    String path = "/api/v1/collections/" + top + "/grants";
    var before = admin.get(path);
    String owner = before.json().at("/grants/0").toString();
    String wanted =
        "{\"inherit\":true,\"grants\":[" + owner + "," + allow(newcomer, "editor") + "]}";
    var told = expect(200, admin.post(path + ":dryRun", wanted)).json();
    assertThat(told.at("/gains").toString()).isEqualTo("{\"people\":1,\"items\":3}");
    assertThat(told.at("/loses").toString()).isEqualTo("{\"people\":1,\"items\":3}");
    assertThat(told.at("/everyone").asBoolean()).isFalse();
    assertThat(told.at("/more").asBoolean()).isFalse();
    assertThat(told.at("/changes"))
        .anySatisfy(one -> {
          assertThat(one.at("/user/id").asText()).isEqualTo(newcomer.id());
          assertThat(one.at("/gains").toString()).contains("list", "view", "edit", "delete");
          assertThat(one.at("/opens").asInt()).isEqualTo(3);
          assertThat(one.at("/closes").asInt()).isZero();
        })
        .anySatisfy(one -> {
          assertThat(one.at("/user/id").asText()).isEqualTo(member.id());
          assertThat(one.at("/loses").toString()).isEqualTo("[\"list\",\"view\"]");
          assertThat(one.at("/closes").asInt()).isEqualTo(3);
        });
    assertThat(admin.get(path).header("etag")).isEqualTo(before.header("etag"));
    var open =
        expect(
            200,
            admin.post(
                path + ":dryRun",
                "{\"inherit\":true,\"grants\":["
                    + owner
                    + ",{\"principal\":\"everyone\",\"role\":\"viewer\"}]}"));
    assertThat(open.json().at("/everyone").asBoolean()).isTrue();
    assertThat(open.json().at("/gains/items").asInt()).isEqualTo(3);
  }

  /** An item with rights of its own is counted by these, and not by its collection's. */
  @Test
  void dryRunCountsItemsWithRightsOfTheirOwnOneByOne() {
    var newcomer = library.person();
    String top = library.collection();
    String shared = library.upload(top);
    String closed = library.upload(top);
    String binned = library.upload(top);
    library.upload(top);
    for (var own :
        List.of(
            List.of(shared, allow(newcomer, "viewer")),
            List.of(closed, Library.deny(newcomer, "viewer")),
            List.of(binned, Library.deny(newcomer, "viewer")))) {
      expect(
          200,
          admin
              .with("If-Match", "*")
              .put(
                  "/api/v1/items/" + own.get(0) + "/grants",
                  "{\"inherit\":true,\"grants\":[" + own.get(1) + "]}"));
    }
    expect(204, admin.delete("/api/v1/items/" + binned));
    String path = "/api/v1/collections/" + top + "/grants";
    String owner = admin.get(path).json().at("/grants/0").toString();
    String wanted =
        "{\"inherit\":true,\"grants\":[" + owner + "," + allow(newcomer, "viewer") + "]}";
    var told = expect(200, admin.post(path + ":dryRun", wanted)).json();
    assertThat(told.at("/gains").toString()).isEqualTo("{\"people\":1,\"items\":1}");
    assertThat(told.at("/changes/0/opens").asInt()).isEqualTo(1);
  }

  @Test
  void dryRunOfAnItemCountsThatItem() {
    var guest = library.person();
    String item = library.upload(library.collection());
    var told =
        expect(
            200,
            admin.post(
                "/api/v1/items/" + item + "/grants:dryRun",
                "{\"inherit\":true,\"grants\":[" + allow(guest, "viewer") + "]}"));
    assertThat(told.json().at("/gains").toString()).isEqualTo("{\"people\":1,\"items\":1}");
    assertThat(told.json().at("/loses").toString()).isEqualTo("{\"people\":0,\"items\":0}");
  }
}
