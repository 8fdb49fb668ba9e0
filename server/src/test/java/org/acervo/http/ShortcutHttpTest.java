package org.acervo.http;

import static org.acervo.http.Library.allow;
import static org.acervo.http.Library.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The short way of an answer from memory, beside the long way and mixed with it. */
@Tag("slow")
@TestInstance(Lifecycle.PER_CLASS)
final class ShortcutHttpTest {
  private static final Pattern TAKEN =
      Pattern.compile("http_server_shortcuts_seconds_count\\{[^}]*view=\"items\"[^}]*} (\\S+)");

  private Twins twins;
  private Library library;
  private Client admin;
  private String home;
  private String slice;

  @BeforeAll
  void open() {
    twins = new Twins();
    library = twins.library;
    admin = library.admin;
    home = library.collection();
    for (int i = 0; i < 5; i++) {
      library.drawing(home);
    }
    slice = "/api/v1/collections/" + home + "/items?limit=50";
    Twins.calm();
  }

  @AfterAll
  void close() {
    twins.close();
  }

  /** How many answers took the short way. */
  private int taken() {
    return taken(admin);
  }

  private static int taken(Client admin) {
    var found = TAKEN.matcher(expect(200, admin.get("/metrics")).text());
    return found.find() ? (int) Double.parseDouble(found.group(1)) : 0;
  }

  private Conversation conversation() throws IOException {
    return new Conversation(library.server.address());
  }

  private String request(String method, String path, String... lines) {
    return method
        + " "
        + path
        + " HTTP/1.1\r\nHost: x\r\nCookie: theme=dark;  acervo-x=1; "
        + admin.cookie()
        + "; x\r\n"
        + String.join("", List.of(lines).stream().map(line -> line + "\r\n").toList())
        + "\r\n";
  }

  /** {@code If-Match} is reason enough to go the long way, and this one changes no answer. */
  @ParameterizedTest
  @CsvSource({
    "GET, X: y",
    "HEAD, X: y",
    "GET, Accept-Encoding: gzip",
    "HEAD, Accept-Encoding: gzip",
    "GET, Accept-Encoding: zstd",
    "GET, If-None-Match: *",
    "HEAD, If-None-Match: *",
    "GET, X-Request-Id: mine",
    "GET, X-Request-Id: not harmless",
  })
  void bothWaysGiveTheSameAnswer(String method, String line) throws IOException {
    Twins.warm(admin, slice);
    int before = taken();
    try (var conversation = conversation()) {
      boolean head = method.equals("HEAD");
      conversation.say(request(method, slice, line));
      var quick = conversation.hear(head);
      conversation.say(request(method, slice, line, "If-Match: *"));
      var slow = conversation.hear(head);
      assertThat(taken()).isEqualTo(before + 1);
      assertThat(quick.status()).isEqualTo(slow.status()).isIn(200, 304);
      assertThat(quick.body()).isEqualTo(slow.body());
      assertThat(same(quick.headers())).isEqualTo(same(slow.headers()));
      boolean mine = line.endsWith(" mine");
      assertThat(quick.header("x-request-id").equals("mine")).isEqualTo(mine);
      assertThat(quick.header("date")).hasSize("Sat, 28 Nov 2026 00:00:00 GMT".length());
    }
  }

  /** What two answers say alike. */
  private static Map<String, String> same(Map<String, String> headers) {
    var same = new TreeMap<>(headers);
    same.remove("date");
    same.computeIfPresent("x-request-id", (_, id) -> id.equals("mine") ? id : "fresh");
    return same;
  }

