package org.acervo.http;

import static org.acervo.http.Library.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Every number that people see is over what they may list, item by item. Random policies are laid
 * over a small library: grants and denies on collections and items, with ends in the past and to
 * come, to people, to groups in groups and to a link, and collections and items that inherit
 * nothing. A plain evaluator walks from each item upwards and says who may list it; listings,
 * counters, covers and the trash are compared with that.
 */
@Tag("slow")
@TestInstance(Lifecycle.PER_CLASS)
final class CountsHttpTest {
  private static final int ROUNDS = 12;
  private static final String LIST = "list";
  private static final String VIEW = "view";
  private static final Map<String, Set<String>> ROLES =
      Map.of(
          "viewer", Set.of(LIST, VIEW),
          "contributor", Set.of(LIST, VIEW),
          "editor", Set.of(LIST, VIEW, "edit", "delete"),
          "owner", Set.of(LIST, VIEW, "edit", "delete"));

  private record Grant(String principal, Set<String> covers, boolean deny, boolean over) {}

  private record Level(boolean inherit, List<Grant> grants) {}

  private record Held(String id, String home, String kind, long size, boolean drawn) {}

  private record Who(String name, Client client, Set<String> principals) {}

  private final long seed = Long.getLong("acervo.seed", System.nanoTime());
  private final SplittableRandom random = new SplittableRandom(seed);
  private final Map<String, String> parents = new LinkedHashMap<>();
  private final Map<String, Level> levels = new HashMap<>();
  private final List<Held> items = new ArrayList<>();
  private final List<Who> everybody = new ArrayList<>();
  private final List<String> principals = new ArrayList<>();
  private Library library;
  private String owner;

  @BeforeAll
  void build() {
    library = Library.open();
    owner = expect(200, library.admin.get("/api/v1/session")).json().at("/user/id").asText();
    tree();
    fill();
    people();
  }

  @AfterAll
  void close() {
    library.close();
  }

  private void tree() {
    for (int i = 0; i < 12; i++) {
      var above = List.copyOf(parents.keySet());
      String parent = i < 2 ? "root" : above.get(random.nextInt(above.size()));
      parents.put(library.collection(parent), parent);
    }
  }

  private void fill() {
    for (var home : parents.keySet()) {
      for (int n = random.nextInt(1, 4); n > 0; n--) {
        boolean drawn = random.nextInt(4) == 0;
        add(drawn ? library.upload(home) : library.drawing(home), drawn);
      }
    }
    var home = any(List.copyOf(parents.keySet()));
    add(expect(201, library.admin.upload(home, "p.pdf", Samples.pdf("a page"))).id(), true);
    var end = Instant.now().plusSeconds(120);
    items.replaceAll(held -> held.drawn() ? settled(held, end) : held);
  }

  /** As it is once its preview is there; on a busy machine that may come later than we wait. */
  private Held settled(Held held, Instant end) {
    while (state(held.id()).equals("pending") && Instant.now().isBefore(end)) {
      LockSupport.parkNanos(20_000_000);
    }
    boolean drawn = Set.of("ready", "partial").contains(state(held.id()));
    return new Held(held.id(), held.home(), held.kind(), held.size(), drawn);
  }

  private String state(String id) {
    return item(id).at("/preview/state").asText();
  }

  private JsonNode item(String id) {
    return expect(200, library.admin.get("/api/v1/items/" + id)).json();
  }

  private void add(String id, boolean drawn) {
    var json = item(id);
    items.add(
        new Held(
            id,
            json.at("/home").asText(),
            json.at("/kind").asText(),
            json.at("/size").asLong(),
            drawn));
  }

