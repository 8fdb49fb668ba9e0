package org.acervo.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;

class ChangeLogTest {
  private static Document event(String collection) {
    return new Document("operationType", "insert")
        .append("ns", new Document("db", "d").append("coll", collection));
  }

  private static List<Long> times(ChangeLog log, long position) {
    List<Long> times = new ArrayList<>();
    log.after(position).forEachRemaining(entry -> times.add(entry.time()));
    return times;
  }

  @Test
  void entriesComeInOrderAfterAPosition() {
    try (MVStore store = MVStore.open(null)) {
      ChangeLog log = new ChangeLog(store, 10);
      log.append(5, event("a"));
      log.append(7, event("b"));
      log.append(8, event("c"));
      assertThat(times(log, 5)).containsExactly(7L, 8L);
      assertThat(times(log, 6)).containsExactly(7L, 8L);
      assertThat(times(log, 8)).isEmpty();
      assertThat(log.after(6).next().collection()).isEqualTo("b");
    }
  }

  @Test
  void oldestEntriesGoAndTheLossIsKnown() {
    try (MVStore store = MVStore.open(null)) {
      ChangeLog log = new ChangeLog(store, 3);
      for (long time = 1; time <= 5; time++) {
        log.append(time, event("a"));
      }
      assertThat(times(log, 0)).containsExactly(3L, 4L, 5L);
      assertThat(log.reaches(1)).isFalse();
      assertThat(log.reaches(2)).isTrue();
      assertThat(new ChangeLog(store, 3).reaches(1)).isFalse();
    }
  }
}
