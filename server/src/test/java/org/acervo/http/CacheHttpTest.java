package org.acervo.http;

import static org.acervo.http.Library.allow;
import static org.acervo.http.Library.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.airlift.compress.v3.zstd.ZstdJavaDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What views say about themselves, and how clients talk about what they already have. */
@Tag("slow")
@TestInstance(Lifecycle.PER_CLASS)
final class CacheHttpTest {
  private static final String STORED = "Acervo; fwd=miss; stored; detail=record";
  private static final String MEMORY = "Acervo; hit; detail=memory";
  private static final String REDIS = "Acervo; hit; detail=redis";
  private static final String BYPASS = "Acervo; fwd=bypass; detail=record";

  private Twins twins;
  private Library library;
  private Client admin;
  private String home;
  private String item;
  private Library.Person viewer;

  @BeforeAll
  void open() {
    twins = new Twins();
    library = twins.library;
    admin = library.admin;
    home = library.collection();
    library.collection(home);
    item = library.drawing(home);
    library.drawing(home);
    library.drawing(home);
    viewer = library.person();
    expect(200, library.grant(home, true, allow(viewer, "viewer")));
    Twins.calm();
  }

  @AfterAll
  void close() {
    twins.close();
  }

  private String slice() {
    return "/api/v1/collections/" + home + "/items?limit=50";
  }

  /** Each kind of view. */
  private List<String> views() {
    return List.of(
        slice(),
        "/api/v1/collections?parent=" + home,
        "/api/v1/collections/" + home,
        "/api/v1/items/" + item,
        "/api/v1/collections?parent=root",
        "/api/v1/collections/root");
  }

  private static String status(Client.Answer answer) {
    return answer.header("cache-status");
  }

  /** An entry may be given up at any moment, so each way is tried until it was gone undisturbed. */
  @Test
  void firstAnswerIsStoredThenComesFromMemoryAndOnTheOtherNodeFromRedis() {
    for (int kind : List.of(0, 1, 2, 3)) {
      Twins.eventually("an answer goes its way", () -> goesItsWay(fresh(kind)));
    }
  }

  /** A view that nobody has asked for yet. */
  private String fresh(int kind) {
    String made = library.collection();
    String one = library.drawing(made);
    String at = "/api/v1/collections/" + made;
    return List.of(at + "/items", "/api/v1/collections?parent=" + made, at, "/api/v1/items/" + one)
        .get(kind);
  }

  private boolean goesItsWay(String path) {
    var all = Stream.of(admin, admin, admin, twins.other(admin), twins.other(admin));
    var way = all.map(who -> status(who.get(path))).toList();
    return way.equals(List.of(STORED, MEMORY, MEMORY, REDIS, MEMORY))
        || way.equals(List.of(STORED, REDIS, MEMORY, REDIS, MEMORY));
  }

  @Test
  void administratorAsksPastTheCacheAndOthersDoNot() {
    for (String path : views()) {
      Twins.warm(admin, path);
      Twins.warm(viewer.client(), path);
      for (String words : List.of("no-cache", "max-age=0, no-cache", "No-Cache")) {
        var past = admin.with("Cache-Control", words).get(path);
        assertThat(status(past)).as(path + " " + words).isEqualTo(BYPASS);
        assertThat(past.text()).isEqualTo(admin.get(path).text());
        assertThat(status(viewer.client().with("Cache-Control", words).get(path)))
            .as(path + " " + words)
            .isEqualTo(MEMORY);
      }
    }
  }

  @Test
  void tokenOfAnAdministratorMustReachThatFarToAskPast() {
    var narrow =
        expect(201, admin.post("/api/v1/tokens", "{\"name\":\"n\",\"scopes\":[\"list\"]}"));
    var program =
        library.nobody.with("Authorization", "Bearer " + narrow.json().at("/token").asText());
    Twins.warm(program, slice());
    assertThat(status(program.with("Cache-Control", "no-cache").get(slice()))).isEqualTo(MEMORY);
  }

