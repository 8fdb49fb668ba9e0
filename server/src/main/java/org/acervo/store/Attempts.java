package org.acervo.store;

import com.mongodb.MongoWriteConcernException;
import com.mongodb.ServerAddress;
import com.mongodb.bulk.WriteConcernError;
import com.mongodb.event.CommandFailedEvent;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandSucceededEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/**
 * How the requests of one operation ended that were sent and did not succeed. The driver tries most
 * operations twice and throws the exception of one try only; the other may be the one that was done
 * without our hearing of it. It tells its listeners on the thread that waits.
 */
final class Attempts implements CommandListener {
  private static final ScopedValue<List<Throwable>> CURRENT = ScopedValue.newInstance();

  /** Runs an operation, whose failed requests are added to {@code failed}. */
  static <T> T note(List<Throwable> failed, Supplier<T> operation) {
    return ScopedValue.where(CURRENT, failed).call(operation::get);
  }

  static List<Throwable> none() {
    return new ArrayList<>(2);
  }

  @Override
  public void commandFailed(CommandFailedEvent event) {
    if (CURRENT.isBound()) {
      CURRENT.get().add(event.getThrowable());
    }
  }

  /**
   * What was done but did not reach the majority counts as succeeded for the driver's listeners.
   */
  @Override
  public void commandSucceeded(CommandSucceededEvent event) {
    if (CURRENT.isBound()
        && event.getResponse().get("writeConcernError") instanceof BsonDocument e) {
      CURRENT.get().add(lacksMajority(e, event.getConnectionDescription().getServerAddress()));
    }
  }

  private static Throwable lacksMajority(BsonDocument error, ServerAddress address) {
    int code = error.getNumber("code", new BsonInt32(-1)).intValue();
    String text = error.getString("errmsg", new BsonString("")).getValue();
    return new MongoWriteConcernException(
        new WriteConcernError(code, "", text, new BsonDocument()), null, address, Set.of());
  }
}
