package org.acervo.items;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.acervo.access.Access;
import org.acervo.access.Caller;
import org.acervo.access.Change;
import org.acervo.access.Credential;
import org.acervo.access.Patch;
import org.acervo.access.Scopes;
import org.acervo.items.MongoMoves.Move;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Ids;
import org.acervo.store.StoreFailures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the history of rights tells of every move of an item, because a move decides who
 * sees it from then on.
 *
 * <p>Two documents change, the item and the history, and nothing spans both. So what is to be told
 * is written down first; the item's own document then carries its name, from the very write that
 * moves it. The entry in the history and the end of the note are one change of rights. Whenever a
 * move is cut short, the note is there, the item says whether it happened, and it is told once.
 */
final class Moves {
  private static final Logger log = LoggerFactory.getLogger(Moves.class);

  /** Longer than the record can take between the note and the move. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private final MongoMoves notes;
  private final MongoItems items;
  private final Access access;
  private final InstantSource clock;
  private final Ids ids;

  Moves(MongoMoves notes, MongoItems items, Access access, InstantSource clock, Ids ids) {
    this.notes = notes;
    this.items = items;
    this.access = access;
    this.clock = clock;
    this.ids = ids;
  }

  /** Writes down what is to be told if the move happens; its name. */
  String begin(Caller.Person mover, Item item, CollectionId home) {
    for (var earlier : notes.of(item.id())) {
      settle(earlier); // after the next move the item does not say any more whether it happened
    }
    String name = ids.fresh();
    notes.insert(
        new Move(name, item.id(), item.home(), home, mover.id(), mover.login(), clock.instant()));
    return name;
  }

  /** Tells of a move that has happened. If that is not possible now, the next round does it. */
  void tell(String name) {
    try {
      notes.find(name).ifPresent(this::tell);
    } catch (RuntimeException e) {
      if (!(e instanceof Failed) && StoreFailures.of(e).isEmpty()) {
        throw e;
      }
      log.warn("the history will tell of a move later: {}", e.toString());
    }
  }

  /** Tells of moves that were cut short, and forgets those that did not happen. */
  void tellAll() {
    notes.all().forEach(this::settle);
  }

  private void settle(Move move) {
    if (items.carries(move.item(), move.name())) {
      tell(move);
    } else if (move.at().plus(LONGEST).isBefore(clock.instant())) {
      notes.remove(move.name());
    }
  }

  private void tell(Move move) {
    var told =
        Change.of("item moved", "item:" + move.item())
            .from("collection:" + move.from())
            .to("collection:" + move.to())
            .and(Patch.remove(Patch.In.ITEM_MOVES, move.name()));
    access.change(
        mover(move),
        _ -> notes.find(move.name()).isPresent() ? Optional.of(told) : Optional.empty());
  }

  /** Whoever moved it, as far as the history names them. */
  private static Caller.Person mover(Move move) {
    return new Caller.Person(
        move.by(),
        move.login(),
        move.login(),
        false,
        Optional.empty(),
        Scopes.ALL,
        new Credential.Console(),
        Optional.empty());
  }
}
