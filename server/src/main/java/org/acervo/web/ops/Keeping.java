package org.acervo.web.ops;

/** How the record is, seen by the process that keeps it. */
public sealed interface Keeping {
  /** Nothing is known to be wrong. */
  record Well() implements Keeping {}

  /** Reading goes on, but there is no room for what is new. */
  record Full(String why) implements Keeping {}

  /** Nothing can be read or written until the process is started again. */
  record Failed(String why) implements Keeping {}
}
