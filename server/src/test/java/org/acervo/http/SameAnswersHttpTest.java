package org.acervo.http;

import static org.acervo.http.Library.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.acervo.RunningServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Whoever asks whatever, before and after random changes: two nodes that keep answers say byte for
 * byte what a third says that keeps none.
 */
@Tag("slow")
@TestInstance(Lifecycle.PER_CLASS)
final class SameAnswersHttpTest {
  private static final int CHANGES = 20;
  private static final int COLLECTIONS = 6;
  private static final List<String> ROLES =
      List.of("viewer", "downloader", "contributor", "editor", "owner");

  private final long seed = Long.getLong("acervo.seed", System.nanoTime());
  private final SplittableRandom random = new SplittableRandom(seed);
  private final Map<String, Client> callers = new LinkedHashMap<>();
  private final Map<String, Library.Person> people = new LinkedHashMap<>();
  private final List<String> collections = new ArrayList<>();
  private final List<String> items = new ArrayList<>();
  private final List<String> trashed = new ArrayList<>();
  private Twins twins;
  private Library library;
  private RunningServer plain;
  private String group;
  private String role;
  private int number;

  @BeforeAll
  void open() {
    System.out.println("SameAnswersHttpTest: seed " + seed);
    twins = new Twins();
    library = twins.library;
    plain = twins.node(Map.of("ACERVO_CACHE", "false"));
    var top = library.collection();
    collections.add(top);
    for (String name : ROLES) {
      people.put(name, library.person());
    }
    people.put("other", library.person());
    people.put("grouped", library.person());
    people.forEach((name, person) -> callers.put(name, person.client()));
    group = expect(201, library.admin.post("/api/v1/groups", "{\"name\":\"G\"}")).id();
    role =
        expect(
                201,
                library.admin.post(
                    "/api/v1/roles", "{\"name\":\"R\",\"permissions\":[\"list\",\"view\"]}"))
            .id();
    for (String name : ROLES) {
      grant("/api/v1/collections/" + top, to("user:" + person(name).id(), name, ""));
    }
    callers.put("administrator", library.administrator().client());
    callers.put("ana", library.admin);
    callers.put("anonymous", library.nobody);
    callers.put("guest", guest(top));
    callers.put("narrow", narrow());
    for (int i = 1; i < COLLECTIONS; i++) {
      collections.add(library.collection(any(collections)));
    }
    for (int i = 0; i < 2 * COLLECTIONS; i++) {
      items.add(library.drawing(any(collections)));
    }
  }

  @AfterAll
  void close() {
    plain.close();
    twins.close();
  }

  private Client guest(String collection) {
    var made =
        expect(201, library.admin.post("/api/v1/links", "{\"collection\":\"" + collection + "\"}"));
    var opened = expect(200, library.nobody.get(made.json().at("/url").asText()));
    return library.nobody.keeping(opened);
  }

  private Client narrow() {
    var made =
        expect(
            201,
            person("owner")
                .client()
                .post("/api/v1/tokens", "{\"name\":\"n\",\"scopes\":[\"list\"]}"));
    return library.nobody.with("Authorization", "Bearer " + made.json().at("/token").asText());
  }

