package org.acervo.http;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The objects and callers of the matrix: one collection and one item in each state, and other
 * things that only administrators touch. What a request has used up is made anew.
 */
final class MatrixWorld implements AutoCloseable {
  /** An id of the right form that names nothing. */
  static final String NOTHING = "0123456789abcdefghjk";

  final Library library =
      Library.open(Map.of("ACERVO_PASSWORD_MEMORY", "64KiB", "ACERVO_PASSWORD_PASSES", "1"));
  final String hidden = library.collection();
  private final String shelf = library.collection();
  private final Client admin = library.admin;
  private final Map<MatrixCaller, Library.Person> people = new EnumMap<>(MatrixCaller.class);
  private final Map<MatrixCaller, Client> clients = new EnumMap<>(MatrixCaller.class);
  private final Map<MatrixState, Place> places = new EnumMap<>(MatrixState.class);
  private final Client.Answer link;
  private Spares spares;
  private int number;

  /** What a path's {@code {id}} names. */
  record Place(String collection, String item) {}

  /** What only administrators change. */
  record Spares(String user, String group, String inner, String role, String job) {}

  MatrixWorld() throws InterruptedException {
    for (var caller : MatrixCaller.GRANTED) {
      people.put(caller, library.person());
    }
    people.put(MatrixCaller.OTHER, library.person());
    people.put(MatrixCaller.ADMINISTRATOR, library.administrator());
    people.forEach((caller, person) -> clients.put(caller, person.client()));
    grantRoles();
    link = link("");
    clients.put(MatrixCaller.ANONYMOUS, library.nobody);
    clients.put(MatrixCaller.LINK, opened(link));
    clients.put(MatrixCaller.EXPIRED_LINK, expired());
    clients.put(MatrixCaller.ENDED_SESSION, signedOut());
    clients.put(MatrixCaller.DISABLED, disabled());
    clients.put(MatrixCaller.NARROW_TOKEN, narrow());
    spares = spares();
    for (var state : MatrixState.values()) {
      renew(state);
    }
  }

  Client client(MatrixCaller caller) {
    return clients.getOrDefault(caller, library.nobody);
  }

  Place place(MatrixState state) {
    return places.getOrDefault(state, new Place("", ""));
  }

  Spares current() {
    return spares;
  }

  String linkToken() {
    return link.json().at("/token").asText();
  }

  private void grantRoles() {
    var roles =
        MatrixCaller.GRANTED.stream()
            .map(caller -> caller.grant(person(caller).id()))
            .toArray(String[]::new);
    Library.expect(200, library.grant(shelf, true, roles));
  }

  private Library.Person person(MatrixCaller caller) {
    return people.getOrDefault(caller, new Library.Person("", "", library.nobody));
  }

  private Client.Answer link(String more) {
    return Library.expect(
        201, admin.post("/api/v1/links", "{\"collection\":\"" + shelf + "\"" + more + "}"));
  }

  private Client opened(Client.Answer made) {
    return library.nobody.keeping(
        Library.expect(200, library.nobody.get("/l/" + made.json().at("/token").asText())));
  }

  private Client expired() throws InterruptedException {
    var soon = link(",\"until\":\"" + Instant.now().plusSeconds(2) + "\"");
    var guest = opened(soon);
    while (guest.get("/api/v1/session").status() == 200) {
      Thread.sleep(50);
    }
    return guest;
  }

  private Client signedOut() {
    var person = library.person();
    Library.expect(204, person.client().delete("/api/v1/session"));
    return person.client();
  }

  private Client disabled() {
    var person = library.person();
    library.grantMore(shelf, Library.allow(person, "owner"));
    library.disable(person);
    return person.client();
  }

  private Client narrow() {
    var made =
        Library.expect(
            201,
            client(MatrixCaller.OWNER)
                .post("/api/v1/tokens", "{\"name\":\"narrow\",\"scopes\":[\"list\"]}"));
    return library.nobody.with("Authorization", "Bearer " + made.json().at("/token").asText());
  }

  /** Signs in again, or comes through the link again, if that has ended. */
  void renewEnded(MatrixCaller caller) {
    if (client(caller).get("/api/v1/session").status() == 200) {
      return;
    }
    switch (caller) {
      case LINK -> clients.put(caller, opened(link));
      case OTHER, VIEWER, DOWNLOADER, CONTRIBUTOR, EDITOR, OWNER, BLIND, ADMINISTRATOR -> {
        var again = library.nobody.signedIn(person(caller).login(), Library.PASSWORD);
        clients.put(caller, again);
      }
      case ANONYMOUS, EXPIRED_LINK, ENDED_SESSION, DISABLED, NARROW_TOKEN -> {}
    }
  }

  void renewSpares() {
    spares = spares();
  }

  private Spares spares() {
    number++;
    var user =
        admin.post("/api/v1/users", "{\"login\":\"spare" + number + "\",\"name\":\"Spare\"}");
    var group = admin.post("/api/v1/groups", "{\"name\":\"Outer " + number + "\"}");
    var inner = admin.post("/api/v1/groups", "{\"name\":\"Inner " + number + "\"}");
    var role =
        admin.post(
            "/api/v1/roles", "{\"name\":\"Spare " + number + "\",\"permissions\":[\"list\"]}");
    var job = admin.post("/api/v1/storage/verify", "");
    return new Spares(user.id(), group.id(), inner.id(), role.id(), job.id());
  }

  /** Makes the collection and the item of a state anew. */
  void renew(MatrixState state) {
    if (state == MatrixState.MISSING) {
      places.put(state, new Place(NOTHING, NOTHING));
      return;
    }
    String collection = library.collection(shelf);
    String item = upload(state == MatrixState.NORMAL ? collection : shelf);
    String atCollection = "/api/v1/collections/" + collection;
    String atItem = "/api/v1/items/" + item;
    switch (state) {
      case NORMAL, MISSING -> {}
      case TRASHED -> {
        Library.expect(204, admin.delete(atCollection));
        Library.expect(204, admin.delete(atItem));
      }
      case MOVED -> {
        Library.expect(200, admin.post(atCollection + "/move", "{\"parent\":\"" + hidden + "\"}"));
        Library.expect(200, admin.post(atItem + "/move", "{\"collection\":\"" + hidden + "\"}"));
      }
      case DENIED -> deny("owner", atCollection, atItem);
      case HIDDEN -> deny("viewer", atCollection, atItem);
    }
    places.put(state, new Place(collection, item));
  }

  private void deny(String role, String... paths) {
    String body = "{\"inherit\":true,\"grants\":[" + denies(role) + "]}";
    for (String path : paths) {
      Library.expect(200, admin.with("If-Match", "*").put(path + "/grants", body));
    }
  }

  private String denies(String role) {
    List<String> principals = new ArrayList<>();
    MatrixCaller.GRANTED.forEach(caller -> principals.add("user:" + person(caller).id()));
    principals.add("link:" + link.id());
    return principals.stream()
        .map(principal ->
            "{\"principal\":\"%s\",\"role\":\"%s\",\"effect\":\"deny\"}".formatted(principal, role))
        .collect(Collectors.joining(","));
  }

  private String upload(String home) {
    number++;
    return Library.expect(
            201, admin.upload(home, "d" + number + ".pdf", Samples.pdf("page " + number)))
        .id();
  }

  @Override
  public void close() {
    library.close();
  }
}
