package org.acervo.media;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.acervo.blobs.Blobs;
import org.acervo.items.Item;
import org.acervo.items.Items;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.Kind;
import org.acervo.kernel.MediaType;
import org.acervo.kernel.Sha256;
import org.acervo.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The room's service: makes the previews of new items one after the other, gives them out, and
 * makes on demand what was not made in advance.
 *
 * <p>An item waits for its previews as part of its own document, so nothing is forgotten: whoever
 * takes it holds it for a lease, and if that node dies another takes it again. An item that has
 * been taken too often is given up with its reason, so that one bad file cannot keep the workers
 * busy for ever.
 */
public final class Previews implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Previews.class);

  /** Changes when previews are drawn in another way. */
  public static final int RECIPE = 1;

  private static final List<Integer> SIZES = List.of(256, 1440);
  private static final int EAGER_PAGES = 20;
  private static final int TRIES = 3;
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final Duration NAP = Duration.ofSeconds(2);

  private final MongoPreviews store;
  private final Items items;
  private final Blobs blobs;
  private final Workers workers;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("previews-", 0).factory());
  private final Semaphore news = new Semaphore(0);
  private volatile boolean closed;

  public Previews(Store store, Items items, Blobs blobs, Workers workers) {
    this.store = new MongoPreviews(store.database());
    this.items = items;
    this.blobs = blobs;
    this.workers = workers;
  }

  /** Begins to work through what waits, on as many threads as there are workers. */
  public void start() {
    for (int i = 0; i < workers.state().allowed(); i++) {
      threads.execute(this::work);
    }
  }

  /** Says that something new waits. */
  public void wake() {
    if (news.availablePermits() < 64) {
      news.release();
    }
  }

  private void work() {
    while (!closed) {
      try {
        var claim = items.claim(LEASE);
        if (claim.isPresent()) {
          draw(claim.get());
        } else {
          var _ = news.tryAcquire(NAP.toMillis(), TimeUnit.MILLISECONDS);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (IOException | RuntimeException e) { // the store is away, or this one file is bad
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

  private void draw(Items.Claim claim) throws IOException, InterruptedException {
    var item = claim.item();
    if (claim.tries() > TRIES) {
      items.found(item, Reading.givenUp("It was tried " + TRIES + " times without an end."));
      return;
    }
    var inspection = workers.inspect(original(item), SIZES);
    switch (inspection) {
      case Inspection.Picture picture -> keep(item, 1, picture.previews());
      case Inspection.Document document -> keep(item, document);
      case Inspection.Refused _, Inspection.Failed _ ->
          log.debug("{} has no previews: {}", item.id(), inspection);
    }
    items.found(item, Reading.of(inspection));
  }

  private void keep(Item item, Inspection.Document document)
      throws IOException, InterruptedException {
    document.pages().forEach(page -> keep(item, page));
    int last = Math.min(EAGER_PAGES, document.pageCount());
    int next = document.pages().isEmpty() ? last + 1 : document.pages().getLast().number() + 1;
    while (next <= last) {
      var more = workers.pages(original(item), next, last, List.of(256), true);
      if (!(more instanceof Inspection.Document(_, _, _, _, var pages, _)) || pages.isEmpty()) {
        return;
      }
      pages.forEach(page -> keep(item, page));
      next = pages.getLast().number() + 1;
    }
  }

  private void keep(Item item, PdfPage page) {
    keep(item, page.number(), page.previews());
    store.putText(item.sha256(), page.number(), page.text());
  }

  private void keep(Item item, int page, List<Preview> previews) {
    previews.forEach(preview -> store.put(item.sha256(), page, preview));
  }

  private Original original(Item item) {
    var blob = blobs.find(item.sha256());
    return new Original(type(item), () -> blobs.open(blob));
  }

  private static MediaType type(Item item) {
    return Arrays.stream(MediaType.values())
        .filter(type -> type.mime().equals(item.type()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("unknown type " + item.type()));
  }

  /**
   * The preview of an item; of a PDF, its first page.
   *
   * @throws Failed with {@code NotFound} when there is none, or not yet
   */
  public Drawing preview(Item item, int size) {
    if (!(item.preview() instanceof org.acervo.items.Preview.Ready)) {
      throw Failed.notFound();
    }
    return page(item, 1, size);
  }

  /**
   * The preview of one page of a PDF.
   *
   * @throws Failed with {@code NotFound} when there is no such page, or it cannot be drawn
   */
  public Drawing page(Item item, int page, int size) {
    checkPage(item, page);
    return store
        .preview(item.sha256(), page, size)
        .or(() -> drawNow(item, page, size))
        .orElseThrow(Failed::notFound);
  }

  /**
   * The text of one page of a PDF; empty where there is none.
   *
   * @throws Failed with {@code NotFound} when there is no such page
   */
  public String text(Item item, int page) {
    if (item.kind() != Kind.PDF) {
      throw Failed.notFound();
    }
    checkPage(item, page);
    return store
        .text(item.sha256(), page)
        .or(() -> {
          now(() -> workers.pages(original(item), page, page + EAGER_PAGES, List.of(), true))
              .ifPresent(
                  pages -> pages.forEach(p -> store.putText(item.sha256(), p.number(), p.text())));
          return store.text(item.sha256(), page);
        })
        .orElse("");
  }

  private static void checkPage(Item item, int page) {
    int pages = item.pages() == null ? 1 : item.pages();
    if (page < 1 || page > pages) {
      throw Failed.notFound();
    }
  }

  private Optional<Drawing> drawNow(Item item, int page, int size) {
    if (item.kind() == Kind.PDF) {
      now(() -> workers.page(original(item), page, size))
          .ifPresent(pages -> pages.forEach(p -> keep(item, p.number(), p.previews())));
    } else if (item.preview() instanceof org.acervo.items.Preview.Ready) {
      try {
        if (workers.inspect(original(item), List.of(size)) instanceof Inspection.Picture picture) {
          keep(item, 1, picture.previews());
        }
      } catch (IOException e) {
        throw unavailable(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw unavailable(e);
      }
    }
    return store.preview(item.sha256(), page, size);
  }

  @FunctionalInterface
  private interface Work {
    Inspection run() throws IOException, InterruptedException;
  }

  private static Optional<List<PdfPage>> now(Work work) {
    try {
      return work.run() instanceof Inspection.Document document
          ? Optional.of(document.pages())
          : Optional.empty();
    } catch (IOException e) {
      throw unavailable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(e);
    }
  }

  private static Failed unavailable(Exception e) {
    return new Failed(new Failure.Unavailable("The drawing of previews", Duration.ofSeconds(5)), e);
  }

  /** Drops what was drawn from bytes that are gone. */
  public void forget(Sha256 original) {
    store.remove(original);
  }

  @Override
  public void close() {
    closed = true;
    threads.shutdownNow();
    workers.close();
    threads.close();
  }
}
