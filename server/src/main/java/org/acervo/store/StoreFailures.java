package org.acervo.store;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoSocketOpenException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.MongoWriteException;
import java.time.Duration;
import java.util.Optional;
import org.acervo.kernel.Failure;

/** What an exception of the driver means to the person who waits. */
public final class StoreFailures {
  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final int DUPLICATE_KEY = 11000;

  private StoreFailures() {}

  /**
   * Empty when {@code thrown} is not about the store being away: then it is a defect, and stays
   * one.
   */
  public static Optional<Failure> of(Throwable thrown) {
    return switch (thrown) {
      case MongoSocketOpenException _, MongoTimeoutException _, MongoInterruptedException _ ->
          Optional.of(away());
      case MongoNotPrimaryException _, MongoNodeIsRecoveringException _ -> Optional.of(away());
      case MongoExecutionTimeoutException _ -> Optional.of(away());
      case MongoSocketException _, MongoWriteConcernException _ ->
          Optional.of(new Failure.Unknown("the last request to the database"));
      case MongoException e when e.hasErrorLabel("RetryableWriteError") -> Optional.of(away());
      default -> Optional.empty();
    };
  }

  /** Whether a write was refused because a unique value exists already. */
  public static boolean isDuplicateKey(RuntimeException thrown) {
    return switch (thrown) {
      case MongoWriteException e -> e.getError().getCode() == DUPLICATE_KEY;
      case MongoCommandException e -> e.getErrorCode() == DUPLICATE_KEY;
      case MongoException e -> e.getCode() == DUPLICATE_KEY;
      default -> false;
    };
  }

  private static Failure away() {
    return new Failure.Unavailable("The database", RETRY);
  }
}