  private Library.Person person(String name) {
    return people.getOrDefault(name, new Library.Person("", "", library.nobody));
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  @Test
  void answersAreThoseOfANodeThatKeepsNone() {
    compare("at first");
    compare("when all is warm");
    for (int i = 0; i < CHANGES; i++) {
      String what = change(twins.both(library.admin).get(random.nextInt(2)));
      compare("after change " + i + ", " + what);
    }
  }

  private void compare(String when) {
    var wrong = new ArrayList<String>();
    callers.forEach((name, caller) -> {
      for (String path : paths()) {
        var right = caller.at(plain.address()).get(path);
        var nodes = twins.both(caller);
        for (int node = 0; node < nodes.size(); node++) {
          var answer = nodes.get(node).get(path);
          if (!said(answer).equals(said(right))) {
            wrong.add(
                "%s at node %d, %s (%s):%n  %s%nnot%n  %s%n"
                    .formatted(
                        name,
                        node,
                        path,
                        answer.header("cache-status"),
                        said(answer),
                        said(right)));
          }
        }
      }
    });
    assertThat(wrong).as("seed %d, %s", seed, when).isEmpty();
  }

  private static String said(Client.Answer answer) {
    return answer.status()
        + (answer.status() == 200 ? answer.header("etag") + " " + answer.text() : "");
  }

  private List<String> paths() {
    var all = new ArrayList<String>();
    for (String id : collections) {
      all.add("/api/v1/collections/" + id);
    }
    for (String id : List.of(collections.getFirst(), collections.getLast(), any(collections))) {
      all.add("/api/v1/collections?parent=" + id);
      all.add("/api/v1/collections/" + id + "/items");
      all.add("/api/v1/collections/" + id + "/items?recursive&sort=name&limit=5");
      all.add("/api/v1/collections/" + id + "/items?recursive&kind=image&sort=added&dir=asc");
    }
    all.add("/api/v1/collections/root");
    all.add("/api/v1/collections?parent=root&limit=2");
    for (int i = 0; i < 4; i++) {
      all.add("/api/v1/items/" + any(items));
    }
    return all;
  }

  /** Does something at a node; gives its name. Some are refused, and then nothing has changed. */
  private String change(Client by) {
    var edit = by.with("If-Match", "*");
    String collection = "/api/v1/collections/" + any(collections);
    String item = "/api/v1/items/" + any(items);
    String who = "user:" + any(List.copyOf(people.values())).id();
    number++;
    return switch (random.nextInt(16)) {
      case 0 -> done("title", edit.patch(collection, "{\"title\":\"T" + number + "\"}"));
      case 1 -> done("order", edit.patch(collection, "{\"order\":" + random.nextInt(9) + "}"));
      case 2 -> done("item edited", edit.patch(item, "{\"title\":\"I" + number + "\"}"));
      case 3 ->
          done(
              "item moved",
              by.post(item + "/move", "{\"collection\":\"" + any(collections) + "\"}"));
      case 4 ->
          done(
              "collection moved",
              by.post(collection + "/move", "{\"parent\":\"" + any(collections) + "\"}"));
      case 5 -> {
        var added = by.upload(any(collections), "x.svg", Samples.drawing(-number));
        if (added.status() == 201) {
          items.add(added.id());
        }
        yield done("item added", added);
      }
      case 6 -> {
        trashed.add(item);
        yield done("item trashed", by.delete(item));
      }
      case 7 ->
          trashed.isEmpty()
              ? "nothing"
              : done("item restored", by.post(trashed.removeLast() + "/restore", "{}"));
      case 8 -> done("cover", edit.patch(collection, "{\"cover\":\"" + any(items) + "\"}"));
      case 9 -> grant(collection, to(who, any(ROLES), ""));
      case 10 -> grant(collection, to(who, any(ROLES), ",\"effect\":\"deny\""));
      case 11 ->
          grant(item, to(who, any(ROLES), random.nextBoolean() ? "" : ",\"effect\":\"deny\""));
      case 12 -> grant(collection, to("group:" + group, role, ""));
      case 13 -> {
        String path = "/api/v1/groups/" + group + "/members/" + who.substring(5);
        yield done("group", random.nextInt(3) > 0 ? by.put(path, "") : by.delete(path));
      }
      case 14 ->
          done(
              "role",
              edit.patch(
                  "/api/v1/roles/" + role,
                  "{\"permissions\":[\"list\"%s]}"
                      .formatted(any(List.of("", ",\"view\"", ",\"view\",\"edit\"")))));
      default ->
          done(
              "person renamed",
              edit.patch("/api/v1/users/" + who.substring(5), "{\"name\":\"N" + number + "\"}"));
    };
  }

  private static String done(String what, Client.Answer answer) {
    if (answer.status() >= 500) {
      throw new IllegalStateException(what + ": " + answer.text());
    }
    return what + " " + answer.status();
  }

  private String grant(String path, String grant) {
    var now = library.admin.get(path + "/grants");
    if (now.status() != 200) {
      return "nothing";
    }
    var all = new StringBuilder();
    now.json().at("/grants").forEach(one -> all.append(one).append(','));
    return done(
        "grant",
        library
            .admin
            .with("If-Match", now.header("etag"))
            .put(path + "/grants", "{\"inherit\":true,\"grants\":[" + all + grant + "]}"));
  }

  private static String to(String principal, String role, String more) {
    return "{\"principal\":\"" + principal + "\",\"role\":\"" + role + "\"" + more + "}";
  }
}