  /** Two by themselves, two through groups, of which one lies in the other, and a guest. */
  private void people() {
    String outer = group("outer");
    String inner = group("inner");
    expect(204, library.admin.put("/api/v1/groups/" + outer + "/groups/" + inner, ""));
    for (int i = 0; i < 4; i++) {
      var person = library.person();
      var counts = new HashSet<>(Set.of("user:" + person.id(), "signed-in", "everyone"));
      if (i == 2) {
        member(outer, person);
        counts.add("group:" + outer);
      } else if (i == 3) {
        member(inner, person);
        counts.addAll(Set.of("group:" + inner, "group:" + outer));
      }
      everybody.add(new Who("person " + i, person.client(), counts));
    }
    var top = parents.keySet().iterator().next();
    var link = expect(201, library.admin.post("/api/v1/links", "{\"collection\":\"" + top + "\"}"));
    var guest =
        library.nobody.keeping(expect(200, library.nobody.get(link.json().at("/url").asText())));
    everybody.add(new Who("guest", guest, Set.of("link:" + link.id(), "everyone")));
    everybody.add(
        new Who("owner", library.admin, Set.of("user:" + owner, "signed-in", "everyone")));
    everybody.forEach(who ->
        who.principals().stream()
            .filter(
                principal -> !principal.equals("user:" + owner) && !principals.contains(principal))
            .sorted()
            .forEach(principals::add));
  }

  private String group(String name) {
    return expect(201, library.admin.post("/api/v1/groups", "{\"name\":\"" + name + "\"}")).id();
  }

  private void member(String group, Library.Person person) {
    expect(204, library.admin.put("/api/v1/groups/" + group + "/members/" + person.id(), ""));
  }

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  // A policy

  private void shuffle() {
    for (var collection : parents.keySet()) {
      if (random.nextInt(3) > 0 || !levels.containsKey(collection)) {
        set("/api/v1/collections/" + collection, collection, random.nextInt(4) > 0);
      }
    }
    for (var held : items) {
      if (random.nextInt(3) == 0) {
        set("/api/v1/items/" + held.id(), held.id(), random.nextInt(4) > 0);
      }
    }
  }

  private void set(String path, String key, boolean inherit) {
    var grants = new ArrayList<Grant>();
    var all = new StringBuilder();
    grants.add(new Grant("user:" + owner, covered("owner"), false, false));
    all.append("{\"principal\":\"user:").append(owner).append("\",\"role\":\"owner\"}");
    for (int n = random.nextInt(3); n > 0; n--) {
      String principal = any(principals);
      String role = any(List.of("viewer", "contributor", "editor"));
      boolean deny = random.nextInt(3) == 0;
      var until = any(List.of("", "", "2001-01-01T00:00:00Z", "2100-01-01T00:00:00Z"));
      if (grants.stream().anyMatch(other -> other.principal().equals(principal))) {
        continue;
      }
      boolean over = !until.isEmpty() && Instant.parse(until).isBefore(Instant.now());
      grants.add(new Grant(principal, covered(role), deny, over));
      all.append(
          ",{\"principal\":\"%s\",\"role\":\"%s\",\"effect\":\"%s\""
              .formatted(principal, role, deny ? "deny" : "allow"));
      all.append(until.isEmpty() ? "}" : ",\"until\":\"" + until + "\"}");
    }
    levels.put(key, new Level(inherit, grants));
    var now = expect(200, library.admin.get(path + "/grants"));
    expect(
        200,
        library
            .admin
            .with("If-Match", now.header("etag"))
            .put(path + "/grants", "{\"inherit\":" + inherit + ",\"grants\":[" + all + "]}"));
  }

  private static Set<String> covered(String role) {
    return Objects.requireNonNull(ROLES.get(role), role);
  }

  // The plain evaluator

  private boolean may(Who who, String permission, String item, String home) {
    var walk = new ArrayList<String>();
    if (!item.isEmpty()) {
      walk.add(item);
    }
    for (String at = home; !at.equals("root"); at = parents.getOrDefault(at, "root")) {
      walk.add(at);
    }
    for (String at : walk) {
      var level = levels.getOrDefault(at, new Level(true, List.of()));
      var said =
          level.grants().stream()
              .filter(grant -> !grant.over() && who.principals().contains(grant.principal()))
              .filter(grant -> grant.covers().contains(permission))
              .toList();
      if (!said.isEmpty()) {
        return said.stream().noneMatch(Grant::deny);
      }
      if (!level.inherit()) {
        return false;
      }
    }
    return false;
  }

  private boolean below(String home, String root) {
    return root.equals("root")
        || home.equals(root)
        || (!home.equals("root") && below(parents.getOrDefault(home, "root"), root));
  }

  private List<Held> listed(Who who, String root) {
    return items.stream()
        .filter(held -> below(held.home(), root) && may(who, LIST, held.id(), held.home()))
        .toList();
  }

  // What is compared

