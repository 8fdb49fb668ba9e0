package org.acervo.http;

import java.io.IOException;

/** A MongoDB that fails when it is told to. */
interface Faults extends AutoCloseable {
  int ALWAYS = -1;

  /** How a command ends. */
  enum Kind {
    /** Refused: another server is primary now. */
    NOT_PRIMARY(10107, "NotWritablePrimary"),
    SHUTTING_DOWN(91, "ShutdownInProgress"),
    MAJORITY_NOT_READ_YET(134, "ReadConcernMajorityNotAvailableYet"),
    PLAN_KILLED(175, "QueryPlanKilled"),
    CURSOR_GONE(43, "CursorNotFound"),
    UNAUTHORIZED(13, "Unauthorized"),
    DISK_FULL(14031, "OutOfDiskSpace"),

    /** The connection is closed before anything was done. */
    CLOSED(0, ""),

    /** The connection is closed when it was done, before the answer. */
    ANSWER_LOST(0, ""),

    /** Done, but the majority was not heard of. */
    WRITE_CONCERN(64, "WriteConcernTimeout");

    final int code;
    final String codeName;

    Kind(int code, String codeName) {
      this.code = code;
      this.codeName = codeName;
    }
  }

  /** Where the product finds it. */
  String uri();

  /**
   * Lets the next {@code times} commands of that name fail, or all of them; it takes the place of
   * what was told before.
   */
  void inject(Kind kind, String command, int times);

  void clear();

  @Override
  void close() throws IOException;
}
