package org.acervo.http;

import static org.acervo.http.Library.allow;
import static org.acervo.http.Library.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
final class AuditHttpTest {
  private static final String ALL = "/api/v1/audit";

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

  private Client.Answer give(Client who, String home, String grants, String reason) {
    String path = "/api/v1/collections/" + home + "/grants";
    var now = who.get(path);
    return expect(
        200,
        who.with("If-Match", now.header("etag"))
            .put(
                path,
                "{\"inherit\":true,\"reason\":\"%s\",\"grants\":[%s,%s]}"
                    .formatted(reason, now.json().at("/grants/0"), grants)));
  }

  @Test
  void changeOfGrantsIsToldWithBeforeAfterAndReason() {
    var person = library.person();
    String home = library.collection();
    give(admin, home, allow(person, "viewer"), "exposição");
    var line =
        expect(200, admin.get(ALL + "?limit=1&object=collection:" + home)).json().at("/items/0");
    assertThat(line.at("/what").asText()).isEqualTo("grants replaced");
    assertThat(line.at("/actor").asText()).isEqualTo("ana");
    assertThat(line.at("/object").asText()).isEqualTo("collection:" + home);
    assertThat(line.at("/subjects").toString()).isEqualTo("[\"user:" + person.id() + "\"]");
    assertThat(line.at("/before").asText()).doesNotContain(person.id());
    assertThat(line.at("/after").asText()).contains("user:" + person.id() + " viewer");
    assertThat(line.at("/reason").asText()).isEqualTo("exposição");
    assertThat(Instant.parse(line.at("/at").asText())).isBefore(Instant.now().plusSeconds(60));
  }

  @Test
  void onePageBringsTheNamesOfAllThatItMentions() {
    var person = library.person();
    String home = library.collection();
    String item = admin.upload(home, "quay.png", Samples.picture("png", 16, 16, 5)).id();
    give(admin, home, allow(person, "viewer"), "");
    String to = library.collection();
    expect(200, admin.post("/api/v1/items/" + item + "/move", "{\"collection\":\"" + to + "\"}"));
    var names = expect(200, admin.get(ALL + "?limit=3")).json().at("/names");
    assertThat(names.path("login:ana").asText()).isEqualTo(name(admin, "/api/v1/session", "/user"));
    assertThat(names.path("user:" + person.id()).asText())
        .isEqualTo(name(admin, "/api/v1/users/" + person.id(), ""));
    for (String id : List.of(home, to)) {
      assertThat(names.path("collection:" + id).asText())
          .isEqualTo(
              expect(200, admin.get("/api/v1/collections/" + id)).json().at("/title").asText());
    }
    assertThat(names.path("item:" + item).asText()).isEqualTo("quay");
  }

  private static String name(Client who, String path, String at) {
    return expect(200, who.get(path)).json().at(at + "/name").asText();
  }

  @Test
  void namesOfWhatTheReaderMayNotSeeStayHidden() {
    String hidden = library.collection();
    String shared = library.collection();
    String item = admin.upload(hidden, "secret.png", Samples.picture("png", 16, 16, 6)).id();
    var owner = library.person();
    give(admin, shared, allow(owner, "owner"), "");
    expect(
        200, admin.post("/api/v1/items/" + item + "/move", "{\"collection\":\"" + shared + "\"}"));
    var names = expect(200, owner.client().get(ALL + "?object=item:" + item)).json().at("/names");
    assertThat(names.has("item:" + item)).isTrue();
    assertThat(names.has("collection:" + shared)).isTrue();
    assertThat(names.has("collection:" + hidden)).isFalse();
  }

  @Test
  void whoActedIsNamedByLoginInAnyCaseOrById() {
    var owner = library.person();
    String home = library.collection();
    give(admin, home, allow(owner, "owner"), "");
    var path = ALL + "?object=collection:" + home;
    String login =
        expect(200, owner.client().get("/api/v1/session")).json().at("/user/login").asText();
    String both = allow(owner, "owner") + "," + allow(library.person(), "viewer");
    give(owner.client(), home, both, "hers");
    for (String actor : List.of(login, login.toUpperCase(Locale.ROOT), "user:" + owner.id())) {
      var found = expect(200, owner.client().get(path + "&actor=" + actor)).json();
      assertThat(found.at("/items")).as(actor).hasSize(1);
      assertThat(found.at("/items/0/reason").asText()).isEqualTo("hers");
    }
    var names = expect(200, owner.client().get(path + "&actor=user:" + owner.id())).json();
    assertThat(names.at("/names").has("user:" + owner.id())).isTrue();
    assertThat(expect(200, admin.get(path + "&actor=user:nobody")).json().at("/items")).isEmpty();
  }

  private void assertMoved(String what, String object, String from, String to) {
    var line = expect(200, admin.get(ALL + "?limit=1&object=" + object)).json().at("/items/0");
    assertThat(line.at("/what").asText()).isEqualTo(what);
    assertThat(line.at("/actor").asText()).isEqualTo("ana");
    assertThat(line.at("/before").asText()).isEqualTo("collection:" + from);
    assertThat(line.at("/after").asText()).isEqualTo("collection:" + to);
  }

