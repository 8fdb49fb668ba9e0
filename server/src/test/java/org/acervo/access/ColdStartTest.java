package org.acervo.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import io.lettuce.core.RedisClient;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.acervo.embedded.EmbeddedMongo;
import org.acervo.embedded.EmbeddedRedis;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.DataSize;
import org.acervo.store.Migrations;
import org.acervo.store.RedisSeal;
import org.acervo.store.Store;
import org.acervo.store.StoreConfig;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that starts takes the policy from where another left it, and trusts nothing else. */
@Tag("slow")
class ColdStartTest {
  private static final int PEOPLE = 10_000;
  private static final int GROUPS = 500;
  private static final int COLLECTIONS = 50_000;
  private static final int CHILDREN = 4;

  /** Of the last collection; its top-level one opens to group 1, where person 1 is. */
  private static final CollectionId DEEP = new CollectionId("c" + (COLLECTIONS - 1));

  private final NodeTicks ticks = new NodeTicks();
  @TempDir Path home;
  private EmbeddedMongo mongo;
  private EmbeddedRedis redis;
  private StoreConfig config;
  private Store store;

  @BeforeEach
  void open() throws IOException {
    mongo = EmbeddedMongo.inMemory();
    redis = EmbeddedRedis.start(home.resolve("redis"), DataSize.mib(64)).orElseThrow();
    config =
        new StoreConfig(mongo.uri(), "acervo", Optional.of(redis.uri()), Duration.ofSeconds(20));
    store = Store.open(config);
    Migrations.run(store.database(), AccessRoom.steps(), ticks);
    fill();
    leave();
  }

  @AfterEach
  void close() throws IOException {
    store.close();
    redis.close();
    mongo.close();
  }

  private void fill() {
    insert(
        "users",
        PEOPLE,
        i ->
            person(i)
                .append("state", "active")
                .append("gen", 1L)
                .append("groups", List.of("g" + i % GROUPS)));
    insert("groups", GROUPS, i -> new Document("_id", "g" + i).append("sort", "g" + i));
    insert(
        "collections",
        COLLECTIONS,
        i -> {
          var collection =
              new Document("_id", "c" + i)
                  .append("parent", i < 8 ? "root" : "c" + (i / CHILDREN - 1));
          return i < 8 || i % 50 == 0
              ? collection.append(
                  "grants",
                  List.of(
                      new Document("p", i < 8 ? "group:g1" : "group:g" + i % GROUPS)
                          .append("role", "viewer")))
              : collection;
        });
  }

  private static Document person(int i) {
    return new Document("_id", "u" + i)
        .append("login", "u" + i)
        .append("name", "u" + i)
        .append("sort", "u" + i);
  }

  private interface Making {
    Document make(int i);
  }

  private void insert(String into, int size, Making making) {
    for (int from = 0; from < size; from += 5_000) {
      var batch = new ArrayList<Document>();
      for (int i = from; i < Math.min(size, from + 5_000); i++) {
        batch.add(making.make(i));
      }
      var _ = store.database().getCollection(into).insertMany(batch);
    }
  }

  /** A node comes, leaves the policy and goes. */
  private void leave() {
    var quick = Fleet.config(Duration.ofSeconds(30), Duration.ofMillis(100));
    var room = room(store, quick);
    assertThat(opens(room)).isTrue();
    keys(redis -> {
      while (redis.keys("az:snap:*").isEmpty()) {
        pause();
      }
    });
    room.close();
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private AccessRoom room(Store over, AccessConfig settings) {
    return AccessRoom.open(
        new AccessRoom.Needs(over, settings, home, ticks, _ -> Map.of(), false),
        new RedisBoard(over.redis(), over.seal()),
        ticks);
  }

  private static boolean opens(AccessRoom room) {
    assertThat(room.gate().allows(World.caller("u2"), Permission.VIEW, new CollectionId("c0")))
        .isFalse();
    return room.gate().allows(World.caller("u1"), Permission.VIEW, DEEP);
  }

  private interface Doing {
    void with(io.lettuce.core.api.sync.RedisCommands<String, byte[]> redis);
  }

  private void keys(Doing doing) {
    try (var client = RedisClient.create(redis.uri());
        var connection = client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE))) {
      doing.with(connection.sync());
    }
  }

  /** What a node that starts asks of the database for its first answer. */
  private List<String> askedForFirstAnswer() {
    var asked = new CopyOnWriteArrayList<String>();
    var listening =
        new CommandListener() {
          @Override
          public void commandStarted(CommandStartedEvent event) {
            asked.add(Victim.name(event));
          }
        };
    // Nothing is renewed meanwhile, so all that is heard is for the answer.
    var calm = Fleet.config(Duration.ofHours(12), Duration.ofHours(3));
    try (var over = Store.open(config, List.of(listening));
        var room = room(over, calm)) {
      assertThat(opens(room)).isTrue();
      return List.copyOf(asked);
    }
  }

  private void spoil(BiFunction<String, byte[], byte[]> how) {
    keys(redis -> {
      for (var key : redis.keys("az:snap:*")) {
        redis.set(key, how.apply(key, redis.get(key)));
      }
    });
  }

  /** Written by a node of ours that is newer. */
  private byte[] ofAnotherVersion(String key, byte[] sealed) {
    var snapshot = store.seal().open(RedisSeal.Kind.SNAPSHOT, key, sealed).orElseThrow();
    try (var in = new InflaterInputStream(new ByteArrayInputStream(snapshot));
        var bytes = new ByteArrayOutputStream()) {
      var plain = in.readAllBytes();
      plain[3]++;
      try (var out = new DeflaterOutputStream(bytes)) {
        out.write(plain);
      }
      return store.seal().seal(RedisSeal.Kind.SNAPSHOT, key, bytes.toByteArray());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The very bytes that a node would have left, had somebody else been given all rights. */
  private byte[] withoutASeal(String key, byte[] sealed) {
    return store.seal().open(RedisSeal.Kind.SNAPSHOT, key, sealed).orElseThrow();
  }

  private static byte[] flipped(byte[] snapshot) {
    var flipped = snapshot.clone();
    flipped[flipped.length / 3] ^= 1;
    return flipped;
  }

  private byte[] ofAnotherPolicy(String key, byte[] sealed) {
    var snapshot = store.seal().open(RedisSeal.Kind.SNAPSHOT, key, sealed).orElseThrow();
    return store.seal().seal(RedisSeal.Kind.SNAPSHOT, key + "0", snapshot);
  }

  private static byte[] half(byte[] snapshot) {
    return java.util.Arrays.copyOf(snapshot, snapshot.length / 2);
  }

  @Test
  void aNodeThatStartsReadsTheHeadOnlyUnlessWhatWasLeftIsSpoiled() {
    assertThat(askedForFirstAnswer())
        .containsExactly("findAndModify keys", "find policy", "findAndModify policy");

    List<BiFunction<String, byte[], byte[]>> spoilings =
        List.of(
            this::ofAnotherVersion,
            this::withoutASeal,
            this::ofAnotherPolicy,
            (_, sealed) -> flipped(sealed),
            (_, sealed) -> half(sealed),
            (_, _) -> new byte[0],
            (_, _) -> "not a policy at all".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    for (var spoiling : spoilings) {
      spoil(spoiling);
      assertThat(askedForFirstAnswer())
          .startsWith("findAndModify keys", "find policy", "findAndModify policy")
          .contains("find users", "find groups", "find collections");
      keys(redis -> redis.flushall());
      leave();
    }
    assertThat(askedForFirstAnswer())
        .containsExactly("findAndModify keys", "find policy", "findAndModify policy");
  }
}
