package org.acervo.http;

import static org.acervo.http.Library.allow;
import static org.acervo.http.Library.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Whatever is read can be asked for again at the price of a head. */
@TestInstance(Lifecycle.PER_CLASS)
final class EntityTagsHttpTest {
  private Library library;
  private Client admin;
  private String home;
  private Library.Person person;

  @BeforeAll
  void open() {
    library = Library.open();
    admin = library.admin;
    home = library.collection();
    person = library.person();
    library.grant(home, true, allow(person, "viewer"));
  }

  @AfterAll
  void close() {
    library.close();
  }

  private List<String> addresses() {
    String item = admin.upload(home, "a.png", Samples.picture("png", 16, 16, 3)).id();
    return List.of(
        "/api/v1/session",
        "/api/v1/users",
        "/api/v1/users/" + person.id(),
        "/api/v1/groups",
        "/api/v1/roles",
        "/api/v1/roles/viewer",
        "/api/v1/links",
        "/api/v1/tokens",
        "/api/v1/trash",
        "/api/v1/audit",
        "/api/v1/collections?parent=root",
        "/api/v1/collections/" + home,
        "/api/v1/collections/" + home + "/items",
        "/api/v1/collections/" + home + "/grants",
        "/api/v1/items/" + item,
        "/api/v1/items/" + item + "/grants",
        "/api/v1/who-can?permission=view&collection=" + home,
        "/api/v1/explain?permission=view&collection=" + home + "&user=" + person.id());
  }

  @Test
  void everythingThatIsReadHasATagAndIsNotSentAgain() {
    for (var path : addresses()) {
      for (var coding : List.of("identity", "gzip")) {
        var client = admin.with("Accept-Encoding", coding);
        var first = expect(200, client.get(path));
        String tag = first.header("etag");
        assertThat(tag).as(path).matches("\"[^\"]+\"");
        assertThat(first.header("cache-control")).as(path).isEqualTo("private, no-cache");
        assertThat(first.header("vary")).as(path).contains("Accept-Encoding");
        var again = client.with("If-None-Match", tag).get(path);
        assertThat(again.status()).as("%s %s", path, coding).isEqualTo(304);
        assertThat(again.body()).as(path).isEmpty();
        assertThat(again.header("etag")).as(path).isEqualTo(tag);
        var head = client.head(path);
        assertThat(head.header("etag")).as(path).isEqualTo(tag);
        assertThat(head.body()).as(path).isEmpty();
        assertThat(head.header("content-length"))
            .as(path)
            .isEqualTo(Integer.toString(first.body().length));
      }
    }
  }

  @Test
  void tagOfWhatWasReadIsGoodForAnEdit() {
    String path = "/api/v1/users/" + person.id();
    for (var coding : List.of("identity", "gzip")) {
      var read = expect(200, admin.with("Accept-Encoding", coding).get(path));
      var edit = admin.with("If-Match", read.header("etag"));
      expect(200, edit.patch(path, "{\"name\":\"Name " + coding + "\"}"));
      assertThat(edit.patch(path, "{\"name\":\"late\"}").status()).isEqualTo(412);
    }
  }

  @Test
  void grantsThatChangeByWhatIsAboveHaveAnotherTag() {
    String below = "/api/v1/collections/" + library.collection(home) + "/grants";
    String tag = expect(200, admin.get(below)).header("etag");
    library.grant(home, true, allow(library.person(), "viewer"));
    assertThat(admin.with("If-None-Match", tag).get(below).status()).isEqualTo(200);
  }

  @Test
  void everyAnswerSaysWhenItWasMade() {
    for (var path : List.of("/api/v1/session", "/api/v1/collections/" + home, "/nowhere", "/")) {
      var date = admin.get(path).header("date");
      var made = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      assertThat(made)
          .as(path)
          .isBetween(Instant.now().minus(Duration.ofMinutes(1)), Instant.now());
      assertThat(date).hasSize("Sun, 06 Nov 1994 08:49:37 GMT".length());
    }
  }
}
