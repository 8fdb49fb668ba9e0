package org.acervo.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When something came to be: as people say it, as it is shown and as it is sorted. */
@TestInstance(Lifecycle.PER_CLASS)
final class DatesHttpTest {
  private Library library;
  private String home;

  @BeforeAll
  void open() {
    library = Library.open(Map.of("ACERVO_ZONE", "America/Sao_Paulo"));
    home = library.collection();
  }

  @AfterAll
  void close() {
    library.close();
  }

  private Client.Answer say(String id, String taken) {
    return library
        .admin
        .with("If-Match", "*")
        .patch("/api/v1/items/" + id, "{\"taken\":" + taken + "}");
  }

  private String picture(int number) {
    return library
        .admin
        .upload(home, "p" + number + ".png", Samples.picture("png", 40, 30 + number, number))
        .id();
  }

  private static String shown(JsonNode item) {
    return item.at("/takenLocal").asText()
        + " "
        + item.at("/taken").asText()
        + " "
        + item.at("/takenSource").asText();
  }

  @ParameterizedTest
  @CsvSource({
    "2024-07-21T23:39:24+02:00, 2024-07-21T23:39:24, 2024-07-21T23:39:24+02:00",
    "2024-07-21T23:39:24Z, 2024-07-21T23:39:24, 2024-07-21T23:39:24Z",
    "2020-01-01T00:30:00, 2020-01-01T00:30:00, 2020-01-01T00:30:00-03:00",
    "1938-05-17T12:00:00-03:00, 1938-05-17T12:00:00, 1938-05-17T12:00:00-03:00",
    "0001-01-01T00:00:00Z, 0001-01-01T00:00:00, 0001-01-01T00:00:00Z",
    "2024-07-21t23:39:24.25z, 2024-07-21T23:39:24.25, 2024-07-21T23:39:24.25Z"
  })
  void whatPeopleSayIsKeptAsTheySayIt(String said, String local, String moment) {
    var answer = say(picture(1), '"' + said + '"');
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(shown(answer.json())).isEqualTo(local + " " + moment + " person");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"1938\"",
        "1938",
        "1938.5",
        "\"1938-05\"",
        "\"1938-05-17\"",
        "\"\"",
        "\"yesterday\"",
        "\"2024-02-30T00:00:00Z\"",
        "\"2024-01-01T25:00:00Z\"",
        "\"2024-01-01 00:00:00Z\"",
        "\"0000-01-01T00:00:00Z\"",
        "\"+12024-01-01T00:00:00Z\"",
        "\"2024-01-01T00:00:00+25:00\"",
        "true",
        "{}"
      })
  void whatIsNoDateIsRefusedAndNever1970(String said) {
    var id = picture(2);
    var before = shown(library.admin.get("/api/v1/items/" + id).json());
    var answer = say(id, said);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo("taken");
    assertThat(shown(library.admin.get("/api/v1/items/" + id).json())).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"1938\"", "1938", "\"2030\""})
  void noOtherTimeOfARequestBecomes1970(String until) {
    var token = library.admin.post("/api/v1/tokens", "{\"name\":\"t\",\"until\":" + until + "}");
    assertThat(token.status()).as(token.text()).isEqualTo(400);
    assertThat(token.json().at("/errors/0/field").asText()).isEqualTo("until");
  }

  @Test
  void sortsByWhatTheClockShowed() {
    home = library.collection();
    var early = picture(11);
    var late = picture(12);
    var old = picture(13);
    say(early, "\"2020-01-01T00:30:00+14:00\"");
    say(late, "\"2020-01-01T00:31:00-10:00\"");
    say(old, "\"1938-05-17T12:00:00\"");
    var order = new ArrayList<String>();
    String next = "";
    do {
      var page =
          library.admin.get(
              "/api/v1/collections/" + home + "/items?sort=taken&dir=asc&limit=1" + next);
      order.add(page.json().at("/items/0/id").asText());
      next = page.json().at("/next").isNull() ? "" : "&cursor=" + page.json().at("/next").asText();
    } while (!next.isEmpty());
    assertThat(order).containsExactly(old, early, late);
  }

  @Test
  void anUploadOfWhichNothingIsKnownWasTakenWhenItCame() {
    var item = library.admin.get("/api/v1/items/" + picture(14)).json();
    assertThat(item.at("/takenSource").asText()).isEqualTo("upload");
    assertThat(item.at("/taken").asText()).endsWith("-03:00");
  }
}
