package org.acervo.http;

import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.acervo.RunningServer;

/** A running server with its administrator, and short words for what tests need again and again. */
final class Library implements AutoCloseable {
  static final String PASSWORD = "correct horse";

  final RunningServer server;
  final Client nobody;
  final Client admin;
  private final AtomicInteger number = new AtomicInteger();

  private Library(RunningServer server) {
    this.server = server;
    this.nobody = Client.of(server.address());
    var setup =
        nobody.post(
            "/api/v1/setup",
            "{\"token\":\"%s\",\"login\":\"ana\",\"name\":\"Ana\",\"password\":\"%s\"}"
                .formatted(server.setupToken(), PASSWORD));
    if (setup.status() != 201) {
      throw new IllegalStateException(setup.text());
    }
    this.admin = nobody.with("Cookie", setup.header("set-cookie").split(";", 2)[0]);
  }

  static Library open() {
    return new Library(RunningServer.start());
  }

  static Library open(Map<String, String> settings) {
    return new Library(RunningServer.start(settings));
  }

  String collection(String parent) {
    return admin
        .post(
            "/api/v1/collections",
            "{\"title\":\"C%d\",\"parent\":\"%s\"}".formatted(number.incrementAndGet(), parent))
        .id();
  }

  String collection() {
    return collection("root");
  }

  /** A person who is signed in. */
  record Person(String id, String login, Client client) {}

  Person person() {
    return person("p" + number.incrementAndGet(), false);
  }

  /** Somebody who administers and was granted nothing. */
  Person administrator() {
    return person("a" + number.incrementAndGet(), true);
  }

  private Person person(String login, boolean admins) {
    var made =
        expect(
            201,
            admin.post(
                "/api/v1/users",
                "{\"login\":\"%s\",\"name\":\"%s\",\"password\":\"%s\",\"admin\":%s}"
                    .formatted(login, login, PASSWORD, admins)));
    return new Person(made.id(), login, nobody.signedIn(login, PASSWORD));
  }

  /** An answer that a test builds on. */
  static Client.Answer expect(int status, Client.Answer answer) {
    if (answer.status() != status) {
      throw new IllegalStateException(
          "expected " + status + ", not " + answer.status() + ": " + answer.text());
    }
    return answer;
  }

  /** Replaces the grants of a collection, keeping the administrator as its owner. */
  Client.Answer grant(String collection, boolean inherit, String... grants) {
    var now = admin.get("/api/v1/collections/" + collection + "/grants");
    String owner = admin.get("/api/v1/session").json().at("/user/id").asText();
    var all = new StringBuilder("{\"principal\":\"user:" + owner + "\",\"role\":\"owner\"}");
    for (String grant : grants) {
      all.append(',').append(grant);
    }
    return admin
        .with("If-Match", now.header("etag"))
        .put(
            "/api/v1/collections/" + collection + "/grants",
            "{\"inherit\":" + inherit + ",\"grants\":[" + all + "]}");
  }

  void disable(Person person) {
    expect(
        200,
        admin
            .with("If-Match", "*")
            .patch("/api/v1/users/" + person.id(), "{\"state\":\"disabled\"}"));
  }

  /** A small picture that no other one is like; its id. */
  String upload(String collection) {
    int n = number.incrementAndGet();
    var picture = Samples.picture("png", 16 + n % 32, 16 + n % 29, n);
    return expect(201, admin.upload(collection, "u" + n + ".png", picture)).id();
  }

  /** A small drawing that no other one is like and of which no preview is made; its id. */
  String drawing(String collection) {
    int n = number.incrementAndGet();
    return expect(201, admin.upload(collection, "d" + n + ".svg", Samples.drawing(n))).id();
  }

  /** Adds a grant to those that are there. */
  void grantMore(String collection, String grant) {
    String path = "/api/v1/collections/" + collection + "/grants";
    var now = admin.get(path);
    var all = new StringBuilder();
    now.json().at("/grants").forEach(one -> all.append(one).append(','));
    all.append(grant);
    expect(
        200,
        admin
            .with("If-Match", now.header("etag"))
            .put(path, "{\"inherit\":true,\"grants\":[" + all + "]}"));
  }

  /** Takes away what a person was granted there; the answer, whatever it is. */
  Client.Answer revoke(String collection, Person person) {
    String path = "/api/v1/collections/" + collection + "/grants";
    var now = admin.get(path);
    if (now.status() != 200) {
      return now;
    }
    var kept = new ArrayList<String>();
    now.json()
        .at("/grants")
        .forEach(one -> {
          if (!one.at("/principal").asText().equals("user:" + person.id())) {
            kept.add(one.toString());
          }
        });
    return admin
        .with("If-Match", now.header("etag"))
        .put(path, "{\"inherit\":true,\"grants\":[" + String.join(",", kept) + "]}");
  }

  static String allow(Person person, String role) {
    return "{\"principal\":\"user:%s\",\"role\":\"%s\"}".formatted(person.id(), role);
  }

  static String deny(Person person, String role) {
    return "{\"principal\":\"user:%s\",\"role\":\"%s\",\"effect\":\"deny\"}"
        .formatted(person.id(), role);
  }

  @Override
  public void close() {
    server.close();
  }
}
