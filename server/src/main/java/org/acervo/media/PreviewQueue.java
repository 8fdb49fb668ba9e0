package org.acervo.media;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.acervo.items.Item;
import org.acervo.items.Items;
import org.acervo.items.Preview;
import org.acervo.items.PreviewClaims;
import org.acervo.items.Reason;
import org.acervo.kernel.Failed;
import org.acervo.kernel.ItemId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks into files that wait for it, as many at once as there are workers.
 *
 * <p>An item waits as part of its own document, so nothing is forgotten: whoever takes it holds it
 * for a lease, renewed while the work goes on, and if that node dies another takes it again. What
 * went wrong is told apart: a fault that says nothing about the file puts it back with a growing
 * wait, for as long as it takes; only the file's own fault ends the tries, and it ends them at once
 * or after some, as {@link Fault} says. What somebody is looking at comes first.
 */
final class PreviewQueue implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PreviewQueue.class);

  private static final int EAGER_PAGES = Request.EAGER_PAGES;
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final Duration NAP = Duration.ofSeconds(2);

  /** After so many passing faults an item is shown as failed, though it is still tried. */
  private static final int SHOWN_AS_FAILED = 5;

  /** Wishes beyond these wait like everything else. */
  private static final int WISHES = 1_000;

  private final Items items;
  private final Workers workers;
  private final Originals originals;
  private final MongoPreviews store;
  private final PreviewOutcomes outcomes = new PreviewOutcomes();
  private final Set<ItemId> wishes = ConcurrentHashMap.newKeySet();
  private final Semaphore news = new Semaphore(0);
  private final ScheduledExecutorService renewals =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("preview-leases").factory());
  private volatile boolean closed;

  PreviewQueue(Items items, Workers workers, Originals originals, MongoPreviews store) {
    this.items = items;
    this.workers = workers;
    this.originals = originals;
    this.store = store;
  }

  /** Says that something new waits. */
  void wake() {
    if (news.availablePermits() < 64) {
      news.release();
    }
  }

  /** Somebody is looking at this item. */
  void wish(ItemId id) {
    if (wishes.size() < WISHES && wishes.add(id)) {
      wake();
    }
  }

  /** Works until interrupted. */
  void work() {
    while (!closed) {
      try {
        var claim = next();
        if (claim.isPresent()) {
          draw(claim.get(), false);
        } else {
          var _ = news.tryAcquire(NAP.toMillis(), TimeUnit.MILLISECONDS);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) { // the store is away; what was taken is free after its lease
        if (!closed) {
          log.warn("previews wait: {}", e.toString());
          pause();
        }
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(NAP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<PreviewClaims.Claim> next() {
    for (var all = wishes.iterator(); all.hasNext(); ) {
      var wish = all.next();
      all.remove();
      var claim = items.previews().claim(wish, LEASE);
      if (claim.isPresent()) {
        return claim;
      }
    }
    return items.previews().claim(LEASE);
  }

  PreviewOutcomes outcomes() {
    return outcomes;
  }

  /** Looks into one item now, unless somebody does already. */
  void drawNow(ItemId id) throws InterruptedException {
    var claim = items.previews().claim(id, LEASE);
    if (claim.isPresent()) {
      draw(claim.get(), true);
    }
  }

  private void draw(PreviewClaims.Claim claim, boolean awaited) throws InterruptedException {
    long third = LEASE.toMillis() / 3;
    var renewal =
        renewals.scheduleWithFixedDelay(() -> renew(claim), third, third, TimeUnit.MILLISECONDS);
    try {
      var effort = new Effort(awaited, claim.tries());
      var inspection = inspect(claim.item(), effort);
      var fault = fault(inspection);
      if (fault.isPresent() && !fault.get().fault().isFinal(claim.tries())) {
        postpone(claim, fault.get());
        outcomes.count(PreviewOutcomes.Outcome.POSTPONED);
      } else {
        var findings = Reading.of(claim.item(), inspection);
        items.previews().found(claim, findings, Previews.ENGINE);
        outcomes.count(PreviewOutcomes.of(findings.preview()));
      }
    } finally {
      renewal.cancel(false);
    }
  }

  private void renew(PreviewClaims.Claim claim) {
    try {
      if (!items.previews().renew(claim, LEASE)) {
        log.debug("{} was taken by somebody else", claim.item().id());
      }
    } catch (RuntimeException e) { // the store is away; there is a next time before the lease ends
      log.debug("the lease of {} is not renewed: {}", claim.item().id(), e.toString());
    }
  }

  /** The fault that left nothing to show; pages that were drawn before one are worth keeping. */
  private static Optional<Inspection.Failed> fault(Inspection inspection) {
    return switch (inspection) {
      case Inspection.Failed failed -> Optional.of(failed);
      case Inspection.Document document ->
          document.pages().isEmpty() ? Optional.ofNullable(document.stopped()) : Optional.empty();
      case Inspection.Picture _, Inspection.Refused _ -> Optional.empty();
    };
  }

  private void postpone(PreviewClaims.Claim claim, Inspection.Failed failed) {
    if (closed) {
      return; // the workers were ended by us; the lease runs out
    }
    Reason reason = failed.reason();
    Preview shown =
        claim.tries() < SHOWN_AS_FAILED
            ? new Preview.Pending(Optional.of(reason))
            : new Preview.Failed(reason);
    log.debug("{} is tried again later: {}", claim.item().id(), failed.detail());
    items.previews().postpone(claim, shown, Backoff.after(claim.tries()));
  }

  private Inspection inspect(Item item, Effort effort) throws InterruptedException {
    try {
      var inspection = workers.inspect(originals.of(item), Previews.SIZES, effort);
      if (inspection instanceof Inspection.Picture picture) {
        store.put(item.sha256(), 1, picture.previews());
      } else if (inspection instanceof Inspection.Document document) {
        keep(item, document, effort);
      }
      return inspection;
    } catch (IOException | Failed e) { // the bytes are damaged, gone, or their store is away
      return new Inspection.Failed(
          Fault.NO_ORIGINAL, "worker", String.valueOf(e.getMessage()), Facts.NONE);
    }
  }

  private void keep(Item item, Inspection.Document document, Effort effort)
      throws IOException, InterruptedException {
    store.put(item.sha256(), document.pages());
    int last = Math.min(EAGER_PAGES, document.pageCount());
    int next = document.pages().isEmpty() ? last + 1 : document.pages().getLast().number() + 1;
    while (next <= last) {
      var more = workers.pages(originals.of(item), next, last, List.of(256), true, effort);
      if (!(more instanceof Inspection.Document part) || part.pages().isEmpty()) {
        return; // the rest is drawn when somebody asks for it
      }
      store.put(item.sha256(), part.pages());
      next = part.pages().getLast().number() + 1;
    }
  }

  @Override
  public void close() {
    closed = true;
    renewals.shutdownNow();
  }
}
