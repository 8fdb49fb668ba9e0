package org.acervo.cache;

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
import org.acervo.store.RedisSeal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is heard through a shared level, and what it says about those who listen. */
abstract class HearingContract {
  static final String EPOCH = "epoch";

  final String unique = UUID.randomUUID().toString().substring(0, 8);
  final AtomicInteger roots = new AtomicInteger();
  final Listener mine = new Listener();
  static final RedisSeal SEAL = new RedisSeal(new byte[32]);
  final Listener others = new Listener();
  RedisClient client;
  StatefulRedisConnection<String, String> connection;
  RedisCommands<String, String> redis;
  Shared shared;
  Shared other;

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
    shared = RedisShared.connect(client, RedisURI.create(uri()), SEAL, "a-" + unique, "", mine);
    other = RedisShared.connect(client, RedisURI.create(uri()), SEAL, "b-" + unique, "", others);
  }

  @AfterEach
  void disconnect() {
    shared.close();
    other.close();
    connection.close();
    client.shutdown();
  }

  ViewKey key() {
    var root = new CollectionId(unique + "-" + roots.incrementAndGet());
    return new ViewKey(View.ITEMS, root, "all", "everything");
  }

  static SnapshotTime at(long time) {
    return new SnapshotTime(time);
  }

  /** Makes the generation where there is none. */
  void begin(ViewKey key, long time) {
    var any = new ViewKey(key.view(), key.root(), "any", "any");
    if (look(shared, any) instanceof Shared.Look.Unknown(var sign)) {
      shared.settle(key.root(), sign, at(time));
    }
  }

  Shared.Look look(Shared from, ViewKey key) {
    return from.look(EPOCH, key);
  }

  // Hearing

  /** All of it: who has heard a call has heard every push before it. */
  private void forgetWhatWasHeard() {
    shared.call(-1);
    Stage.await("the call", () -> others.heard.contains("called a-" + unique + " -1"));
    others.heard.clear();
  }

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

  /** One push names all that was written in one transaction, in the order of the names. */
  @Test
  void nameThatIsNoIdHidesNoOtherOfThePush() {
    var key = key();
    begin(key, 5);
    forgetWhatWasHeard();
    redis.multi();
    redis.set("ilg:{ x}", "1");
    redis.set("ilg:{}", "1");
    redis.set(RedisKeys.generation(key.root()), at(9).toString());
    redis.exec();
    var all = List.of("written " + key.root(), "anything");
    Stage.await("the push", () -> others.heard.containsAll(all));
  }

  @Test
  void removedGenerationIsHeard() {
    var key = key();
    begin(key, 5);
    forgetWhatWasHeard();
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

  /** Else somebody who can publish could let a write answer before a node has dropped old pages. */
  @Test
  void forgedAnswersAndCallsAreNotHeard() {
    redis.publish("ila:a-" + unique, "b-" + unique + " 12");
    redis.publish("ilc", "a-" + unique + " 12 some-server");
    other.answer("a-" + unique, 13);
    shared.call(14);
    Stage.await("the answer", () -> mine.heard.contains("answered b-" + unique + " 13"));
    Stage.await("the call", () -> others.heard.contains("called a-" + unique + " 14"));
    assertThat(mine.heard).doesNotContain("answered b-" + unique + " 12");
    assertThat(others.heard).doesNotContain("called a-" + unique + " 12");
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
}
