package org.acervo.store;

import com.mongodb.ClientBulkWriteException;
import com.mongodb.DuplicateKeyException;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoConfigurationException;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoCursorNotFoundException;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoIncompatibleDriverException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoServerException;
import com.mongodb.MongoServerUnavailableException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoSocketOpenException;
import com.mongodb.MongoStalePrimaryException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.MongoWriteException;
import com.mongodb.WriteConcernException;
import com.mongodb.spi.dns.DnsException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;

/**
 * What an exception of the driver means to the person who waits.
 *
 * <p>The same exception means one thing for a read and another for a write, and the driver tries
 * both a second time by itself; so the judgement needs to know what was asked for and how every
 * attempt at it ended. {@link Operations} knows, and throws a {@link Failed}. Codes are those of
 * MongoDB's {@code error_codes.yml}; which of them are passing is said by its specifications of
 * retryable reads and writes.
 */
public final class StoreFailures {
  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final int DUPLICATE_KEY = 11000;
  private static final int OUT_OF_DISK_SPACE = 14031;
  private static final String NO_WRITES = "NoWritesPerformed";

  /** The server refused before it began: it is not primary, goes down, or does not know us. */
  private static final Set<Integer> REFUSED =
      Set.of(13, 18, 91, 133, 134, 211, 391, 462, 10058, 10107, 13435, 13436);

  /** It broke off, or the majority did not answer in time: what was to be done may be done. */
  private static final Set<Integer> BROKEN_OFF =
      Set.of(
          6, 7, 24, 43, 46, 50, 63, 64, 79, 89, 100, 112, 175, 189, 202, 237, 239, 246, 262, 9001,
          11600, 11601, 11602, 13388);

  /** What an exception says about the request that it ended. */
  enum Meaning {
    /** It was not sent, or refused before it began. */
    NOT_DONE,

    /** It was broken off. */
    BROKEN_OFF,

    /** The disk of the server is full. */
    NO_SPACE,

    /** It says nothing about the store being away. */
    OTHER
  }

  private StoreFailures() {}

  /**
   * What to answer when nobody knows whether a read or a write failed. Empty when {@code thrown} is
   * not about the store being away: then it is a defect, and stays one.
   */
  public static Optional<Failure> of(Throwable thrown) {
    if (thrown instanceof Failed failed) {
      return switch (failed.failure()) {
        case Failure.Unavailable _, Failure.Unknown _, Failure.NoSpace _ ->
            Optional.of(failed.failure());
        default -> Optional.empty();
      };
    }
    return switch (meaning(thrown)) {
      case NOT_DONE -> Optional.of(away());
      case BROKEN_OFF -> Optional.of(unknown());
      case NO_SPACE -> Optional.of(new Failure.NoSpace());
      case OTHER -> Optional.empty();
    };
  }

  /** A read changes nothing, however it ends. */
  static Optional<Failure> ofRead(Throwable thrown) {
    return meaning(thrown) == Meaning.OTHER ? Optional.empty() : Optional.of(away());
  }

  /**
   * A write.
   *
   * @param attempts how each request of it ended that was sent and did not succeed
   */
  static Optional<Failure> ofWrite(Throwable thrown, Collection<? extends Throwable> attempts) {
    if (meaning(thrown) == Meaning.OTHER) {
      return Optional.empty();
    }
    boolean doubtful = lacksMajority(thrown) || attempts.stream().anyMatch(StoreFailures::doubtful);
    if (doubtful) {
      return Optional.of(unknown());
    }
    return Optional.of(meaning(thrown) == Meaning.NO_SPACE ? new Failure.NoSpace() : away());
  }

  /** A request that was sent may have been done, unless the answer says that it was not. */
  private static boolean doubtful(Throwable attempt) {
    if (attempt instanceof MongoException e && e.hasErrorLabel(NO_WRITES)) {
      return false;
    }
    return !(attempt instanceof MongoServerException e) || meaning(e) == Meaning.BROKEN_OFF;
  }

  /** Of the command, of a document in it, or of the write concern. */
  private static boolean isOutOfSpace(MongoServerException thrown) {
    return switch (thrown) {
      case MongoBulkWriteException e ->
          e.getWriteErrors().stream().anyMatch(error -> error.getCode() == OUT_OF_DISK_SPACE);
      case MongoWriteConcernException e -> e.getWriteConcernError().getCode() == OUT_OF_DISK_SPACE;
      default -> thrown.getCode() == OUT_OF_DISK_SPACE;
    };
  }

  private static boolean lacksMajority(Throwable thrown) {
    return switch (thrown) {
      case MongoWriteConcernException _ -> true;
      case DuplicateKeyException _ -> false;
      case WriteConcernException _ -> true;
      case MongoBulkWriteException e -> e.getWriteConcernError() != null;
      case ClientBulkWriteException e -> !e.getWriteConcernErrors().isEmpty();
      default -> false;
    };
  }

  static Meaning meaning(Throwable thrown) {
    return switch (thrown) {
      case MongoSocketOpenException _,
          MongoOperationTimeoutException _,
          MongoTimeoutException _,
          MongoInterruptedException _,
          MongoConnectionPoolClearedException _,
          MongoServerUnavailableException _,
          MongoStalePrimaryException _,
          MongoSecurityException _,
          MongoIncompatibleDriverException _,
          MongoConfigurationException _,
          DnsException _ ->
          Meaning.NOT_DONE;
      case MongoSocketException _, MongoExecutionTimeoutException _ -> Meaning.BROKEN_OFF;
      case MongoServerException e -> meaning(e);
      default -> Meaning.OTHER;
    };
  }

  private static Meaning meaning(MongoServerException e) {
    if (isOutOfSpace(e)) {
      return Meaning.NO_SPACE;
    }
    if (lacksMajority(e)) {
      return Meaning.BROKEN_OFF;
    }
    if (e instanceof MongoNotPrimaryException || REFUSED.contains(e.getCode())) {
      return Meaning.NOT_DONE;
    }
    // The label is the server's own word for an error that passes, also one of a later version.
    boolean brokenOff =
        e instanceof MongoNodeIsRecoveringException
            || e instanceof MongoCursorNotFoundException
            || BROKEN_OFF.contains(e.getCode())
            || e.hasErrorLabel("RetryableWriteError");
    return brokenOff ? Meaning.BROKEN_OFF : Meaning.OTHER;
  }

  /** Whether a read that ended like this may succeed a moment later. */
  static boolean passes(Throwable thrown) {
    return meaning(thrown) != Meaning.OTHER
        && !(thrown instanceof MongoInterruptedException
            || thrown instanceof MongoSecurityException
            || thrown instanceof MongoIncompatibleDriverException
            || thrown instanceof MongoConfigurationException);
  }

  /** Whether a write was refused because a unique value exists already. */
  public static boolean isDuplicateKey(RuntimeException thrown) {
    return switch (thrown) {
      case MongoWriteException e -> e.getError().getCode() == DUPLICATE_KEY;
      case MongoException e -> e.getCode() == DUPLICATE_KEY;
      default -> false;
    };
  }

  /** For the log: what the driver said, where it is behind {@code thrown}. */
  public static String reason(Throwable thrown) {
    var cause = thrown instanceof Failed ? thrown.getCause() : null;
    return (cause == null ? thrown : cause).toString();
  }

  private static Failure away() {
    return new Failure.Unavailable("The database", RETRY);
  }

  private static Failure unknown() {
    return new Failure.Unknown("the last request to the database");
  }
}