  @Test
  void answersComeInTheOrderOfTheirRequestsHoweverTheyAreSent() throws IOException {
    Twins.warm(admin, slice);
    long seed = System.nanoTime();
    var random = new Random(seed);
    int before = taken();
    for (int round = 0; round < 20; round++) {
      var said = new StringBuilder();
      List<Boolean> heads = new ArrayList<>();
      int count = 40;
      for (int i = 0; i < count; i++) {
        String name = "X-Request-Id: " + round + "-" + i;
        heads.add(false);
        switch (random.nextInt(6)) {
          case 0 -> said.append(request("GET", "/api/v1/session", name));
          case 1 -> said.append(request("GET", slice, name, "If-Match: *"));
          case 2 -> {
            said.append(request("HEAD", slice, name));
            heads.set(i, true);
          }
          case 3 ->
              said.append(
                      request(
                          "POST",
                          "/api/v1/collections",
                          name,
                          "Content-Type: application/json",
                          "Content-Length: 2"))
                  .append("{}");
          default -> said.append(request("GET", slice, name));
        }
      }
      try (var conversation = conversation()) {
        conversation.say(said.toString(), random);
        for (int i = 0; i < count; i++) {
          var answer = conversation.hear(heads.get(i));
          assertThat(answer.header("x-request-id"))
              .as("seed " + seed + ", answer " + i)
              .isEqualTo(round + "-" + i);
          assertThat(answer.status()).isIn(200, 400);
        }
      }
    }
    assertThat(taken()).as("some of them took the short way").isGreaterThan(before);
  }

  /** The server waits for it, and keeps no mountain of answers meanwhile. */
  @Test
  void clientThatAsksAndDoesNotListenGetsAllOfItsAnswersLater() throws Exception {
    Twins.warm(admin, slice);
    int count = 50_000;
    try (var conversation = conversation()) {
      var asking =
          Thread.startVirtualThread(() -> {
            for (int i = 0; i < count; i++) {
              conversation.say(request("GET", slice, "If-None-Match: *", "X-Request-Id: n" + i));
            }
          });
      Thread.sleep(1_000);
      assertThat(asking.isAlive()).as("the server takes no more than it answers").isTrue();
      for (int i = 0; i < count; i++) {
        assertThat(conversation.hear(false).header("x-request-id")).isEqualTo("n" + i);
      }
      asking.join();
    }
  }

  @Test
  void clientsOfHttp2TakeItTooWhereThatIsSpoken() throws Exception {
    try (var node = twins.node(Map.of("ACERVO_H2C", "true"))) {
      var there = admin.at(node.address());
      Twins.warm(there, slice);
      int before = taken(there);
      try (var client = new Http2Conversation(node.address());
          var conversation = new Conversation(node.address())) {
        conversation.say(request("GET", slice));
        var older = conversation.hear(false);
        for (int i = 0; i < 3; i++) {
          var answer =
              client.ask(
                  ":method",
                  "GET",
                  ":scheme",
                  "http",
                  ":path",
                  slice,
                  ":authority",
                  "x",
                  "cookie",
                  admin.cookie());
          assertThat(answer.status()).isEqualTo(200);
          assertThat(answer.body()).isEqualTo(older.body());
          assertThat(same(answer.headers())).isEqualTo(same(older.headers()));
        }
        conversation.say(request("GET", slice, "X-A: b\r\n folded"));
        assertThat(conversation.hear(false).status()).isEqualTo(400);
      }
      assertThat(taken(there)).isEqualTo(before + 4);
    }
    try (var client = new Http2Conversation(library.server.address())) {
      var answer =
          client.ask(":method", "GET", ":scheme", "http", ":path", slice, ":authority", "x");
      assertThat(answer.status()).isZero();
    }
  }

  @Test
  void connectionIsClosedWhenTheClientWantsThat() throws IOException {
    Twins.warm(admin, slice);
    try (var conversation = conversation()) {
      conversation.say(request("GET", slice));
      assertThat(conversation.hear(false).status()).isEqualTo(200);
      conversation.say(request("GET", slice, "Connection: close"));
      assertThat(conversation.hear(false).header("connection")).isEqualTo("close");
      assertThat(conversation.isOver()).isTrue();
    }
  }

  @Test
  void rightThatIsTakenAwayIsGoneInTheMiddleOfAConversation() throws IOException {
    var viewer = library.person();
    expect(200, library.grant(home, true, allow(viewer, "viewer")));
    Twins.calm();
    Twins.warm(viewer.client(), slice);
    String asked =
        "GET %s HTTP/1.1\r\nHost: x\r\nCookie: %s\r\n\r\n"
            .formatted(slice, viewer.client().cookie());
    int before = taken();
    try (var conversation = conversation()) {
      conversation.say(asked);
      assertThat(conversation.hear(false).status()).isEqualTo(200);
      assertThat(taken()).isEqualTo(before + 1);
      expect(200, library.grant(home, true));
      conversation.say(asked);
      assertThat(conversation.hear(false).status()).isEqualTo(404);
    }
  }
}
