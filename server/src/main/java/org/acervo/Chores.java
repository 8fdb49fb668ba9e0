package org.acervo;

import java.time.Duration;
import java.util.List;
import org.acervo.access.AccessRoom;
import org.acervo.blobs.Blobs;
import org.acervo.collections.Collections;
import org.acervo.items.Items;
import org.acervo.media.Previews;
import org.acervo.store.ConfirmedTime;
import org.acervo.store.Store;
import org.acervo.store.jobs.Attempt;
import org.acervo.store.jobs.JobKind;
import org.acervo.store.jobs.JobKind.Outcome;
import org.acervo.web.WebServer;
import org.acervo.web.api.JobsApi;

/**
 * The kinds of background work that this library has. Chores look every so often for what was left
 * half-way and for what has had its time. Every step may be cut short and repeated, and does no
 * harm when two nodes do it at once.
 */
final class Chores {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Store store;
  private final AccessRoom access;
  private final Collections collections;
  private final Items items;
  private final Blobs blobs;
  private final Previews previews;
  private final ConfirmedTime time;
  private final Config config;

  Chores(
      Store store,
      AccessRoom access,
      Collections collections,
      Items items,
      Blobs blobs,
      Previews previews,
      ConfirmedTime time,
      Config config) {
    this.store = store;
    this.access = access;
    this.collections = collections;
    this.items = items;
    this.blobs = blobs;
    this.previews = previews;
    this.time = time;
    this.config = config;
  }

  List<JobKind> kinds() {
    return List.of(
        chore("tidy-rights", this::tidyRights),
        chore("settle-moves", this::settleMoves),
        chore("empty-trash", this::emptyTrash),
        JobKind.chore("sweep-storage", config.sweep(), _ -> sweepStorage()),
        chore("recount-collections", () -> collections.recount(PAUSE)),
        JobKind.once(JobsApi.VERIFY, this::verify));
  }

  private interface Step {
    void run() throws InterruptedException;
  }

  private JobKind chore(String name, Step step) {
    return JobKind.chore(
        name,
        config.sweep(),
        _ -> {
          step.run();
          return Outcome.DONE;
        });
  }

  private void tidyRights() {
    var now = time.instant();
    access.access().tidy(now);
    access.sessions().removeEnded(now);
    WebServer.forgetRepeats(store, now);
  }

  private void settleMoves() {
    collections.settle();
    items.settleNames(); // a node of an older version may have given some their old place
    items.settleMoves();
  }

  private void emptyTrash() {
    items.purge(time.instant().minus(config.trash()));
  }

  private Outcome sweepStorage() {
    boolean finished = blobs.sweep(time.instant(), items::refersTo, previews::forget);
    return finished ? Outcome.DONE : new Outcome.More(PAUSE);
  }

  private Outcome verify(Attempt attempt) {
    items.originals(blobs::look);
    long files = blobs.totals().stream().mapToLong(Blobs.Total::files).sum();
    var _ = blobs.verify(_ -> {}, read -> attempt.progress(read, Math.max(files, read)));
    return Outcome.DONE;
  }
}
