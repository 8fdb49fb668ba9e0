package org.acervo.http;

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
  record Person(String id, Client client) {}

  Person person() {
    String login = "p" + number.incrementAndGet();
    var made =
        admin.post(
            "/api/v1/users",
            "{\"login\":\"%s\",\"name\":\"%s\",\"password\":\"%s\"}"
                .formatted(login, login, PASSWORD));
    return new Person(made.id(), nobody.signedIn(login, PASSWORD));
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
