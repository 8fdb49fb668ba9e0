package org.acervo.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.acervo.embedded.EmbeddedMongo;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.ItemId;
import org.acervo.kernel.UserId;
import org.acervo.store.Migrations;
import org.acervo.store.Store;
import org.acervo.store.StoreConfig;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A writer may end at any step: before the commit nothing has happened, after it everything. */
@Tag("slow")
class CrashTest {
  private static final Caller NOBODY = new Caller.Anonymous();

  private final long seed = Long.getLong("acervo.seed", System.nanoTime());
  private final NodeTicks ticks = new NodeTicks();
  private final Slate slate = new Slate();
  private final List<AccessRoom> rooms = new ArrayList<>();
  private final List<Store> stores = new ArrayList<>();
  private final List<Victim> victims = new ArrayList<>();
  @TempDir Path home;
  private EmbeddedMongo mongo;
  private StoreConfig config;
  private Store store;
  private AccessRoom survivor;
  private PolicyData base;

  @BeforeEach
  void open() throws IOException {
    mongo = EmbeddedMongo.inMemory();
    config = new StoreConfig(mongo.uri(), "acervo", Optional.empty(), Duration.ofSeconds(5));
    store = Store.open(config);
    stores.add(store);
    Migrations.run(store.database(), AccessRoom.steps(), ticks);
    survivor = room(store, () -> {});
    base = survivor.access().policy().data();
  }

  @AfterEach
  void close() throws IOException {
    victims.forEach(Victim::bury);
    rooms.forEach(AccessRoom::close);
    stores.forEach(Store::close);
    mongo.close();
  }

  private AccessRoom room(Store over, Runnable before) {
    var room =
        AccessRoom.open(
            new AccessRoom.Needs(over, Fleet.Way.SHORT.config(), home, ticks, _ -> Map.of(), false),
            slate.board(before),
            ticks);
    rooms.add(room);
    return room;
  }

  private void asleep(Patch.In in, String id) {
    var _ =
        store
            .database()
            .getCollection(in.key())
            .insertOne(
                new Document("_id", id)
                    .append("login", id)
                    .append("name", id)
                    .append("hash", id)
                    .append("asleep", Date.from(ticks.instant())));
  }

  /** One change with a patch of every way, over documents of their own. */
  private List<Patch> patches(String of) {
    asleep(Patch.In.COLLECTIONS, "new-" + of);
    asleep(Patch.In.COLLECTIONS, "old-" + of);
    asleep(Patch.In.USERS, "user-" + of);
    var parent = CollectionId.ROOT.value();
    var before =
        Change.of("before", of)
            .and(Patch.wake(Patch.In.COLLECTIONS, "old-" + of).with("parent", parent))
            .and(
                Patch.wake(Patch.In.USERS, "user-" + of)
                    .with("login", of)
                    .with("name", of)
                    .with("gen", 1L)
                    .with("state", User.State.ACTIVE.key()));
    var _ = survivor.access().change(NOBODY, _ -> Optional.of(before));
    var grants =
        List.of(
            StoredGrant.of(Grant.allow(new Principal.User(new UserId("user-" + of)), Role.VIEWER))
                .fields());
    return List.of(
        Patch.wake(Patch.In.COLLECTIONS, "new-" + of).with("parent", parent).with("grants", grants),
        Patch.change(Patch.In.USERS, "user-" + of).with("gen", 2L),
        Patch.remove(Patch.In.COLLECTIONS, "old-" + of),
        Patch.keep(Patch.In.ITEM_GRANTS, "item-" + of).with("grants", grants));
  }

  private static boolean happened(PolicyData data, String of) {
    boolean made = data.collections().containsKey(new CollectionId("new-" + of));
    assertThat(data.collections().containsKey(new CollectionId("old-" + of))).isEqualTo(!made);
    assertThat(data.items().containsKey(new ItemId("item-" + of))).isEqualTo(made);
    assertThat(Objects.requireNonNull(data.people().get(new UserId("user-" + of))).gen())
        .isEqualTo(made ? 2 : 1);
    return made;
  }

  /** What the documents say, when the log is complete and says the same. */
  private PolicyData complete() {
    var log = new MongoLog(store, Duration.ofSeconds(5));
    var head = log.head();
    var data = base;
    for (var entry : log.entries(base.number(), head.n())) {
      assertThat(entry.n()).isEqualTo(data.number() + 1);
      data = data.with(entry);
    }
    assertThat(data.number()).isEqualTo(head.n());
    assertThat(documents(head)).isEqualTo(data);
    return data;
  }

