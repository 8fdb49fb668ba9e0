package org.acervo.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.SnapshotTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every shared level does, whatever server is behind it. */
abstract class SharedContract {
  private static final String EPOCH = "epoch";

  private final String unique = UUID.randomUUID().toString().substring(0, 8);
  private final AtomicInteger roots = new AtomicInteger();
  private final Listener mine = new Listener();
  private final Listener others = new Listener();
  private RedisClient client;
  private StatefulRedisConnection<String, String> connection;
  private RedisCommands<String, String> redis;
  private Shared shared;
  private Shared other;

  /** Address of a server of its own. */
  abstract String uri() throws Exception;

  @BeforeEach
  void connect() throws Exception {
    client = RedisClient.create(uri());
    client.setOptions(
        ClientOptions.builder()
            .autoReconnect(false)
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .build());
    connection = client.connect();
    redis = connection.sync();
    shared = RedisShared.connect(client, RedisURI.create(uri()), "a-" + unique, "", mine);
    other = RedisShared.connect(client, RedisURI.create(uri()), "b-" + unique, "", others);
  }

  @AfterEach
  void disconnect() {
    shared.close();
    other.close();
    connection.close();
    client.shutdown();
  }

  private ViewKey key() {
    var root = new CollectionId(unique + "-" + roots.incrementAndGet());
    return new ViewKey(View.ITEMS, root, "all", "everything");
  }

  private static SnapshotTime at(long time) {
    return new SnapshotTime(time);
  }

  private static Entry entry(long read) {
    return new Entry(Body.of(Draft.of(("read at " + read).getBytes(UTF_8))), at(read), 7);
  }

  private void bump(ViewKey key, long time) {
    shared.bump(List.of(key.root()), at(time));
  }

  /** Makes the generation where there is none. */
  private void begin(ViewKey key, long time) {
    var any = new ViewKey(key.view(), key.root(), "any", "any");
    if (look(shared, any) instanceof Shared.Look.Unknown(var sign)) {
      shared.settle(key.root(), sign, at(time));
    }
  }

  private Shared.Look look(Shared from, ViewKey key) {
    return from.look(EPOCH, key);
  }

  private Shared.Filled fill(Shared from, ViewKey key, long read, long seen) {
    return from.fill(EPOCH, key, entry(read), at(seen));
  }

  private String answer(Shared.Look look) {
    assertThat(look).isInstanceOf(Shared.Look.Hit.class);
    return new String(
        Frame.read(((Shared.Look.Hit) look).frame()).orElseThrow().body().in(Body.Encoding.PLAIN),
        UTF_8);
  }

  // Generations

  @Test
  void bumpsOnlyRaise() {
    var key = key();
    begin(key, 5);
    bump(key, 3);
    assertThat(shared.generation(key.root())).contains(at(5));
    bump(key, 9);
    assertThat(other.generation(key.root())).contains(at(9));
  }

  @Test
  void timesCompareAsUnsignedNumbers() {
    var key = key();
    begin(key, Long.MAX_VALUE);
    bump(key, Long.MIN_VALUE);
    bump(key, 17);
    assertThat(shared.generation(key.root())).contains(at(Long.MIN_VALUE));
  }

  @Test
  void manyRootsAreBumpedAtOnce() {
    var keys = List.of(key(), key(), key());
    keys.forEach(key -> begin(key, 1));
    shared.bump(keys.stream().map(ViewKey::root).toList(), at(4));
    assertThat(keys).allSatisfy(key -> assertThat(shared.generation(key.root())).contains(at(4)));
  }

  // Looking

  @Test
  void whereNobodyKnowsTheLastWriteNothingIsAnswered() {
    var key = key();
    begin(key, 5);
    fill(shared, key, 5, 5);
    redis.del(RedisKeys.generation(key.root()));
    assertThat(look(shared, key)).isInstanceOf(Shared.Look.Unknown.class);
  }

  @Test
  void oneMakesAndOthersFollowUntilItIsThere() {
    var key = key();
    begin(key, 5);
    assertThat(look(shared, key)).isEqualTo(new Shared.Look.Lead(at(5)));
    assertThat(look(other, key)).isEqualTo(new Shared.Look.Follow(at(5)));
    assertThat(look(shared, key)).as("the same again").isEqualTo(new Shared.Look.Lead(at(5)));
    assertThat(fill(shared, key, 6, 5)).isEqualTo(Shared.Filled.STORED);
    assertThat(answer(look(other, key))).isEqualTo("read at 6");
    bump(key, 7);
    assertThat(look(other, key)).as("the lock is free").isEqualTo(new Shared.Look.Lead(at(7)));
  }

