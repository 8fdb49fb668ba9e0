package org.acervo.access;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acervo.embedded.EmbeddedMongo;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.DataSize;
import org.acervo.store.Migrations;
import org.acervo.store.Store;
import org.acervo.store.StoreConfig;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** A database of its own and, over it, as many rooms as a test wants: each is one node. */
final class TestNode implements AutoCloseable {
  static final String PASSWORD = "correct horse battery";

  /** As little work per password as Argon2id allows, so that tests are quick. */
  static final AccessConfig CONFIG =
      new AccessConfig(
          Duration.ofDays(30),
          Duration.ofHours(1),
          DataSize.kib(64),
          1,
          1,
          4,
          5,
          25,
          Duration.ofSeconds(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofSeconds(15),
          Duration.ofSeconds(1),
          Duration.ofSeconds(10));

  private final EmbeddedMongo server;
  private final StoreConfig config;
  final Store store;
  final Path home;
  final FakeClock clock = new FakeClock();
  private final List<AccessRoom> rooms = new ArrayList<>();
  final AccessRoom room;
  private @Nullable Store doomed;

  TestNode(Path home) throws IOException {
    this.server = EmbeddedMongo.inMemory();
    this.home = home;
    this.config = new StoreConfig(server.uri(), "acervo", Optional.empty(), Duration.ofSeconds(5));
    this.store = Store.open(config);
    Migrations.run(store.database(), AccessRoom.steps(), clock);
    this.room = another();
  }

  AccessRoom another() {
    return another(store);
  }

  private AccessRoom another(Store over) {
    var another = AccessRoom.open(over, CONFIG, home, clock, _ -> Map.of(), false);
    rooms.add(another);
    return another;
  }

  /** A node that can be ended at any step of a change. */
  AccessRoom doomed(Victim victim) {
    doomed = Store.open(config, List.of(victim));
    return another(doomed);
  }

  /** The first administrator of a fresh installation. */
  Caller.Person administrator() {
    var token = room.firstRun().begin().orElseThrow();
    return room.firstRun().setup(token, "admin", "Ada", PASSWORD, "test").person();
  }

  Caller.Person person(Caller by, String login) {
    var made = room.people().create(by, UserNew.of(login, login, PASSWORD));
    return new Caller.Person(
        made.id(),
        made.login(),
        made.name(),
        made.admin(),
        made.locale(),
        Scopes.ALL,
        new Credential.Console(),
        Optional.empty());
  }

  /** What room collections would do. */
  CollectionId collection(
      Caller by, String id, CollectionId parent, List<Map<String, Object>> grants) {
    var _ =
        store
            .database()
            .getCollection("collections")
            .insertOne(
                new Document("_id", id)
                    .append("title", "Title of " + id)
                    .append("asleep", Date.from(clock.instant())));
    var wake =
        Patch.wake(Patch.In.COLLECTIONS, id)
            .with("parent", parent.value())
            .with("inherit", true)
            .with("grants", grants);
    room.access().change(by, _ -> Optional.of(Change.of("collection made", "").and(wake)));
    return new CollectionId(id);
  }

  void set(Caller by, CollectionId id, String field, Object value) {
    var patch = Patch.change(Patch.In.COLLECTIONS, id.value()).with(field, value);
    room.access().change(by, _ -> Optional.of(Change.of("collection changed", "").and(patch)));
  }

  List<Document> history() {
    return store
        .database()
        .getCollection("policy_log")
        .find()
        .sort(new Document("_id", 1))
        .into(new ArrayList<>());
  }

  @Override
  public void close() throws IOException {
    rooms.forEach(AccessRoom::close);
    if (doomed != null) {
      doomed.close();
    }
    store.close();
    server.close();
  }

  /** A clock that tests move. */
  static final class FakeClock implements InstantSource {
    private volatile Instant now = Instant.parse("2026-11-01T12:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    void forward(Duration time) {
      now = now.plus(time);
    }
  }
}
