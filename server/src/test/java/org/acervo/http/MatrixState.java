package org.acervo.http;

/** What happened to the object that a request of the matrix names. */
enum MatrixState {
  NORMAL,
  TRASHED,
  /** Away from the shelf, to where none of the callers holds anything. */
  MOVED,
  /** Still on the shelf, with a deny of everything for each caller. */
  DENIED,
  /** The same with a deny of seeing alone: what else a caller may do, they keep. */
  HIDDEN,
  /** Never there: the ids have the right form and name nothing. */
  MISSING
}