  @Test
  void everyNumberIsThatOfTheListing() {
    for (int round = 0; round < ROUNDS; round++) {
      shuffle();
      for (var who : everybody) {
        compare("seed " + seed + ", round " + round + ", " + who.name(), who);
      }
    }
  }

  private void compare(String when, Who who) {
    one(when + ", root", who, "root");
    for (var collection : parents.keySet()) {
      if (may(who, LIST, "", collection)) {
        one(when + ", " + collection, who, collection);
        var children =
            expect(200, who.client().get("/api/v1/collections?limit=500&parent=" + collection));
        children
            .json()
            .at("/items")
            .forEach(child -> counts(when + ", child", who, child, child.at("/id").asText()));
      }
    }
  }

  private void one(String when, Who who, String root) {
    counts(when, who, expect(200, who.client().get("/api/v1/collections/" + root)).json(), root);
    for (String kind : List.of("", "&kind=pdf")) {
      String path =
          "/api/v1/collections/" + root + "/items?recursive=true&sort=name&limit=200" + kind;
      var page = expect(200, who.client().get(path)).json();
      var right =
          listed(who, root).stream()
              .filter(held -> kind.isEmpty() || held.kind().equals("pdf"))
              .map(Held::id)
              .collect(Collectors.toSet());
      var shown = new HashSet<String>();
      page.at("/items").forEach(item -> shown.add(item.at("/id").asText()));
      assertThat(shown).as(when).isEqualTo(right);
      assertThat(page.at("/total").asLong()).as(when).isEqualTo(right.size());
    }
  }

  private void counts(String when, Who who, JsonNode collection, String id) {
    var right = listed(who, id);
    var counts = collection.at("/counts");
    assertThat(counts.at("/items").asLong()).as(when + " items").isEqualTo(right.size());
    assertThat(counts.at("/pdfs").asLong())
        .as(when + " pdfs")
        .isEqualTo(right.stream().filter(held -> held.kind().equals("pdf")).count());
    assertThat(counts.at("/images").asLong())
        .as(when + " images")
        .isEqualTo(right.stream().filter(held -> held.kind().equals("image")).count());
    assertThat(counts.at("/bytes").asLong())
        .as(when + " bytes")
        .isEqualTo(right.stream().mapToLong(Held::size).sum());
    assertThat(counts.at("/own").asLong())
        .as(when + " own")
        .isEqualTo(right.stream().filter(held -> held.home().equals(id)).count());
    if (!id.equals("root")) {
      var seen = right.stream().filter(held -> may(who, VIEW, held.id(), held.home())).toList();
      var cover = collection.at("/cover");
      if (!cover.isNull() || seen.stream().anyMatch(Held::drawn)) {
        assertThat(cover.asText()).as(when + " cover").isIn(seen.stream().map(Held::id).toList());
      }
    }
  }

  /** What was thrown away is shown to those who saw it before and may bring it back. */
  @Test
  void trashShowsAndCountsWhatThePersonMayList() {
    try (var other = Library.open()) {
      trashed(other);
    }
  }

  private static void trashed(Library library) {
    String top = library.collection();
    String open = library.drawing(top);
    String closed = library.drawing(top);
    String below = library.collection(top);
    library.drawing(below);
    String hidden = library.drawing(below);
    var person = library.person();
    expect(200, library.grant(top, true, Library.allow(person, "editor")));
    for (String item : List.of(closed, hidden)) {
      String path = "/api/v1/items/" + item + "/grants";
      var now = expect(200, library.admin.get(path));
      expect(
          200,
          library
              .admin
              .with("If-Match", now.header("etag"))
              .put(path, "{\"inherit\":true,\"grants\":[" + Library.deny(person, "viewer") + "]}"));
    }
    expect(204, library.admin.delete("/api/v1/items/" + open));
    expect(204, library.admin.delete("/api/v1/items/" + closed));
    expect(204, library.admin.delete("/api/v1/collections/" + below));
    var shown = new HashMap<String, JsonNode>();
    expect(200, person.client().get("/api/v1/trash?limit=500"))
        .json()
        .at("/items")
        .forEach(one -> shown.put(one.at("/id").asText(), one));
    assertThat(shown).containsKeys(open, below).doesNotContainKeys(closed, hidden);
    assertThat(Objects.requireNonNull(shown.get(below)).at("/items").asLong()).isEqualTo(1);
  }
}
