package org.acervo.store.changefeed;

import static org.assertj.core.api.Assertions.assertThat;

import org.acervo.kernel.SnapshotTime;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;

/** What is certain about the order of changes. */
class StreamPositionTest {
  private static BsonDocument token(String text) {
    return new BsonDocument("_data", new BsonString(text));
  }

  private static SnapshotTime time(long value) {
    return new SnapshotTime(value);
  }

  private static StreamPosition after(String text, long time) {
    return new StreamPosition.After(token(text), time(time), false);
  }

  @Test
  void timesDecideWhateverTheTokensAre() {
    var place = after("9", 5);
    assertThat(place.isBehind(token("99"), time(4))).isTrue();
    assertThat(place.isBehind(token("1"), time(6))).isFalse();
    assertThat(new StreamPosition.At(time(5)).isBehind(token("1"), time(4))).isTrue();
    assertThat(new StreamPosition.At(time(5)).isBehind(token("1"), time(5))).isFalse();
  }

  @Test
  void withinATransactionTheTokensOfMongoDbDecide() {
    var place = after("82A5", 5);
    assertThat(place.isBehind(token("82A4"), time(5))).isTrue();
    assertThat(place.isBehind(token("82A5"), time(5))).isTrue();
    assertThat(place.isBehind(token("82A6"), time(5))).isFalse();
  }

  @Test
  void withinATransactionOtherTokensMayComeTwice() {
    var place = after("35A5", 5);
    assertThat(place.isBehind(token("35A4"), time(5))).isFalse();
    assertThat(place.isBehind(token("35A5"), time(5))).isTrue();
    assertThat(place.isBehind(token("35A6"), time(5))).isFalse();
  }

  @Test
  void afterAReadThatFoundNothingTheWholeTimeIsOver() {
    var place = new StreamPosition.After(token("1"), time(5), true);
    assertThat(place.isBehind(token("2"), time(5))).isTrue();
    assertThat(place.isBehind(token("2"), time(6))).isFalse();
  }

  @Test
  void laterPlaceIsKept() {
    assertThat(after("1", 5).later(after("2", 4))).isEqualTo(after("1", 5));
    assertThat(after("1", 5).later(after("2", 6))).isEqualTo(after("2", 6));
    assertThat(new StreamPosition.At(time(5)).later(after("2", 5))).isEqualTo(after("2", 5));
  }
}
