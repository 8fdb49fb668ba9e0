package org.acervo.http;

import static org.acervo.http.Library.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What people see while the database fails in the ways in which databases do. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class FaultsContract {
  private Faults faults;
  private Library library;
  private String home;
  private String item;
  private Library.Person person;

  abstract Faults faults() throws Exception;

  @BeforeAll
  void open() throws Exception {
    faults = faults();
    library =
        Library.open(
            Map.of(
                "ACERVO_MONGODB_URI",
                faults.uri(),
                "ACERVO_MONGODB_DATABASE",
                "faults-" + UUID.randomUUID(),
                "ACERVO_MONGODB_PATIENCE",
                "2s",
                "ACERVO_CACHE",
                "false"));
    home = library.collection();
    item = library.drawing(home);
    person = library.person();
  }

  @AfterEach
  void mend() {
    faults.clear();
    eventually(200, () -> library.admin.get("/api/v1/items/" + item));
    eventually(200, () -> library.nobody.get("/health/ready"));
  }

  private static void eventually(int status, Supplier<Client.Answer> ask) {
    var end = Instant.now().plus(Duration.ofMinutes(1));
    var answer = ask.get();
    while (answer.status() != status && Instant.now().isBefore(end)) {
      answer = ask.get();
    }
    expect(status, answer);
  }

  @AfterAll
  void close() throws Exception {
    library.server.database().drop();
    library.close();
    faults.close();
  }

  private Client.Answer look() {
    return library.admin.get("/api/v1/collections/" + home + "/items?sort=name");
  }

  private Client.Answer rename(String title) {
    return library
        .admin
        .with("If-Match", "*")
        .patch("/api/v1/items/" + item, "{\"title\":\"" + title + "\"}");
  }

  private String title() {
    return expect(200, library.admin.get("/api/v1/items/" + item)).json().at("/title").asText();
  }

  /** Longer than the one repetition that the driver makes by itself. */
  @ParameterizedTest
  @EnumSource(names = {"NOT_PRIMARY", "SHUTTING_DOWN", "MAJORITY_NOT_READ_YET", "PLAN_KILLED"})
  void aReadThatFailsInPassingIsAPauseAndNoError(Faults.Kind kind) {
    faults.inject(kind, "find", 3);
    expect(200, look());
  }

  @Test
  void aListingWhoseLaterPartFailsBeginsAgain() {
    String large = library.collection();
    for (int i = 0; i < 110; i++) { // the first batch of a server holds 101
      var _ = library.drawing(large);
    }
    faults.inject(Faults.Kind.CURSOR_GONE, "getMore", 1);
    var all = expect(200, library.admin.get("/api/v1/collections/" + large + "/items?limit=200"));
    assertThat(all.json().at("/items")).hasSize(110);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"WRITE_CONCERN", "DISK_FULL", "ANSWER_LOST"})
  void aReadThatKeepsFailingSaysWhenToAskAgain(Faults.Kind kind) {
    faults.inject(kind, "find", Faults.ALWAYS);
    var away = look();
    assertThat(away.status()).as(away.text()).isEqualTo(503);
    assertThat(away.code()).isEqualTo("unavailable");
    assertThat(away.header("retry-after")).isNotBlank();
    assertThat(away.json().at("/detail").asText()).doesNotContain("happened");
  }

  @ParameterizedTest
  @EnumSource(names = {"NOT_PRIMARY", "SHUTTING_DOWN"})
  void aWriteThatWasRefusedHasNotHappened(Faults.Kind kind) {
    String before = title();
    faults.inject(kind, "findAndModify", Faults.ALWAYS);
    var refused = rename("refused by " + kind);
    assertThat(refused.status()).as(refused.text()).isEqualTo(503);
    assertThat(refused.code()).isEqualTo("unavailable");
    faults.clear();
    mend();
    assertThat(title()).isEqualTo(before);
  }

  /** It is read back, and only what the majority has is read. */
  @Test
  void aWriteThatTheMajorityDidNotConfirmIsReadBack() {
    faults.inject(Faults.Kind.WRITE_CONCERN, "findAndModify", Faults.ALWAYS);
    expect(200, rename("read back from the majority"));
    assertThat(title()).isEqualTo("read back from the majority");
  }

  @Test
  void aWriteWhoseConnectionClosesTwiceMayHaveHappened() {
    faults.inject(Faults.Kind.CLOSED, "findAndModify", Faults.ALWAYS);
    var unknown = rename("cut off");
    assertThat(unknown.status()).as(unknown.text()).isEqualTo(503);
    assertThat(unknown.code()).isEqualTo("unknown-outcome");
  }

  @Test
  void aWriteWhoseConnectionClosesOnceHappensOnce() {
    faults.inject(Faults.Kind.CLOSED, "findAndModify", 1);
    expect(200, rename("at the second try"));
    assertThat(title()).isEqualTo("at the second try");
  }

  /** Uploads of every size, edits and sign-in; nothing of it is there afterwards. */
  @Test
  void everyWriteSaysThatTheDiskIsFullAndReadingGoesOn() {
    String before = title();
    byte[] small = Samples.drawing(9_001);
    byte[] large = Arrays.copyOf(Samples.drawing(9_002), 1_300_000);
    String signIn =
        "{\"login\":\"%s\",\"password\":\"%s\"}".formatted(person.login(), Library.PASSWORD);
    faults.inject(Faults.Kind.DISK_FULL, "insert", Faults.ALWAYS);
    for (var refused :
        List.of(
            library.admin.upload(home, "small.svg", small),
            library.admin.upload(home, "large.svg", large),
            library.nobody.post("/api/v1/session", signIn))) {
      assertNoRoom(refused);
    }
    expect(200, look());
    faults.inject(Faults.Kind.DISK_FULL, "findAndModify", Faults.ALWAYS);
    assertNoRoom(rename("no room"));
    expect(200, look());
    faults.clear();
    assertThat(title()).isEqualTo(before);
    expect(201, library.admin.upload(home, "small.svg", small));
    expect(201, library.admin.upload(home, "large.svg", large));
    expect(200, library.nobody.post("/api/v1/session", signIn));
  }

  private static void assertNoRoom(Client.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(507);
    assertThat(answer.code()).isEqualTo("no-space");
    assertThat(answer.header("retry-after")).isNotBlank();
  }

  static Stream<Arguments> everyFaultOfEveryCommand() {
    var kinds =
        List.of(
            Faults.Kind.NOT_PRIMARY,
            Faults.Kind.SHUTTING_DOWN,
            Faults.Kind.CLOSED,
            Faults.Kind.WRITE_CONCERN);
    return Stream.of("find", "getMore", "insert", "update", "findAndModify", "aggregate", "delete")
        .flatMap(command -> kinds.stream().map(kind -> Arguments.of(command, kind)));
  }

  /** Whoever was told that something is done finds it; nobody is told of a defect. */
  @ParameterizedTest
  @MethodSource("everyFaultOfEveryCommand")
  void nothingAcknowledgedIsLostAndNothingIsADefect(String command, Faults.Kind kind) {
    // The case before may have left a change of rights that is still on its way.
    eventually(200, () -> library.revoke(home, person));
    library.grantMore(home, Library.allow(person, "viewer"));
    faults.inject(kind, command, 2);
    var answers = new ArrayList<Client.Answer>();
    answers.add(look());
    var uploaded =
        library.admin.upload(home, command + kind + ".svg", Samples.drawing(drawn(command, kind)));
    answers.add(uploaded);
    var renamed = rename(command + " " + kind);
    answers.add(renamed);
    var revoked = library.revoke(home, person);
    answers.add(revoked);
    answers.add(person.client().get("/api/v1/collections/" + home + "/items"));
    for (var answer : answers) {
      assertThat(answer.status()).as(answer.text()).isNotEqualTo(500);
      if (answer.status() == 503) {
        assertThat(answer.header("retry-after")).as(answer.text()).isNotBlank();
      }
    }
    faults.clear();
    mend();
    if (uploaded.status() == 201) {
      expect(200, library.admin.get("/api/v1/items/" + uploaded.id() + "/original"));
    }
    if (renamed.status() == 200) {
      assertThat(title()).isEqualTo(command + " " + kind);
    }
    if (revoked.status() == 200) {
      expect(404, person.client().get("/api/v1/collections/" + home + "/items"));
    }
  }

  private static int drawn(String command, Faults.Kind kind) {
    return 10_000 + (command + kind).hashCode() % 10_000;
  }
}
