package org.acervo.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import org.junit.jupiter.api.Test;

class RecordedWritesTest {
  private static Document write(String session, long number, int statement) {
    return new Document("insert", "c")
        .append("lsid", new Document("id", session))
        .append("txnNumber", number)
        .append("stmtId", statement);
  }

  private static Document reply(int n) {
    return new Document("n", n);
  }

  @Test
  void outcomeIsFoundBySessionNumberAndStatement() {
    RecordedWrites writes = new RecordedWrites(10, 100_000);
    writes.record(write("a", 1, 0), reply(1), 10);
    writes.record(write("a", 1, 5), reply(5), 10);
    assertThat(writes.find(write("a", 1, 0))).isEqualTo(reply(1));
    assertThat(writes.find(write("a", 1, 5))).isEqualTo(reply(5));
    assertThat(writes.find(write("a", 1, 6))).isNull();
    assertThat(writes.find(write("a", 2, 0))).isNull();
    assertThat(writes.find(write("b", 1, 0))).isNull();
  }

  @Test
  void newerNumberEndsTheOlder() {
    RecordedWrites writes = new RecordedWrites(10, 100_000);
    writes.record(write("a", 2, 0), reply(1), 10);
    assertThatThrownBy(() -> writes.find(write("a", 1, 0))).isInstanceOf(MongoServerError.class);
  }

  @Test
  void leastRecentlyUsedSessionGoesFirst() {
    RecordedWrites writes = new RecordedWrites(2, 100_000);
    writes.record(write("a", 1, 0), reply(1), 10);
    writes.record(write("b", 1, 0), reply(2), 10);
    assertThat(writes.find(write("a", 1, 0))).isNotNull();
    writes.record(write("c", 1, 0), reply(3), 10);
    assertThat(writes.find(write("b", 1, 0))).isNull();
    assertThat(writes.find(write("a", 1, 0))).isNotNull();
    assertThat(writes.sessions()).isEqualTo(2);
  }

  @Test
  void largeOutcomesPushOldOnesOut() {
    RecordedWrites writes = new RecordedWrites(1000, 10_000);
    for (int i = 0; i < 100; i++) {
      writes.record(write("s" + i, 1, 0), reply(i), 1000);
    }
    assertThat(writes.sessions()).isBetween(1, 10);
    assertThat(writes.find(write("s99", 1, 0))).isEqualTo(reply(99));
  }

  @Test
  void writeWithoutNumberIsNotRecorded() {
    RecordedWrites writes = new RecordedWrites(10, 100_000);
    Document plain = new Document("insert", "c").append("lsid", new Document("id", "a"));
    writes.record(plain, reply(1), 10);
    assertThat(writes.find(plain)).isNull();
    assertThat(writes.sessions()).isZero();
  }
}