  @Test
  void lockEndsByItself() {
    var key = key();
    begin(key, 5);
    look(shared, key);
    assertThat(redis.pttl(RedisKeys.of(EPOCH, key)[2])).isBetween(1L, 3_000L);
  }

  @Test
  void entriesEndByThemselvesAndGenerationsDoNot() {
    var key = key();
    begin(key, 5);
    fill(shared, key, 5, 5);
    assertThat(shared.kept(EPOCH, key).orElseThrow().seconds()).isBetween(500L, 660L);
    assertThat(redis.pttl(RedisKeys.generation(key.root()))).isEqualTo(-1);
  }

  @Test
  void entriesOfOtherEpochsQueriesAndSightsAreOthers() {
    var key = key();
    begin(key, 5);
    fill(shared, key, 5, 5);
    assertThat(shared.look("other", key)).isInstanceOf(Shared.Look.Lead.class);
    var otherQuery = new ViewKey(key.view(), key.root(), "some", key.sight());
    var otherSight = new ViewKey(key.view(), key.root(), key.query(), "little");
    var otherView = new ViewKey(View.ITEM, key.root(), key.query(), key.sight());
    for (var different : List.of(otherQuery, otherSight, otherView)) {
      assertThat(look(shared, different)).isInstanceOf(Shared.Look.Lead.class);
    }
  }

  @Test
  void clearingAViewLeavesTheOthers() {
    var key = key();
    var item = new ViewKey(View.ITEM, key.root(), key.query(), key.sight());
    begin(key, 5);
    fill(shared, key, 5, 5);
    fill(shared, item, 5, 5);
    other.clear(View.ITEM);
    assertThat(look(shared, key)).isInstanceOf(Shared.Look.Hit.class);
    assertThat(look(shared, item)).isInstanceOf(Shared.Look.Lead.class);
  }

  // Filling

  @Test
  void whatWasReadBeforeTheLastWriteIsRefused() {
    var key = key();
    begin(key, 5);
    look(shared, key);
    bump(key, 8);
    assertThat(fill(shared, key, 7, 5)).isEqualTo(Shared.Filled.OLD);
    assertThat(shared.kept(EPOCH, key)).isEmpty();
    assertThat(fill(shared, key, 8, 5)).isEqualTo(Shared.Filled.STORED);
  }

  @Test
  void newerEntryStays() {
    var key = key();
    begin(key, 5);
    fill(shared, key, 9, 5);
    assertThat(fill(other, key, 6, 5)).isEqualTo(Shared.Filled.STORED);
    assertThat(answer(look(other, key))).isEqualTo("read at 9");
  }

  @Test
  void nothingIsStoredWhereTheGenerationWasRemoved() {
    var key = key();
    begin(key, 5);
    look(shared, key);
    redis.del(RedisKeys.generation(key.root()));
    assertThat(fill(shared, key, 7, 5)).isEqualTo(Shared.Filled.VANISHED);
    assertThat(shared.kept(EPOCH, key)).isEmpty();
  }

  @Test
  void nothingIsStoredAfterEverythingWasFlushed() {
    var key = key();
    begin(key, 5);
    look(shared, key);
    redis.flushall();
    assertThat(fill(shared, key, 7, 5)).isEqualTo(Shared.Filled.VANISHED);
  }

  @Test
  void nothingIsStoredWhereTheGenerationCameBackLower() {
    var key = key();
    begin(key, 5);
    look(shared, key);
    redis.set(RedisKeys.generation(key.root()), at(4).toString());
    assertThat(fill(shared, key, 7, 5)).isEqualTo(Shared.Filled.VANISHED);
  }

  /** Whoever is slow brings an old time after a newer one was lost. */
  @Test
  void lateBumpDoesNotHideALostOne() {
    var key = key();
    begin(key, 5);
    look(shared, key);
    bump(key, 9);
    redis.flushall();
    other.bump(List.of(key.root()), at(6));
    assertThat(look(other, key)).isInstanceOf(Shared.Look.Unknown.class);
    assertThat(fill(shared, key, 7, 5)).isEqualTo(Shared.Filled.VANISHED);
  }

  // Where nobody knows the last write

  @Test
  void bumpAloneMakesNoGeneration() {
    var key = key();
    bump(key, 5);
    assertThat(shared.generation(key.root())).isEmpty();
    assertThat(look(shared, key)).isInstanceOf(Shared.Look.Unknown.class);
    assertThat(fill(shared, key, 7, 5)).isEqualTo(Shared.Filled.VANISHED);
  }

