package org.acervo.items;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.acervo.cache.Views;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Ids;
import org.acervo.kernel.ItemId;
import org.acervo.kernel.Page;
import org.acervo.kernel.Seal;

/**
 * Which item's previews are made by whom. The queue stands in the items themselves: taking one is
 * one write, and whoever took it and dies holds it no longer than a lease.
 */
public final class PreviewClaims {
  private static final int BATCH = 200;

  private final MongoPreviewQueue queue;
  private final Function<Item, List<CollectionId>> around;
  private final InstantSource clock;
  private final Ids ids;
  private final Seal seal;
  private final Views views;

  /**
   * Those of a library.
   *
   * @param around the collections in whose views an item is seen
   */
  PreviewClaims(
      MongoPreviewQueue queue,
      Function<Item, List<CollectionId>> around,
      InstantSource clock,
      Ids ids,
      Seal seal,
      Views views) {
    this.queue = queue;
    this.around = around;
    this.clock = clock;
    this.ids = ids;
    this.seal = seal;
    this.views = views;
  }

  /**
   * An item whose file this caller is to look into now.
   *
   * @param tries how often it was taken since it was queued, this time included
   * @param by names this taking
   */
  public record Claim(Item item, int tries, String by) {}

  /** Takes the item that is due first; if we die, it is free again after {@code lease}. */
  public Optional<Claim> claim(Duration lease) {
    var now = clock.instant();
    return queue.claim(now, now.plus(lease), ids.fresh());
  }

  /** Takes one item before all others. Empty when somebody has it, or it is not due. */
  public Optional<Claim> claim(ItemId id, Duration lease) {
    var now = clock.instant();
    return queue.claim(id, now, now.plus(lease), ids.fresh());
  }

  /** Holds a claim for longer; false when it is lost. */
  public boolean renew(Claim claim, Duration lease) {
    return queue.renew(claim, clock.instant().plus(lease));
  }

  /** Gives a claim back: what went wrong says nothing about the file. */
  public void postpone(Claim claim, Preview shown, Duration wait) {
    changed(claim.item(), () -> queue.postpone(claim, shown, clock.instant().plus(wait)));
  }

  /** Notes what was found in the file. What a person said stays. */
  public void found(Claim claim, Findings findings, int engine) {
    changed(claim.item(), () -> queue.found(claim, findings, engine));
  }

  /** Tries again what has no preview, or not a whole one; false when that is under way. */
  public boolean drawAgain(Item item) {
    return views.write(() -> around.apply(item), () -> queue.again(item.id()));
  }

  /** Queues what was not wholly drawn by other engines than these. */
  public void drawAgainWith(int engine) {
    queue.againWith(engine);
  }

  /**
   * Items in need of a hand at or below a collection, by id.
   *
   * @param mended which of them the caller may mend
   */
  public Page<Item> inNeed(
      CollectionId root, Need need, Predicate<Item> mended, int limit, Optional<String> cursor) {
    String order = "need/" + root + "/" + need;
    var after = cursor.map(text -> MongoPosition.open(seal, order, text)).map(MongoPosition::id);
    var found = new ArrayList<Item>();
    while (true) {
      var batch = queue.inState(need, root, after, BATCH);
      for (var item : batch) {
        if (mended.test(item)) {
          if (found.size() == limit) {
            var last = new MongoPosition("", found.getLast().id().value());
            return new Page<>(found, last.seal(seal, order), null);
          }
          found.add(item);
        }
      }
      if (batch.size() < BATCH) {
        return new Page<>(found, null, null);
      }
      after = Optional.of(batch.getLast().id().value());
    }
  }

  private void changed(Item item, Runnable write) {
    var _ =
        views.write(
            () -> around.apply(item),
            () -> {
              write.run();
              return item;
            });
  }
}
