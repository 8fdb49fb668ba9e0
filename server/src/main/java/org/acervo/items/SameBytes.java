package org.acervo.items;

import java.util.List;
import java.util.function.Predicate;
import org.acervo.access.Access;
import org.acervo.access.Caller;
import org.acervo.access.Permission;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;

/**
 * Items with the same bytes in one collection. There is one, as far as anybody can tell: whoever
 * brings its bytes is given it. But where all that is there must not be told of, what they bring is
 * kept beside it, or the answer would tell.
 */
final class SameBytes {
  private final MongoItems store;
  private final Access access;

  SameBytes(MongoItems store, Access access) {
    this.store = store;
    this.access = access;
  }

  private List<Item> others(Item item, CollectionId home) {
    return store.findLive(home, item.sha256()).stream()
        .filter(other -> !other.id().equals(item.id()))
        .toList();
  }

  /** Those in {@code home} that whoever brings {@code item} there may know of, the oldest first. */
  List<Item> known(Item item, CollectionId home, Predicate<Item> mayKnow) {
    return others(item, home).stream().filter(mayKnow).toList();
  }

  /** Whether there are some, and none that may be told of. */
  boolean hiddenOnly(Item item, CollectionId home, Predicate<Item> mayKnow) {
    var others = others(item, home);
    return !others.isEmpty() && others.stream().noneMatch(mayKnow);
  }

  /**
   * Whether an item is to lie in {@code home} beside hidden ones.
   *
   * @throws Failed with {@code Conflict} when the caller may know of one that is there
   */
  boolean beside(Item item, CollectionId home, Caller caller) {
    var allowance = access.policy().of(caller);
    Predicate<Item> mayKnow =
        other ->
            allowance.allows(Permission.LIST, other.id(), other.home())
                || allowance.allows(Permission.VIEW, other.id(), other.home());
    if (!known(item, home, mayKnow).isEmpty()) {
      throw Failed.conflict("The same file is in that collection already.");
    }
    return hiddenOnly(item, home, mayKnow);
  }
}
