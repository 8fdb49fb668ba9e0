package org.acervo.store.changefeed;

import org.acervo.kernel.SnapshotTime;
import org.bson.BsonDocument;

/** A place between two changes. */
sealed interface StreamPosition {
  /** Before whatever happened at that time. */
  record At(SnapshotTime time) implements StreamPosition {}

  /**
   * Behind the change, or the moment without changes, that the server gave this token to.
   *
   * @param time everything before it lies before this place
   * @param whole whether everything at that time does so too
   */
  record After(BsonDocument token, SnapshotTime time, boolean whole) implements StreamPosition {}

  /**
   * Whether the change with this token and time lies before this place, as far as that is certain.
   * Changes of one transaction have one time; MongoDB documents that their tokens compare as their
   * text does ("Resume Tokens"), of other servers' tokens nothing is known. Where it is not certain
   * the answer is no, because a change had better come twice than never.
   */
  default boolean isBehind(BsonDocument token, SnapshotTime time) {
    return switch (this) {
      case At(var from) -> time.compareTo(from) < 0;
      case After(var last, var at, var whole) ->
          time.compareTo(at) < 0
              || (time.equals(at) && (whole || token.equals(last) || isBefore(token, last)));
    };
  }

  /** The later one, as far as that is certain; else {@code next}. */
  default StreamPosition later(StreamPosition next) {
    return time().compareTo(next.time()) > 0 ? this : next;
  }

  SnapshotTime time();

  private static boolean isBefore(BsonDocument token, BsonDocument other) {
    return isMongoDbs(token) && isMongoDbs(other) && text(token).compareTo(text(other)) < 0;
  }

  /** Such a token begins with the mark of a timestamp. */
  private static boolean isMongoDbs(BsonDocument token) {
    return token.isString("_data") && text(token).startsWith("82");
  }

  private static String text(BsonDocument token) {
    return token.getString("_data").getValue();
  }
}
