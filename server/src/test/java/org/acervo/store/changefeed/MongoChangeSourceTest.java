package org.acervo.store.changefeed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.ServerAddress;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of the server's errors mean that history is lost. */
class MongoChangeSourceTest {
  private static final ServerAddress SERVER = new ServerAddress();

  private static MongoCommandException error(int code) {
    return new MongoCommandException(
        new BsonDocument("ok", new BsonInt32(0))
            .append("code", new BsonInt32(code))
            .append("errmsg", new BsonString("an error")),
        SERVER);
  }

  private static Object ask(RuntimeException answer) {
    return MongoChangeSource.told(() -> {
      throw answer;
    });
  }

  /** Waiting for these to pass would be waiting for ever. */
  @ParameterizedTest(name = "code {0}")
  @ValueSource(ints = {286, 280, 260, 10334})
  void whatStaysIsLostHistory(int code) {
    assertThatThrownBy(() -> ask(error(code)))
        .isInstanceOfSatisfying(
            ChangeSource.Lost.class, lost -> assertThat(lost.why()).isEqualTo(HistoryLost.TOO_OLD));
  }

  /** Elections, killed cursors, a server that shuts down, missing rights: the position is good. */
  @ParameterizedTest(name = "code {0}")
  @ValueSource(ints = {13, 43, 91, 136, 189, 237, 10107, 11600, 11601, 11602})
  void whatPassesIsNoLoss(int code) {
    var answer = error(code);
    assertThatThrownBy(() -> ask(answer)).isSameAs(answer);
  }

  @Test
  void cutConnectionIsNoLoss() {
    var cut = new MongoSocketReadException("cut", SERVER);
    assertThatThrownBy(() -> ask(cut)).isSameAs(cut);
  }
}