  /** Strangers choose the names, so they fill nothing: not Redis, not memory, no list. */
  @Test
  void guessingNamesOfItemsLeavesNothingBehind() {
    var before = counted("item");
    for (int i = 0; i < 20; i++) {
      String path = "/api/v1/items/0123456789abcdefghj" + (char) ('a' + i);
      for (int again = 0; again < 3; again++) {
        assertThat(admin.get(path).status()).isEqualTo(404);
        assertThat(viewer.client().get(path).status()).isEqualTo(404);
        assertThat(library.nobody.get(path).status()).isEqualTo(401);
      }
    }
    var after = counted("item");
    for (var field : List.of("/misses", "/stored", "/entries")) {
      assertThat(after.at(field)).as(field).isEqualTo(before.at(field));
    }
    assertThat(admin.get("/api/v1/cache").json().at("/slowest").toString())
        .doesNotContain("0123456789abcdefghj");
  }

  @Test
  void missingItemIsThereOnEachNodeOnceItIsMade() {
    String fresh = library.collection();
    for (int i = 0; i < 5; i++) {
      for (var node : twins.both(admin)) {
        assertThat(node.get("/api/v1/items/0123456789abcdefghjk").status()).isEqualTo(404);
      }
      String one = library.drawing(fresh);
      for (var node : twins.both(admin)) {
        expect(200, node.get("/api/v1/items/" + one));
      }
    }
  }

  private JsonNode counted(String view) {
    for (var counted : expect(200, admin.get("/api/v1/cache")).json().at("/views")) {
      if (counted.at("/view").asText().equals(view)) {
        return counted;
      }
    }
    throw new IllegalStateException("no such view: " + view);
  }

  /** Addresses that are made up to fill memory always go the long way. */
  @Test
  void veryLongAddressesAreNotLearnt() {
    String longer = slice().replace("limit=", "limit=" + "0".repeat(500));
    Twins.warm(admin, slice());
    long before = shortcuts();
    for (int i = 0; i < 3; i++) {
      expect(200, admin.get(longer));
    }
    assertThat(shortcuts()).isEqualTo(before);
    expect(200, admin.get(slice()));
    assertThat(shortcuts()).isEqualTo(before + 1);
  }