  @Test
  void settlingKeepsTheHighestThatWasBumpedMeanwhile() {
    var key = key();
    var sign = ((Shared.Look.Unknown) look(shared, key)).sign();
    other.bump(List.of(key.root()), at(9));
    other.bump(List.of(key.root()), at(8));
    shared.settle(key.root(), sign, at(5));
    assertThat(shared.generation(key.root())).contains(at(9));
  }

  @Test
  void everybodyWhoLooksMaySettle() {
    var key = key();
    var first = look(shared, key);
    assertThat(look(other, key)).isEqualTo(first);
    other.settle(key.root(), ((Shared.Look.Unknown) first).sign(), at(5));
    shared.settle(key.root(), ((Shared.Look.Unknown) first).sign(), at(4));
    assertThat(shared.generation(key.root())).contains(at(5));
  }

  /** What was bumped before the flush is lost, and the time may be older than that. */
  @Test
  void settlingWhatWasFlushedMeanwhileDoesNothing() {
    var key = key();
    var sign = ((Shared.Look.Unknown) look(shared, key)).sign();
    other.bump(List.of(key.root()), at(9));
    redis.flushall();
    shared.settle(key.root(), sign, at(5));
    assertThat(look(shared, key)).isInstanceOf(Shared.Look.Unknown.class);
    other.bump(List.of(key.root()), at(3));
    shared.settle(key.root(), sign, at(5));
    assertThat(shared.generation(key.root())).isEmpty();
  }

  // Damage

  @Test
  void keysOfAnotherTypeAreMissesAndMended() {
    for (int which = 0; which < 3; which++) {
      var key = key();
      begin(key, 5);
      fill(shared, key, 5, 5);
      String name = RedisKeys.of(EPOCH, key)[which];
      redis.del(name);
      redis.rpush(name, "not", "a", "text");
      mended(key);
    }
  }

  @Test
  void garbageIsAMissAndMended() {
    for (int which = 0; which < 2; which++) {
      for (var garbage : List.of("", "x", "ffff", "AcV1", "AcV2" + at(99), "z".repeat(500))) {
        var key = key();
        begin(key, 5);
        fill(shared, key, 5, 5);
        redis.set(RedisKeys.of(EPOCH, key)[which], garbage);
        mended(key);
      }
    }
  }

  @Test
  void generationInCapitalLettersIsNone() {
    var key = key();
    redis.set(RedisKeys.generation(key.root()), "000000000000000A");
    assertThat(shared.generation(key.root())).isEmpty();
    assertThat(look(shared, key)).isInstanceOf(Shared.Look.Unknown.class);
  }

  @Test
  void generationOfAnotherTypeIsNone() {
    var key = key();
    redis.rpush(RedisKeys.generation(key.root()), "not a text");
    assertThat(shared.generation(key.root())).isEmpty();
  }

  /** As a reader would go on. */
  private void mended(ViewKey key) {
    if (look(shared, key) instanceof Shared.Look.Unknown) {
      begin(key, 6);
    }
    if (look(shared, key) instanceof Shared.Look.Lead) {
      fill(shared, key, 6, 5);
    }
    assertThat(answer(look(other, key))).startsWith("read at");
  }

  // Hearing

  @Test
  void pushesReachTheOwnConnectionAndOthers() {
    var key = key();
    begin(key, 5);
    for (var listener : List.of(mine, others)) {
      Stage.await("the push", () -> listener.heard.contains("written " + key.root()));
    }
  }

  @Test
  void flushingIsHeard() {
    redis.flushall();
    for (var listener : List.of(mine, others)) {
      Stage.await("the push", () -> listener.heard.contains("anything"));
    }
  }

  @Test
  void removedGenerationIsHeard() {
    var key = key();
    begin(key, 5);
    Stage.await("the push", () -> others.heard.contains("written " + key.root()));
    others.heard.clear();
    redis.del(RedisKeys.generation(key.root()));
    Stage.await("the push", () -> others.heard.contains("written " + key.root()));
  }

  @Test
  void callsAreHeardAfterThePushesBeforeThem() {
    for (int i = 0; i < 200; i++) {
      var key = key();
      var call = "called a-" + unique + " " + i;
      begin(key, 5);
      shared.call(i);
      Stage.await("the call", () -> others.heard.contains(call));
      var heard = List.copyOf(others.heard);
      assertThat(heard).containsSubsequence("written " + key.root(), call);
    }
  }

  /** What a beat tells is known after the pushes before it were handled. */
  @Test
  void beatsAreAnsweredAfterThePushesBeforeThem() {
    for (int i = 0; i < 200; i++) {
      var key = key();
      begin(key, 5);
      other.beat();
      assertThat(others.heard).contains("written " + key.root());
    }
  }

