package org.acervo.media;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.acervo.blobs.Blobs;
import org.acervo.items.Item;
import org.acervo.items.Items;
import org.acervo.items.Preview;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.ItemId;
import org.acervo.kernel.Kind;
import org.acervo.kernel.Sha256;
import org.acervo.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The room's service: gives previews and texts out, and makes on demand what was not made in
 * advance. Who asks for something that is being made waits for it a while, with everybody else who
 * asks for the same, and is then told when to ask again.
 */
public final class Previews implements AutoCloseable {
  /** Changes when previews are drawn in another way. */
  public static final int RECIPE = 1;

  /** Raised with engines or rules that may draw what older ones gave up: it is then tried again. */
  static final int ENGINE = 2;

  static final List<Integer> SIZES = List.of(256, 1440);

  private static final int TEXTS_AT_ONCE = Request.EAGER_PAGES;
  private static final int FLIGHTS = 256;

  /** So many tries make it clear that it is the file; of a page nobody counts them. */
  private static final int FILE_AT_FAULT = 3;

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Logger LOG = LoggerFactory.getLogger(Previews.class);
  private static final int CLOSE_SECONDS = 5;
  private static final Duration SOON = Duration.ofSeconds(2);

  private final MongoPreviews store;
  private final Items items;
  private final Workers workers;
  private final Originals originals;
  private final PreviewQueue queue;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("previews-", 0).factory());
  private final SingleFlight<String> flights = new SingleFlight<>(threads, FLIGHTS, PATIENCE);

  public Previews(Store store, Items items, Blobs blobs, Workers workers) {
    this.store = new MongoPreviews(store.database());
    this.items = items;
    this.workers = workers;
    this.originals = new Originals(blobs);
    this.queue = new PreviewQueue(items, workers, originals, this.store);
  }

  /** Begins to work through what waits, on as many threads as there are workers. */
  public void start() {
    threads.execute(() -> items.previews().drawAgainWith(ENGINE));
    for (int i = 0; i < workers.state().allowed(); i++) {
      threads.execute(queue::work);
    }
  }

  /** Says that something new waits. */
  public void wake() {
    queue.wake();
  }

  /** Somebody is looking at an item: if its previews are not there yet, they are made next. */
  public void wanted(Item item) {
    if (item.preview() instanceof Preview.Pending) {
      queue.wish(item.id());
    }
  }

  /** Tries again what could not be drawn, or not wholly; nothing happens to what is sound. */
  public void retry(Item item) {
    if (items.previews().drawAgain(item) || item.preview() instanceof Preview.Pending) {
      queue.wish(item.id());
    }
  }

  /**
   * The preview of an item; of a PDF, its first page.
   *
   * @throws Failed with {@code NotFound} when there is none, {@code NotReady} when there is none
   *     yet
   */
  public Drawing preview(Item item, int size) {
    return page(item, 1, size);
  }

  /**
   * The preview of one page of a PDF.
   *
   * @throws Failed with {@code NotFound} when there is no such page, or it cannot be drawn, {@code
   *     NotReady} when it is not drawn yet
   */
  public Drawing page(Item asked, int page, int size) {
    var item = settled(asked);
    if (!item.preview().drawn() && item.kind() == Kind.IMAGE) {
      throw Failed.notFound();
    }
    checkPage(item, page);
    return store
        .preview(item.sha256(), page, size)
        .or(() -> {
          join(item.sha256() + "/" + page + "/" + size, () -> draw(item, page, size));
          return store.preview(item.sha256(), page, size);
        })
        .orElseThrow(Failed::notFound);
  }

  /**
   * The text of one page of a PDF; empty where the page has none.
   *
   * @throws Failed with {@code NotFound} when there is no such page, or it cannot be read, {@code
   *     NotReady} when it is not read yet
   */
  public String text(Item asked, int page) {
    if (asked.kind() != Kind.PDF) {
      throw Failed.notFound();
    }
    var item = settled(asked);
    checkPage(item, page);
    return store
        .text(item.sha256(), page)
        .or(() -> {
          join(item.sha256() + "/text/" + page, () -> read(item, page));
          return store.text(item.sha256(), page);
        })
        .orElseThrow(Failed::notFound);
  }

  /** The item when its file was looked into. */
  private Item settled(Item item) {
    if (!(item.preview() instanceof Preview.Pending)) {
      return item;
    }
    join("item " + item.id(), () -> drawNow(item.id()));
    return items
        .lookUp(item.id())
        .filter(now -> !(now.preview() instanceof Preview.Pending))
        .orElseThrow(Previews::notReady);
  }

  private void drawNow(ItemId id) {
    try {
      queue.drawNow(id);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void join(String key, Runnable work) {
    try {
      if (!flights.join(key, work)) {
        throw notReady();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notReady();
    }
  }

  private static Failed notReady() {
    return new Failed(new Failure.NotReady("It is being made.", SOON));
  }

  private static void checkPage(Item item, int page) {
    int pages = item.pages() == null ? 1 : item.pages();
    if (page < 1 || page > pages) {
      throw Failed.notFound();
    }
  }

  private void draw(Item item, int page, int size) {
    now(
            () -> {
              if (item.kind() == Kind.PDF) {
                return workers.pages(
                    originals.of(item), page, page, List.of(size), false, Effort.AWAITED);
              }
              return workers.inspect(originals.of(item), List.of(size), Effort.AWAITED);
            })
        .ifPresent(inspection -> keep(item, inspection));
  }

  private void read(Item item, int page) {
    now(() ->
            workers.pages(
                originals.of(item), page, page + TEXTS_AT_ONCE, List.of(), true, Effort.AWAITED))
        .ifPresent(inspection -> keep(item, inspection));
  }

  private void keep(Item item, Inspection inspection) {
    switch (inspection) {
      case Inspection.Picture picture -> store.put(item.sha256(), 1, picture.previews());
      case Inspection.Document document -> store.put(item.sha256(), document.pages());
      case Inspection.Refused _, Inspection.Failed _ -> {}
    }
  }

  @FunctionalInterface
  private interface Work {
    Inspection run() throws IOException, InterruptedException;
  }

  /** Empty when it is the file's fault; then there is nothing to wait for. */
  private static Optional<Inspection> now(Work work) {
    try {
      var inspection = work.run();
      var fault =
          switch (inspection) {
            case Inspection.Failed failed -> failed.fault();
            case Inspection.Document document when document.pages().isEmpty() ->
                document.stopped() == null ? null : document.stopped().fault();
            case Inspection.Document _, Inspection.Picture _, Inspection.Refused _ -> null;
          };
      if (fault != null && !fault.isFinal(FILE_AT_FAULT)) {
        throw notReady();
      }
      return fault == null ? Optional.of(inspection) : Optional.empty();
    } catch (IOException e) {
      throw new Failed(new Failure.Unavailable("The original", SOON), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notReady();
    }
  }

  /** How looking into files ended on this node. */
  public PreviewOutcomes outcomes() {
    return queue.outcomes();
  }

  /** Drops what was drawn from bytes that are gone. */
  public void forget(Sha256 original) {
    store.remove(original);
  }

  @Override
  public void close() {
    queue.close();
    threads.shutdownNow();
    workers.close();
    try {
      if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("previews are still being made; the server stops without them");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
