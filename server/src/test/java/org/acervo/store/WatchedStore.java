package org.acervo.store;

import com.mongodb.event.CommandListener;
import java.util.List;

/** A store whose commands a test hears, and may refuse by throwing an error. */
public final class WatchedStore {
  private WatchedStore() {}

  public static Store open(StoreConfig config, CommandListener told) {
    return Store.open(config, List.of(told));
  }
}