  @Test
  void answersReachWhoCalled() {
    other.answer("a-" + unique, 12);
    Stage.await("the answer", () -> mine.heard.contains("answered b-" + unique + " 12"));
    assertThat(others.heard).noneMatch(what -> what.startsWith("answered"));
  }

  @Test
  void lostConnectionIsHeard() {
    redis.clientKill(KillArgs.Builder.typePubsub());
    for (var listener : List.of(mine, others)) {
      Stage.await("the end", () -> listener.heard.contains("broken"));
    }
    assertThatThrownBy(shared::beat).isInstanceOf(Shared.Away.class);
    assertThat(shared.open()).isFalse();
  }

  // Nodes and the marker

  @Test
  void nodesAreThoseWhoRegisteredAndWereNotStruck() {
    assertThat(shared.beat().registered()).isFalse();
    shared.register();
    other.register();
    assertThat(shared.beat().registered()).isTrue();
    var beats = other.nodes().beats();
    assertThat(beats).containsKeys("a-" + unique, "b-" + unique);
    other.strike(Map.of("a-" + unique, beats.getOrDefault("a-" + unique, "")));
    assertThat(shared.beat().registered()).isFalse();
    assertThat(other.nodes().beats()).containsKey("b-" + unique).doesNotContainKey("a-" + unique);
  }

  /** Or who comes back just then would rely on being asked, and nobody would ask. */
  @Test
  void whoGaveASignOfLifeMeanwhileIsNotStruck() {
    shared.register();
    var before = other.nodes().beats();
    shared.beat();
    other.strike(before);
    assertThat(shared.beat().registered()).isTrue();
    var again = other.nodes().beats();
    other.strike(again);
    shared.register();
    other.strike(again);
    assertThat(shared.beat().registered()).isTrue();
  }

  /** Those whom a lost list named may trust what they keep until their lease is over. */
  @Test
  void listThatBeganAMomentAgoIsNotWhole() {
    redis.flushall();
    assertThat(other.nodes().whole()).isFalse();
    shared.register();
    assertThat(other.nodes().whole()).isFalse();
    other.register();
    Stage.await("the list is whole", () -> other.nodes().whole());
    redis.del("iln");
    assertThat(other.nodes().whole()).isFalse();
    redis.set("iln", "garbage");
    assertThat(other.nodes().whole()).isFalse();
    assertThat(other.beat().registered()).isFalse();
    other.register();
    assertThat(other.nodes().whole()).isFalse();
  }

  @Test
  void markerTellsTheEpochAndEndsByItself() {
    redis.del("ilm");
    assertThat(shared.beat().epoch()).isEmpty();
    assertThat(other.mark("e1", other.clock())).isTrue();
    assertThat(shared.beat().epoch()).isEqualTo(Optional.of("e1"));
    assertThat(redis.pttl("ilm")).isBetween(1L, 2_000L);
  }

  /** The time on the way is part of its life. */
  @Test
  void markerThatArrivesLateIsNone() {
    redis.del("ilm");
    assertThat(other.mark("e1", other.clock() - 2_001)).isFalse();
    assertThat(other.mark("e1", other.clock() + 5_000)).isFalse();
    assertThat(shared.beat().epoch()).isEmpty();
    assertThat(other.mark("e1", other.clock() - 1_000)).isTrue();
    assertThat(redis.pttl("ilm")).isBetween(0L, 1_000L);
  }

  @Test
  void markerOfAnotherServerIsNone() {
    redis.set("ilm", "f".repeat(40) + " e1");
    assertThat(shared.beat().epoch()).isEmpty();
    redis.set("ilm", "garbage");
    assertThat(shared.beat().epoch()).isEmpty();
    redis.del("ilm");
    redis.rpush("ilm", "garbage");
    assertThat(shared.beat().epoch()).isEmpty();
  }

  @Test
  void bothConnectionsSeeTheSameServer() {
    assertThat(shared.server()).hasSize(40).isEqualTo(other.server());
  }

  @Test
  void flushedScriptsAreSentAgain() {
    var key = key();
    redis.scriptFlush();
    begin(key, 5);
    redis.scriptFlush();
    assertThat(look(shared, key)).isInstanceOf(Shared.Look.Lead.class);
    redis.scriptFlush();
    assertThat(fill(shared, key, 5, 5)).isEqualTo(Shared.Filled.STORED);
    redis.scriptFlush();
    shared.register();
    assertThat(shared.beat().registered()).isTrue();
  }
}
