package org.acervo.access;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.MongoCollection;
import java.time.Instant;
import java.util.Optional;
import org.acervo.store.Store;
import org.acervo.store.StoreFailures;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/** Counts of wrong passwords, where all nodes see them and a restart does not forget them. */
final class MongoTries {

  /**
   * One count.
   *
   * @param until when the next try is welcome, or null when at once
   * @param exp when the count is forgotten
   */
  public record Row(@BsonId String id, long n, @Nullable Instant until, Instant exp) {}

  private final MongoCollection<Row> tries;

  MongoTries(Store store) {
    this.tries = store.database().getCollection("sign_in_tries", Row.class);
  }

  Optional<Row> find(String id) {
    return Optional.ofNullable(tries.find(eq("_id", id)).first());
  }

  /** Puts {@code next} where {@code known} was; false when somebody else was quicker. */
  boolean replace(Optional<Row> known, Row next) {
    if (known.isPresent()) {
      var same = and(eq("_id", next.id()), eq("n", known.get().n()), eq("exp", known.get().exp()));
      return tries.replaceOne(same, next).getMatchedCount() == 1;
    }
    try {
      return tries.insertOne(next).wasAcknowledged();
    } catch (RuntimeException e) {
      if (StoreFailures.isDuplicateKey(e)) {
        return false;
      }
      throw e;
    }
  }

  void forget(String id) {
    var _ = tries.deleteOne(eq("_id", id));
  }

  void takeBackOne(String id) {
    var _ = tries.updateOne(eq("_id", id), combine(inc("n", -1L), unset("until")));
  }
}
