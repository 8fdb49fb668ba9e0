package org.acervo.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.acervo.store.RedisSeal;
import org.junit.jupiter.api.Test;

/** What every shared level does, whatever server is behind it. */
abstract class SharedContract extends HearingContract {
  private static Entry entry(long read) {
    return new Entry(Body.of(Draft.of(("read at " + read).getBytes(UTF_8))), at(read), 7);
  }

  private void bump(ViewKey key, long time) {
    shared.bump(List.of(key.root()), at(time));
  }

  private Shared.Filled fill(Shared from, ViewKey key, long read, long seen) {
    return from.fill(EPOCH, key, entry(read), at(seen));
  }

  private String answer(Shared.Look look) {
    assertThat(look).isInstanceOf(Shared.Look.Hit.class);
    return new String(
        ((Shared.Look.Hit) look).entry().orElseThrow().body().in(Body.Encoding.PLAIN), UTF_8);
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
    assertThat(look(shared, key)).isEqualTo(new Shared.Look.Lead(at(5), false));
    assertThat(look(other, key)).isEqualTo(new Shared.Look.Follow(at(5)));
    assertThat(look(shared, key))
        .as("the same again")
        .isEqualTo(new Shared.Look.Lead(at(5), false));
    assertThat(fill(shared, key, 6, 5)).isEqualTo(Shared.Filled.STORED);
    assertThat(answer(look(other, key))).isEqualTo("read at 6");
    bump(key, 7);
    assertThat(look(other, key))
        .as("the lock is free")
        .isEqualTo(new Shared.Look.Lead(at(7), false));
  }

  @Test
  void lockCanBeGivenBackByWhoeverHoldsIt() {
    var key = key();
    begin(key, 5);
    look(shared, key);
    other.release(EPOCH, key);
    assertThat(look(other, key)).isInstanceOf(Shared.Look.Follow.class);
    shared.release(EPOCH, key);
    assertThat(look(other, key)).isInstanceOf(Shared.Look.Lead.class);
  }

  @Test
  void whoeverIsToMakeItIsToldThatThereWasNoEntryOfOurs() {
    var key = key();
    begin(key, 5);
    String name = RedisKeys.entry(EPOCH, key);
    redis.set(name, "AcV9" + at(99));
    assertThat(look(shared, key)).isEqualTo(new Shared.Look.Lead(at(5), true));
    redis.del(name);
    redis.rpush(name, "not a text");
    assertThat(look(shared, key)).isEqualTo(new Shared.Look.Lead(at(5), true));
    assertThat(look(shared, key)).isEqualTo(new Shared.Look.Lead(at(5), false));
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

  /** Somebody who can write into Redis gives one person's answer to another. */
  @Test
  void entryUnderAnotherNameIsNone() {
    var key = key();
    begin(key, 5);
    fill(shared, key, 5, 5);
    String genuine = RedisKeys.entry(EPOCH, key);
    for (var stranger :
        List.of(
            new ViewKey(key.view(), key.root(), key.query(), "little"),
            new ViewKey(key.view(), key.root(), "other", key.sight()))) {
      redis.restore(RedisKeys.entry(EPOCH, stranger), 0, redis.dump(genuine));
      long before = SEAL.refused(RedisSeal.Kind.CACHE_ENTRY);
      assertThat(look(shared, stranger)).isEqualTo(new Shared.Look.Hit(at(5), Optional.empty()));
      assertThat(shared.kept(EPOCH, stranger).orElseThrow().entry()).isEmpty();
      assertThat(SEAL.refused(RedisSeal.Kind.CACHE_ENTRY)).isGreaterThanOrEqualTo(before + 2);
      mended(stranger);
    }
    assertThat(answer(look(shared, key))).isEqualTo("read at 5");
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
    if (look(shared, key) instanceof Shared.Look.Hit(var _, var entry) && entry.isEmpty()) {
      shared.remove(EPOCH, key);
    }
    if (look(shared, key) instanceof Shared.Look.Unknown) {
      begin(key, 6);
    }
    if (look(shared, key) instanceof Shared.Look.Lead) {
      fill(shared, key, 6, 5);
    }
    assertThat(answer(look(other, key))).startsWith("read at");
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