  private long shortcuts() {
    return expect(200, admin.get("/api/v1/metrics"))
        .text()
        .lines()
        .filter(line -> line.startsWith("http_server_shortcuts_seconds_count{view=\"items\"}"))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  // What an answer says about itself

  @Test
  void everyViewSaysForWhomAndHowLongItHolds() {
    for (String path : views()) {
      for (var answer : List.of(admin.get(path), Twins.warm(admin, path))) {
        assertThat(answer.header("cache-control")).as(path).isEqualTo("private, no-cache");
        assertThat(answer.header("vary")).as(path).isEqualTo("Accept-Encoding");
        assertThat(answer.header("etag")).as(path).matches("\"[A-Za-z0-9._-]+\"");
        assertThat(answer.header("content-type")).as(path).isEqualTo("application/json");
        assertThat(answer.header("x-request-id")).as(path).isNotBlank();
        assertThat(answer.header("x-content-type-options")).as(path).isEqualTo("nosniff");
      }
    }
  }

  @Test
  void longWayAndShortWaySayTheSame() {
    for (String path : views()) {
      var longWay = admin.with("Cache-Control", "no-cache").get(path);
      var shortWay = Twins.warm(admin, path);
      assertThat(shortWay.headers().keySet()).isEqualTo(longWay.headers().keySet());
      assertThat(shortWay.header("etag")).isEqualTo(longWay.header("etag"));
      assertThat(shortWay.text()).isEqualTo(longWay.text());
    }
  }

  @Test
  void eachEncodingHasATagOfItsOwnAndTheSameOnEachNode() throws IOException {
    var tags =
        twins.both(admin).stream()
            .map(node ->
                List.of("identity", "gzip", "zstd").stream()
                    .map(words ->
                        Twins.warm(node.with("Accept-Encoding", words), slice()).header("etag"))
                    .toList())
            .toList();
    assertThat(Set.copyOf(tags.getFirst())).hasSize(3);
    assertThat(tags.getLast()).isEqualTo(tags.getFirst());
    byte[] plain = admin.get(slice()).body();
    var gzip = admin.with("Accept-Encoding", "gzip").get(slice());
    assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes())
        .isEqualTo(plain);
    byte[] zstd = admin.with("Accept-Encoding", "zstd").get(slice()).body();
    var out = new byte[plain.length];
    int length = new ZstdJavaDecompressor().decompress(zstd, 0, zstd.length, out, 0, out.length);
    assertThat(Arrays.copyOf(out, length)).isEqualTo(plain);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "''|none",
        "identity|none",
        "br|none",
        "gzip|gzip",
        "GZIP|gzip",
        "zstd|zstd",
        "gzip, deflate, br, zstd|zstd",
        "gzip, deflate|gzip",
        "gzip;q=0|none",
        "gzip;q=0.000|none",
        "gzip; q=0.001|gzip",
        "*|gzip",
        "*;q=0.5|gzip",
        "*;q=0|none",
        "gzip;q=0, *;q=0.5|none",
        "zstd;q=0, gzip|gzip",
        "zstd;q=0.5, gzip|gzip",
        "zstd;q=0.5, gzip;q=0.5|zstd",
        "identity, gzip;q=0.5|none",
        "identity;q=0.5, *;q=0|none",
        "identity;q=0, gzip|gzip",
        "gzip;q=much|none",
        "gzip,,|gzip"
      })
  void encodingIsTheOneThatIsLikedMost(String accepted, String expected) {
    for (var client : List.of(admin, admin.with("Cache-Control", "no-cache"))) {
      var answer = expect(200, client.with("Accept-Encoding", accepted).get(slice()));
      assertThat(answer.header("content-encoding")).isEqualTo(expected == null ? "" : expected);
      assertThat(answer.header("vary")).isEqualTo("Accept-Encoding");
    }
  }

  @Test
  void headSaysWhatGetSays() {
    for (String path : views()) {
      for (String words : List.of("identity", "gzip", "zstd")) {
        var client = admin.with("Accept-Encoding", words);
        Twins.warm(client, path);
        for (var way : List.of(client, client.with("Cache-Control", "no-cache"))) {
          var get = way.get(path);
          var head = way.head(path);
          assertThat(head.body()).isEmpty();
          assertThat(head.status()).isEqualTo(200);
          assertThat(told(head)).as(path + " " + words).isEqualTo(told(get));
          assertThat(head.header("content-length")).isEqualTo("" + get.body().length);
        }
      }
    }
  }

  /** The head, but for what names one request. */
  private static Set<String> told(Client.Answer answer) {
    return answer.headers().entrySet().stream()
        .filter(header -> !Set.of("x-request-id", "date").contains(header.getKey()))
        .map(header -> header.getKey() + ": " + header.getValue())
        .collect(Collectors.toSet());
  }

  // What a client has already

  @Test
  void knownAnswerIsNotSentAgain() {
    for (String path : views()) {
      for (String words : List.of("identity", "gzip", "zstd")) {
        var client = admin.with("Accept-Encoding", words);
        String tag = Twins.warm(client, path).header("etag");
        for (String known :
            List.of(tag, "W/" + tag, "*", "\"x\", " + tag, "W/\"y\" , W/" + tag, " " + tag + " ")) {
          for (var way : List.of(client, client.with("Cache-Control", "no-cache"))) {
            for (String method : List.of("GET", "HEAD")) {
              var answer = way.with("If-None-Match", known).send(method, path, null, null);
              assertThat(answer.status()).as(known).isEqualTo(304);
              assertThat(answer.body()).isEmpty();
              assertThat(answer.header("etag")).isEqualTo(tag);
              assertThat(answer.header("vary")).isEqualTo("Accept-Encoding");
              assertThat(answer.header("cache-control")).isEqualTo("private, no-cache");
              assertThat(answer.header("cache-status")).isNotBlank();
              assertThat(answer.header("content-encoding")).isEmpty();
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"x\"", "W/\"x\", \"y\"", "x", "\"a,*,b\"", "", "\"\"", "**"})
  void otherTagsAreNotKnown(String known) {
    var answer = admin.with("If-None-Match", known).get(slice());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isNotEmpty();
  }

  @Test
  void tagOfAnotherEncodingIsAnotherAnswer() {
    String plain = admin.get(slice()).header("etag");
    var gzip = admin.with("Accept-Encoding", "gzip").with("If-None-Match", plain).get(slice());
    assertThat(gzip.status()).isEqualTo(200);
  }

  @Test
  void tagIsNoLongerKnownAfterAChange() {
    String fresh = library.collection();
    String drawing = library.drawing(fresh);
    String path = "/api/v1/collections/" + fresh + "/items";
    var had = admin.with("If-None-Match", Twins.warm(admin, path).header("etag"));
    assertThat(had.get(path).status()).isEqualTo(304);
    expect(204, admin.delete("/api/v1/items/" + drawing));
    assertThat(had.get(path).status()).isEqualTo(200);
    assertThat(twins.other(had).get(path).status()).isEqualTo(200);
  }

  // Editing what was read

  @ParameterizedTest
  @ValueSource(strings = {"identity", "gzip", "zstd"})
  void tagOfWhatWasReadIsGoodForAnEdit(String words) {
    String fresh = library.collection();
    for (String path :
        List.of("/api/v1/collections/" + fresh, "/api/v1/items/" + library.drawing(fresh))) {
      var client = admin.with("Accept-Encoding", words);
      String tag = Twins.warm(client, path).header("etag");
      String rev = '"' + expect(200, admin.get(path)).json().at("/rev").asText() + '"';
      var based = admin.with("If-Match", tag);
      var edited = expect(200, based.patch(path, "{\"descr\":\"" + "one ".repeat(200) + "\"}"));
      assertThat(based.patch(path, "{\"descr\":\"two\"}").status()).as(tag).isEqualTo(412);
      assertThat(admin.with("If-Match", rev).patch(path, "{\"descr\":\"two\"}").status())
          .isEqualTo(412);
      var next = admin.with("If-Match", edited.header("etag"));
      expect(200, next.patch(path, "{\"descr\":\"" + "three ".repeat(200) + "\"}"));
      // Now the answer is long enough to be compressed.
      var longer = admin.with("If-Match", Twins.warm(client, path).header("etag"));
      expect(200, longer.patch(path, "{\"descr\":\"four\"}"));
      assertThat(admin.patch(path, "{\"descr\":\"five\"}").status()).isEqualTo(428);
      for (String wrong : List.of("\"\"", "\"x\"", "\".\"", "\"-1\"", "W/" + tag, "\"99999\"")) {
        assertThat(admin.with("If-Match", wrong).patch(path, "{\"descr\":\"six\"}").status())
            .as(wrong)
            .isEqualTo(412);
      }
    }
  }

  // Tokens

  @Test
  void writesGiveATokenThatTheNextReadMayCarry() {
    String fresh = library.collection();
    String path = "/api/v1/collections/" + fresh + "/items";
    Twins.warm(admin, path);
    var written = admin.upload(fresh, "t.svg", Samples.drawing(-1));
    String token = expect(201, written).header("acervo-token");
    assertThat(token).matches("[0-9a-f]{16}");
    for (var node : twins.both(admin)) {
      var answer = expect(200, node.with("Acervo-Token", token).get(path));
      assertThat(answer.text()).contains(written.id());
    }
    var again = admin.with("Acervo-Token", token);
    Twins.warm(again, path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "zzzzzzzzzzzzzzzz", "00000000000000000", "-000000000000001"})
  void malformedTokenIsNamed(String token) {
    Twins.warm(admin, slice());
    for (String path : views()) {
      var answer = admin.with("Acervo-Token", token).get(path);
      assertThat(answer.status()).as(path).isEqualTo(400);
      assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo("Acervo-Token");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ffffffffffffffff", "7fffffffffffffff", "7000000000000000"})
  void tokenFromTheFutureIsNoWayPastTheCache(String token) {
    for (String path : views()) {
      Twins.warm(viewer.client(), path);
      Twins.warm(admin, path);
      for (var client : List.of(viewer.client(), admin)) {
        for (int i = 0; i < 3; i++) {
          // On a busy machine an entry may be given up just then; past the cache it never hits.
          var answer = Twins.warm(client.with("Acervo-Token", token), path);
          assertThat(status(answer)).as(path).isEqualTo(MEMORY);
          assertThat(answer.text()).isEqualTo(client.get(path).text());
        }
      }
    }
    String fresh = library.collection();
    String path = "/api/v1/collections/" + fresh + "/items";
    var future = admin.with("Acervo-Token", token);
    expect(200, future.get(path));
    expect(200, twins.other(future).get(path));
    for (int i = 0; i < 3; i++) {
      String added = library.drawing(fresh);
      assertThat(admin.get(path).text()).contains(added);
      assertThat(twins.other(admin).get(path).text()).contains(added);
      assertThat(future.get(path).text()).contains(added);
    }
  }

  // What is refused stays refused

  @Test
  void whatIsNotOursIsRefusedEachTime() {
    for (String wrong :
        List.of(
            slice() + "&cursor=abc",
            slice() + "&sort=size",
            slice() + "&dir=up",
            slice() + "&kind=film",
            slice() + "&recursive=maybe",
            "/api/v1/collections/" + home + "/items?limit=0",
            "/api/v1/collections/" + home + "/items?limit=x",
            "/api/v1/collections?parent=" + home + "&cursor=abc",
            "/api/v1/collections?parent=" + home + "&limit=501")) {
      for (int i = 0; i < 3; i++) {
        assertThat(admin.get(wrong).status()).as(wrong).isEqualTo(400);
        assertThat(twins.other(admin).get(wrong).status()).as(wrong).isEqualTo(400);
      }
    }
    var next = expect(200, admin.get("/api/v1/collections/" + home + "/items?limit=2"));
    String cursor = next.json().at("/next").asText();
    String other = library.collection();
    String foreign = "/api/v1/collections/" + other + "/items?limit=2&cursor=" + cursor;
    assertThat(admin.get(foreign).status()).isEqualTo(400);
    assertThat(admin.get(foreign).status()).isEqualTo(400);
    Twins.warm(admin, "/api/v1/collections/" + home + "/items?limit=2&cursor=" + cursor);
  }

  @Test
  void warmAnswerIsNotThereForThoseWhoMayNot() {
    var stranger = library.person().client();
    for (String path :
        List.of(
            slice(),
            "/api/v1/collections?parent=" + home,
            "/api/v1/collections/" + home,
            "/api/v1/items/" + item)) {
      Twins.warm(admin, path);
      String tag = admin.get(path).header("etag");
      for (int i = 0; i < 2; i++) {
        assertThat(stranger.with("If-None-Match", tag).get(path).status()).isEqualTo(404);
        assertThat(stranger.with("If-None-Match", "*").head(path).status()).isEqualTo(404);
        assertThat(library.nobody.with("If-None-Match", tag).get(path).status()).isEqualTo(401);
        assertThat(library.nobody.with("Authorization", "Bearer x").get(path).status())
            .isEqualTo(401);
      }
    }
  }
}
