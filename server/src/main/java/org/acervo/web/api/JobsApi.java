package org.acervo.web.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.acervo.access.SystemPermission;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Page;
import org.acervo.kernel.Seal;
import org.acervo.store.jobs.Job;
import org.acervo.store.jobs.Jobs;
import org.acervo.web.Answer;
import org.acervo.web.Ask;
import org.acervo.web.Endpoint;
import org.acervo.web.Guard;
import org.jspecify.annotations.Nullable;

/** The background work of the library, for administrators. */
public final class JobsApi {
  /** The kind of job that reads every stored file back; {@code App} says how. */
  public static final String VERIFY = "verify-storage";

  private static final Guard GUARD = Guard.system(SystemPermission.SYSTEM_CONFIGURE);

  private static final String CURSOR = "jobs/";

  private final Jobs jobs;
  private final Seal seal;

  public JobsApi(Jobs jobs, Seal seal) {
    this.jobs = jobs;
    this.seal = seal;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/v1/jobs", GUARD, this::list),
        Endpoint.get("/api/v1/jobs/{id}", GUARD, ask -> Answer.ok(json(jobs.find(ask.path("id"))))),
        Endpoint.post("/api/v1/jobs/{id}/cancel", GUARD, this::cancel),
        Endpoint.post("/api/v1/jobs/{id}/retry", GUARD, this::retry),
        Endpoint.post("/api/v1/storage/verify", GUARD, this::verify));
  }

  /**
   * A job as clients see it.
   *
   * @param chore whether it comes round by itself for ever
   * @param due when it is begun next, at the earliest; absent when it is not
   * @param node which node works on it
   */
  record JobJson(
      String id,
      String kind,
      String state,
      boolean chore,
      int attempts,
      long done,
      @Nullable Long total,
      @Nullable String error,
      @Nullable String owner,
      Instant created,
      @Nullable Instant due,
      @Nullable Instant since,
      @Nullable String node,
      boolean cancelling,
      @Nullable Instant ended) {}

  private JobJson json(Job job) {
    Instant due = null;
    Instant since = null;
    Instant ended = null;
    String node = null;
    boolean cancelling = false;
    switch (job.state()) {
      case Job.State.Waiting waiting -> due = waiting.due();
      case Job.State.Running running -> {
        since = running.since();
        node = running.node();
        cancelling = running.cancelling();
      }
      case Job.State.Failed failed -> {
        ended = failed.at();
        due = failed.again().orElse(null);
      }
      case Job.State.Done done -> ended = done.at();
      case Job.State.Cancelled cancelled -> ended = cancelled.at();
    }
    return new JobJson(
        job.id(),
        job.kind(),
        job.state().key(),
        jobs.isChore(job),
        job.attempts(),
        job.progress().done(),
        job.progress().total().orElse(null),
        job.error().orElse(null),
        job.owner().orElse(null),
        job.created(),
        due,
        since,
        node,
        cancelling,
        ended);
  }

  private Answer list(Ask ask) {
    var query = ask.query().only("state");
    var state = query.word("state", JobsApi::state, String.join(", ", Job.State.KEYS));
    var page = jobs.list(state, query.limit(), query.cursor().map(this::after));
    var next = page.next() == null ? null : seal.seal(CURSOR + page.next());
    return Answer.ok(ListJson.of(new Page<>(page.items(), next, null), this::json));
  }

  private static Optional<String> state(String word) {
    return Optional.of(word).filter(Job.State.KEYS::contains);
  }

  private String after(String cursor) {
    return seal.open(cursor)
        .filter(opened -> opened.startsWith(CURSOR))
        .map(opened -> opened.substring(CURSOR.length()))
        .orElseThrow(() -> Failed.invalid("cursor", "is not one that this listing gave out"));
  }

  private Answer cancel(Ask ask) {
    return Answer.json(202, json(jobs.cancel(ask.path("id"))));
  }

  private Answer retry(Ask ask) {
    return Answer.json(202, json(jobs.retry(ask.path("id"))));
  }

  /** One at a time: who asks while one is under way gets that one. */
  private Answer verify(Ask ask) {
    var job = jobs.open(VERIFY).orElseGet(() -> jobs.add(VERIFY, ask.person().login()));
    return Answer.json(202, json(job)).with("Location", "/api/v1/jobs/" + job.id());
  }
}