  private PolicyData documents(Head head) {
    return new MongoPolicy(store).load(head.n()).at(head.n(), head.mark());
  }

  private interface Next {
    void complete() throws Exception;
  }

  private void killedAtEveryStep(Next next) throws Exception {
    var steps = new ArrayList<String>();
    boolean killed = true;
    for (int step = 0; killed; step++) {
      var of = Integer.toString(step);
      var patches = patches(of);
      var victim = new Victim();
      victims.add(victim);
      var over = Store.open(config, List.of(victim));
      stores.add(over);
      var room = room(over, () -> victim.step("the board"));
      var number = room.access().policy().number();
      var change = new Change("made", of, List.of(), "", "", "", patches);
      victim.watch(step);
      try {
        var _ = room.access().change(NOBODY, _ -> Optional.of(change));
        killed = false;
      } catch (Victim.Killed expected) {
        assertThat(expected).hasMessageStartingWith("before ");
      }
      steps.clear();
      steps.addAll(victim.steps());
      boolean committed = new MongoLog(store, Duration.ofSeconds(5)).head().n() > number;

      next.complete();

      var now = complete();
      assertThat(happened(now, of)).as("killed after %s", steps).isEqualTo(committed);
      assertThat(survivor.access().policy().data()).isEqualTo(now);
      var fresh = room(store, () -> {});
      assertThat(fresh.access().policy().data()).as("killed after %s", steps).isEqualTo(now);
      fresh.close();
    }
    assertThat(steps)
        .containsSubsequence(
            "to findAndModify policy",
            "from findAndModify",
            "the board",
            "to update collections",
            "to update users",
            "to delete collections",
            "to update item_grants",
            "the board");
  }

  @Test
  void theNextWriterCompletesWhatAWriterThatWasKilledLeft() throws Exception {
    killedAtEveryStep(() -> {
      var _ = survivor.access().change(NOBODY, _ -> Optional.of(Change.of("next", "")));
    });
  }

  @Test
  void readersCompleteWhatAWriterThatWasKilledLeft() throws Exception {
    killedAtEveryStep(() -> {
      var log = new MongoLog(store, Duration.ofSeconds(5));
      var head = log.head();
      while (log.entries(head.n() - 1, head.n()).isEmpty()
          || !documents(head).equals(survivor.access().policy().data())) {
        Thread.sleep(20);
      }
    });
  }

  @Test
  void lateRepetitionsOfOldEntriesChangeNothing() {
    for (int i = 0; i < 4; i++) {
      var of = Integer.toString(i);
      var change = new Change("made", of, List.of(), "", "", "", patches(of));
      var _ = survivor.access().change(NOBODY, _ -> Optional.of(change));
      var later =
          Change.of("later", of)
              .and(Patch.change(Patch.In.USERS, "user-" + of).with("gen", 3L))
              .and(Patch.remove(Patch.In.COLLECTIONS, "new-" + of))
              .and(Patch.keep(Patch.In.ITEM_GRANTS, "item-" + of).with("grants", List.of()));
      var _ = survivor.access().change(NOBODY, _ -> Optional.of(later));
    }
    var gone =
        Change.of("gone", "")
            .and(Patch.remove(Patch.In.USERS, "user-0"))
            .and(Patch.change(Patch.In.COLLECTIONS, "new-1").with("parent", "x"));
    var _ = survivor.access().change(NOBODY, _ -> Optional.of(gone));
    var before = everything();
    var log = new MongoLog(store, Duration.ofSeconds(5));
    var entries = log.entries(0, log.head().n());
    var random = new Random(seed);
    for (int round = 0; round < 5; round++) {
      var shuffled = new ArrayList<>(entries);
      Collections.shuffle(shuffled, random);
      shuffled.forEach(log::apply);
      assertThat(everything()).as("seed %d", seed).isEqualTo(before);
    }
  }

  private Map<String, List<Document>> everything() {
    var all = new HashMap<String, List<Document>>();
    for (var in : Patch.In.values()) {
      all.put(in.key(), documents(in.key()));
    }
    all.put("policy_log", documents("policy_log"));
    return all;
  }

  private List<Document> documents(String collection) {
    return store
        .database()
        .getCollection(collection)
        .find()
        .sort(new Document("_id", 1))
        .into(new ArrayList<>());
  }
}
