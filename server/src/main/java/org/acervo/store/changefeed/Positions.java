package org.acervo.store.changefeed;

import java.util.Optional;

/** Where the consumers with a {@link StartingPoint.Saved} have come to. */
interface Positions {
  Optional<StreamPosition> read(String consumer);

  void save(String consumer, StreamPosition position);
}
