package org.acervo.http;

import static org.acervo.http.Library.allow;
import static org.acervo.http.Library.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What administrators see of the cache, and do with it. */
@TestInstance(Lifecycle.PER_CLASS)
final class CacheAdminHttpTest {
  private static final String CACHE = "/api/v1/cache";
  private static final String ENTRY = CACHE + "/entry";
  private static final String BYPASS = "Acervo; fwd=bypass; detail=record";

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
    library.drawing(home);
    library.drawing(home);
    slice = "/api/v1/collections/" + home + "/items?limit=50";
  }

  @AfterAll
  void close() {
    twins.close();
  }

  private static String status(Client.Answer answer) {
    return answer.header("cache-status");
  }

  private static JsonNode view(Client client, String name) {
    for (var counted : expect(200, client.get(CACHE)).json().at("/views")) {
      if (counted.at("/view").asText().equals(name)) {
        return counted;
      }
    }
    throw new IllegalStateException("no such view: " + name);
  }

  private static String asked(String path) {
    return "{\"path\":\"" + path + "\"}";
  }

  @Test
  void onlyThoseWhoConfigureTheSystemMayCall() {
    var viewer = library.person();
    expect(200, library.grant(home, true, allow(viewer, "owner")));
    var narrow =
        expect(201, admin.post("/api/v1/tokens", "{\"name\":\"n\",\"scopes\":[\"list\"]}"));
    var program =
        library.nobody.with("Authorization", "Bearer " + narrow.json().at("/token").asText());
    var second = library.administrator().client();
    for (var expected :
        Map.of(library.nobody, 401, viewer.client(), 403, program, 403, second, 200).entrySet()) {
      var client = expected.getKey();
      int status = expected.getValue();
      assertThat(client.get(CACHE).status()).isEqualTo(status);
      assertThat(client.patch(CACHE, "{\"bypass\":false}").status()).isEqualTo(status);
      assertThat(client.post(ENTRY, asked(slice)).status()).isEqualTo(status);
      assertThat(client.delete(CACHE + "/item").status()).isEqualTo(status == 200 ? 204 : status);
    }
  }

  @Test
  void cacheShowsWhatTheContractNames() {
    Twins.warm(admin, slice);
    var cache = expect(200, admin.get(CACHE)).json();
    assertThat(cache.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "node", "on", "bypass", "memory", "redis", "views", "slowest", "names", "prober");
    assertThat(cache.at("/on").asBoolean()).isTrue();
    assertThat(cache.at("/bypass").asBoolean()).isFalse();
    assertThat(cache.at("/node").asText()).isNotBlank();
    assertThat(twins.other(admin).get(CACHE).json().at("/node").asText())
        .isNotEqualTo(cache.at("/node").asText());
    assertThat(cache.at("/memory/limit").asLong()).isEqualTo(64L << 20);
    assertThat(cache.at("/memory/entries").asLong()).isPositive();
    assertThat(cache.at("/memory/bytes").asLong()).isPositive();
    assertThat(cache.at("/redis/state").asText()).isEqualTo("up");
    assertThat(cache.at("/redis/trusted").asBoolean()).isTrue();
    assertThat(cache.at("/redis/detail").asText()).isEmpty();
    assertThat(cache.at("/views").findValuesAsText("view"))
        .containsExactlyInAnyOrder("items", "collections", "collection", "item");
    for (var one : cache.at("/views")) {
      assertThat(one.fieldNames())
          .toIterable()
          .containsExactlyInAnyOrder(
              "view",
              "memory",
              "redis",
              "misses",
              "shared",
              "stored",
              "refused",
              "unreadable",
              "bypassed",
              "entries",
              "bytes",
              "oldest",
              "hitRate");
    }
    assertThat(cache.at("/slowest")).isNotEmpty();
    assertThat(cache.at("/slowest/0").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("view", "root", "query", "millis", "at");
    for (var miss : cache.at("/slowest")) {
      String root = miss.at("/root").asText();
      assertThat(root.equals("root") || cache.at("/names").has("collection:" + root))
          .as("the name of %s comes along", root)
          .isTrue();
    }
    assertThat(cache.at("/prober").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("sampled", "compared", "stale");
    assertThat(cache.at("/prober/stale").asLong()).isZero();
  }

  private static long hits(JsonNode view) {
    return view.at("/memory").asLong() + view.at("/redis").asLong();
  }

  @Test
  void everyAnswerIsCountedWhereItCameFrom() {
    String fresh = "/api/v1/collections/" + library.collection() + "/items";
    var before = view(admin, "items");
    expect(200, admin.get(fresh));
    var missed = view(admin, "items");
    assertThat(missed.at("/misses").asLong()).isEqualTo(before.at("/misses").asLong() + 1);
    assertThat(missed.at("/stored").asLong()).isEqualTo(before.at("/stored").asLong() + 1);
    assertThat(missed.at("/entries").asLong()).isPositive();
    expect(200, admin.get(fresh));
    expect(200, admin.head(fresh));
    // The push of the generation that the first question made may come after its answer.
    assertThat(hits(view(admin, "items"))).isEqualTo(hits(before) + 2);
    assertThat(view(admin, "items").at("/memory").asLong())
        .isGreaterThan(before.at("/memory").asLong());
    var there = view(twins.other(admin), "items");
    expect(200, twins.other(admin).get(fresh));
    assertThat(view(twins.other(admin), "items").at("/redis").asLong())
        .isEqualTo(there.at("/redis").asLong() + 1);
    expect(200, admin.with("Cache-Control", "no-cache").get(fresh));
    assertThat(view(admin, "items").at("/bypassed").asLong())
        .isEqualTo(before.at("/bypassed").asLong() + 1);
    assertThat(view(admin, "items").at("/hitRate").asDouble()).isBetween(0.0, 1.0);
  }

  @Test
  void nodeWithoutCacheSaysSoAndAsksTheRecord() {
    try (var without = twins.node(Map.of("ACERVO_CACHE", "false"))) {
      var client = admin.at(without.address());
      assertThat(view(client, "items").at("/hitRate").isNull()).isTrue();
      for (int i = 0; i < 2; i++) {
        assertThat(status(expect(200, client.get(slice)))).isEqualTo(BYPASS);
      }
      var cache = client.get(CACHE).json();
      assertThat(cache.at("/on").asBoolean()).isFalse();
      assertThat(cache.at("/memory/entries").asLong()).isZero();
      assertThat(view(client, "items").at("/hitRate").isNull()).isTrue();
    }
  }

  @Test
  void whatANodeWithoutCacheWritesIsSeenByTheOthersAtOnce() {
    try (var without = twins.node(Map.of("ACERVO_CACHE", "false"))) {
      var client = admin.at(without.address());
      twins.both(admin).forEach(node -> Twins.warm(node, slice));
      var made = expect(201, client.upload(home, "w.svg", Samples.drawing(-7)));
      for (var node : twins.both(admin)) {
        assertThat(node.get(slice).text()).contains(made.id());
      }
    }
  }

  @Test
  void metricsSayByViewWhatHappenedAndWhatIsKept() {
    Twins.warm(admin, slice);
    var metrics = expect(200, admin.get("/api/v1/metrics")).text();
    for (var event : List.of("memory", "miss", "shared", "refused-old", "refused-away")) {
      assertThat(metrics)
          .contains("acervo_cache_events_total{event=\"" + event + "\",view=\"items\"}");
    }
    assertThat(metrics)
        .contains("acervo_cache_bytes{view=\"items\"}")
        .contains("acervo_cache_oldest_seconds{view=\"item\"}")
        .contains("acervo_cache_trusted 1.0");
  }

  @Test
  void bypassedNodeAsksTheRecordUntilItIsSwitchedBack() {
    twins.both(admin).forEach(node -> Twins.warm(node, slice));
    var off = expect(200, admin.patch(CACHE, "{\"bypass\":true}"));
    try {
      assertThat(off.json().at("/bypass").asBoolean()).isTrue();
      assertThat(status(admin.get(slice))).isEqualTo(BYPASS);
      assertThat(status(admin.get(slice))).isEqualTo(BYPASS);
      assertThat(status(twins.other(admin).get(slice))).isEqualTo("Acervo; hit; detail=memory");
      assertThat(admin.patch(CACHE, "{}").json().at("/errors/0/field").asText())
          .isEqualTo("bypass");
      assertThat(admin.get(CACHE).json().at("/bypass").asBoolean()).isTrue();
      // Whoever is bypassed still tells the others what is written.
      String added = library.drawing(home);
      assertThat(twins.other(admin).get(slice).text()).contains(added);
    } finally {
      expect(200, admin.patch(CACHE, "{\"bypass\":false}"));
    }
    assertThat(admin.get(CACHE).json().at("/bypass").asBoolean()).isFalse();
    Twins.warm(admin, slice);
    String added = library.drawing(home);
    assertThat(admin.get(slice).text()).contains(added);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"bypass\":null}",
        "{\"bypass\":\"maybe\"}",
        "{\"on\":false}",
        "[]",
        "{",
        ""
      })
  void wrongChangeIsRefused(String body) {
    assertThat(admin.patch(CACHE, body).status()).isEqualTo(400);
    assertThat(admin.get(CACHE).json().at("/bypass").asBoolean()).isFalse();
  }

  @Test
  void clearingDropsOneViewHereAndInRedis() {
    String fresh = library.collection();
    String items = "/api/v1/collections/" + fresh + "/items";
    String one = "/api/v1/collections/" + fresh;
    Twins.warm(admin, items);
    Twins.warm(admin, one);
    assertThat(admin.delete(CACHE + "/items").status()).isEqualTo(204);
    var entry = expect(200, admin.post(ENTRY, asked(items))).json();
    assertThat(entry.at("/memory").isNull()).isTrue();
    assertThat(entry.at("/redis").isNull()).isTrue();
    assertThat(status(admin.get(one))).isEqualTo("Acervo; hit; detail=memory");
    assertThat(status(admin.get(items))).isEqualTo("Acervo; fwd=miss; stored; detail=record");
    for (String unknown : List.of("/nothing", "/ITEMS", "/entry", "/items%20")) {
      assertThat(admin.delete(CACHE + unknown).status()).as(unknown).isIn(404, 405);
    }
    assertThat(admin.delete(CACHE + "/nothing").status()).isEqualTo(404);
  }

  @Test
  void entryIsExplainedAtBothLevelsBeforeAndAfterAWrite() {
    var viewer = library.person();
    var alike = library.person();
    var disabled = library.person();
    String fresh = library.collection();
    expect(
        200,
        library.grant(
            fresh, true, allow(viewer, "owner"), allow(alike, "owner"), allow(disabled, "owner")));
    library.disable(disabled);
    Twins.calm();
    for (String path :
        List.of(
            "/api/v1/collections/" + fresh + "/items?sort=name&recursive=true",
            "/api/v1/collections?parent=" + fresh,
            "/api/v1/collections/" + fresh,
            "/api/v1/items/" + library.drawing(fresh))) {
      var none = expect(200, admin.post(ENTRY, asked(path))).json();
      assertThat(none.at("/memory").isNull()).isTrue();
      assertThat(none.at("/redis").isNull()).isTrue();
      assertThat(none.at("/etag").isNull()).isTrue();
      String tag = Twins.warm(admin, path).header("etag");
      var entry = expect(200, admin.post(ENTRY, asked(path))).json();
      assertThat(entry.at("/root").asText()).isEqualTo(fresh);
      assertThat(entry.at("/names").has("collection:" + fresh)).isTrue();
      assertThat(entry.at("/key").asText()).startsWith("ilq:{" + fresh + "}:");
      assertThat(entry.at("/sight").asText()).isNotBlank();
      assertThat(entry.at("/etag").asText()).isEqualTo(tag);
      assertThat(entry.at("/memory/valid").asBoolean()).isTrue();
      assertThat(entry.at("/memory/age").asDouble()).isNotNegative();
      assertThat(entry.at("/memory/bytes").asLong()).isPositive();
      assertThat(entry.at("/redis/valid").asBoolean()).isTrue();
      assertThat(entry.at("/redis/ttl").asLong()).isBetween(1L, 660L);
      assertThat(entry.at("/redis/read")).isEqualTo(entry.at("/memory/read"));
      assertThat(entry.at("/generation").asText())
          .matches("[0-9a-f]{16}")
          .isLessThanOrEqualTo(entry.at("/memory/read").asText());
      assertThat(entry.at("/shared").asLong()).as("ana and two owners").isEqualTo(3);
      // The other node has it in Redis alone.
      var there = expect(200, twins.other(admin).post(ENTRY, asked(path))).json();
      assertThat(there.at("/key")).isEqualTo(entry.at("/key"));
      assertThat(there.at("/memory").isNull()).isTrue();
      assertThat(there.at("/redis/valid").asBoolean()).isTrue();
      var edit = admin.with("If-Match", "*");
      expect(200, edit.patch("/api/v1/collections/" + fresh, "{\"descr\":\"" + path + "\"}"));
      for (var node : twins.both(admin)) {
        var old = expect(200, node.post(ENTRY, asked(path))).json();
        assertThat(old.at("/memory/valid").asBoolean()).isFalse();
        assertThat(old.at("/redis/valid").asBoolean()).isFalse();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "nothing",
        "/api/v1/users",
        "/api/v1/collections/",
        "/api/v1/items/0123456789abcdefghjk",
        "/api/v1/items/%zz",
        "/api/v1/collections/%",
        "/api/v1/collections?parent=%",
        "http://localhost/api/v1/collections/root"
      })
  void whatIsNoAddressOfAViewIsNamed(String path) {
    var answer = admin.post(ENTRY, asked(path));
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo("path");
  }

  @Test
  void wrongQuestionsAboutEntriesAreRefused() {
    assertThat(admin.post(ENTRY, "{}").json().at("/errors/0/field").asText()).isEqualTo("path");
    assertThat(admin.post(ENTRY, "{\"path\":7}").status()).isEqualTo(400);
    assertThat(admin.post(ENTRY, "{\"path\":null}").status()).isEqualTo(400);
    assertThat(admin.post(ENTRY, "{\"address\":\"x\"}").status()).isEqualTo(400);
    assertThat(admin.post(ENTRY, asked(slice + "&sort=size")).status()).isEqualTo(400);
    assertThat(admin.post(ENTRY, asked("/api/v1/collections?limit=900")).status()).isEqualTo(400);
  }
}