  @Test
  void movesAreToldWithWhereFromAndWhereTo() {
    String from = library.collection();
    String to = library.collection();
    String inner = library.collection(from);
    String item = admin.upload(from, "a.png", Samples.picture("png", 16, 16, 7)).id();
    expect(200, admin.post("/api/v1/items/" + item + "/move", "{\"collection\":\"" + to + "\"}"));
    assertMoved("item moved", "item:" + item, from, to);
    expect(
        200, admin.post("/api/v1/collections/" + inner + "/move", "{\"parent\":\"" + to + "\"}"));
    assertMoved("collection moved", "collection:" + inner, from, to);
  }

  @Test
  void filtersNarrow() {
    var person = library.person();
    var other = library.person();
    String home = library.collection();
    library.grantMore(home, allow(other, "owner"));
    give(other.client(), home, allow(person, "viewer"), "");
    var bySubject = admin.get(ALL + "?subject=user:" + person.id()).json().at("/items");
    assertThat(bySubject).hasSize(1);
    var byActor = admin.get(ALL + "?actor=" + other.login()).json().at("/items");
    assertThat(byActor).hasSize(1);
    assertThat(byActor.at("/0/n")).isEqualTo(bySubject.at("/0/n"));
    String at = bySubject.at("/0/at").asText();
    String both = ALL + "?subject=user:" + person.id() + "&";
    assertThat(admin.get(both + "from=" + at).json().at("/items")).hasSize(1);
    assertThat(admin.get(both + "to=" + at).json().at("/items")).isEmpty();
    assertThat(admin.get(both + "actor=ana").json().at("/items")).isEmpty();
    for (var time :
        List.of(
            "yesterday", "-999999999-01-01T00:00:00Z", "%2B999999999-12-31T23:59:59Z", "2026")) {
      for (var field : List.of("from", "to")) {
        var refused = admin.get(ALL + "?" + field + "=" + time);
        assertThat(refused.status()).as(time).isEqualTo(400);
        assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo(field);
      }
    }
    assertThat(admin.get(ALL + "?cursor=x").status()).isEqualTo(400);
  }

  @Test
  void pagesHoldEveryLineOnceNewestFirst() {
    library.collection();
    library.person();
    var numbers = new ArrayList<Long>();
    var page = expect(200, admin.get(ALL + "?limit=3")).json();
    while (true) {
      page.at("/items").forEach(line -> numbers.add(line.at("/n").asLong()));
      assertThat(page.at("/total").isNull()).isTrue();
      if (page.at("/next").isNull()) {
        break;
      }
      page = admin.get(ALL + "?limit=3&cursor=" + page.at("/next").asText()).json();
    }
    assertThat(numbers).isSortedAccordingTo((a, b) -> Long.compare(b, a)).doesNotHaveDuplicates();
    assertThat(numbers.getFirst() - numbers.getLast()).isEqualTo(numbers.size() - 1);
  }

  @Test
  void sharersReadTheHistoryOfWhatTheyShareAlone() {
    var owner = library.person();
    var viewer = library.person();
    String home = library.collection();
    String item = library.upload(home);
    library.grantMore(home, allow(owner, "owner"));
    library.grantMore(home, allow(viewer, "viewer"));
    String here = ALL + "?object=collection:" + home;
    assertThat(expect(200, owner.client().get(here)).json().at("/items")).isNotEmpty();
    assertThat(owner.client().get(ALL + "?object=item:" + item).status()).isEqualTo(200);
    assertThat(owner.client().get(ALL).status()).isEqualTo(403);
    assertThat(owner.client().get(ALL + "?object=user:" + viewer.id()).status()).isEqualTo(403);
    assertThat(owner.client().get(ALL + ".csv").status()).isEqualTo(403);
    assertThat(viewer.client().get(here).status()).isEqualTo(403);
    assertThat(library.nobody.get(here).status()).isEqualTo(401);
  }

  @Test
  void tableIsQuotedSoThatNoSpreadsheetRunsIt() {
    String home = library.collection();
    var person = library.person();
    for (String reason : List.of("=1+1", "+1", "-1", "@cmd", "plain, \\\"quoted\\\"")) {
      give(admin, home, allow(person, "viewer"), reason);
    }
    var csv = expect(200, admin.get(ALL + ".csv?object=collection:" + home));
    assertThat(csv.header("content-type")).startsWith("text/csv");
    assertThat(csv.header("content-disposition")).startsWith("attachment");
    var lines = csv.text().split("\r\n");
    assertThat(lines[0]).isEqualTo("number,time,actor,what,object,subjects,before,after,reason");
    assertThat(lines).hasSize(1 + 6);
    assertThat(lines[1]).endsWith(",\"plain, \"\"quoted\"\"\"");
    assertThat(lines[2]).endsWith(",\"'@cmd\"");
    assertThat(lines[3]).endsWith(",\"'-1\"");
    assertThat(lines[4]).endsWith(",\"'+1\"");
    assertThat(lines[5]).endsWith(",\"'=1+1\"");
    assertThat(admin.get(ALL + ".csv").text().split("\r\n").length).isGreaterThan(lines.length);
  }
}
