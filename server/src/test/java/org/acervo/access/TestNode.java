package org.acervo.access;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.acervo.embedded.EmbeddedMongo;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.DataSize;
import org.acervo.store.Migrations;
import org.acervo.store.Store;
import org.acervo.store.StoreConfig;
import org.bson.Document;

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
          Duration.ofSeconds(60),
          Duration.ofSeconds(10));

  private final EmbeddedMongo server;
  final Store store;
  final Path home;
  final FakeClock clock = new FakeClock();
  final AccessRoom room;

  TestNode(Path home) throws IOException {
    this.server = EmbeddedMongo.inMemory();
    this.home = home;
    this.store =
        Store.open(
            new StoreConfig(server.uri(), "acervo", Optional.empty(), Duration.ofSeconds(5)));
    Migrations.run(store.database(), AccessRoom.steps(), clock);
    this.room = another();
  }

  AccessRoom another() {
    return AccessRoom.open(store, CONFIG, home, clock);
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
        new Credential.Console());
  }

  /** What room collections would store. */
  CollectionId collection(Caller by, String id, CollectionId parent, List<StoredGrant> grants) {
    return room.access()
        .change(
            by,
            "collection made",
            () -> {
              var _ =
                  store
                      .database()
                      .getCollection("collections")
                      .insertOne(
                          new Document("_id", id)
                              .append("parent", parent.value())
                              .append("title", "Title of " + id)
                              .append("inherit", true)
                              .append("grants", grants));
              return new CollectionId(id);
            });
  }

  void set(Caller by, CollectionId id, String field, Object value) {
    var _ =
        room.access()
            .change(
                by,
                "collection changed",
                () ->
                    store
                        .database()
                        .getCollection("collections")
                        .updateOne(
                            eq("_id", id.value()), Updates.set(field, value), new UpdateOptions()));
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
