package org.acervo.web.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.acervo.access.Access;
import org.acervo.access.SystemPermission;
import org.acervo.kernel.Failed;
import org.acervo.media.Workers;
import org.acervo.store.Store;
import org.acervo.store.StoreFailures;
import org.acervo.web.Answer;
import org.acervo.web.Ask;
import org.acervo.web.Endpoint;
import org.acervo.web.Guard;

/** Whether Acervo lives, whether it can serve, and its metrics. */
public final class OpsApi {
  private final Store store;
  private final Access access;
  private final Workers workers;
  private final PrometheusMeterRegistry metrics;
  private final Supplier<Keeping> keeping;

  /**
   * @param keeping how the record is, as far as this process can tell without asking it
   */
  public OpsApi(
      Store store,
      Access access,
      Workers workers,
      PrometheusMeterRegistry metrics,
      Supplier<Keeping> keeping) {
    this.keeping = keeping;
    this.store = store;
    this.access = access;
    this.workers = workers;
    this.metrics = metrics;
  }

  /** At the root, where probes look, and under the base of the other calls. */
  public List<Endpoint> endpoints() {
    return Stream.of("", "/api/v1")
        .flatMap(base ->
            Stream.of(
                Endpoint.get(base + "/health/live", Guard.PROBE, this::live),
                Endpoint.get(base + "/health/ready", Guard.PROBE, this::ready),
                Endpoint.get(
                    base + "/metrics",
                    Guard.system(SystemPermission.SYSTEM_CONFIGURE),
                    this::metrics)))
        .toList();
  }

  record Health(String status, Map<String, String> checks) {}

  private Answer live(Ask ask) {
    return keeping.get() instanceof Keeping.Failed(var why)
        ? Answer.json(503, new Health("down", Map.of("mongodb", why)))
        : Answer.ok(new Health("up", Map.of()));
  }

  /** A node without fresh rights refuses whatever is protected, so it is not ready either. */
  private Answer ready(Ask ask) {
    var checks = new LinkedHashMap<String, String>();
    boolean mongodb = !(keeping.get() instanceof Keeping.Failed) && mongodbIsUp();
    boolean rights = access.ready().isPresent() || (mongodb && rightsCanBeRead());
    checks.put("mongodb", mongodb ? "up" : "down");
    checks.put("rights", rights ? "fresh" : "stale");
    if (keeping.get() instanceof Keeping.Full(var why)) {
      checks.put("disk", why);
    }
    checks.put("redis", store.redis().ping().name().toLowerCase(Locale.ROOT));
    checks.put("previews", workers.isolation().label());
    boolean up = mongodb && rights && !checks.containsKey("disk");
    var health = new Health(up ? "up" : "down", checks);
    return up ? Answer.ok(health) : Answer.json(503, health).with("Retry-After", "2");
  }

  private boolean rightsCanBeRead() {
    try {
      return access.policy().number() >= 0;
    } catch (Failed e) {
      return false;
    }
  }

  private boolean mongodbIsUp() {
    try {
      store.ping();
      return true;
    } catch (RuntimeException e) {
      if (StoreFailures.of(e).isPresent()) {
        return false;
      }
      throw e;
    }
  }

  private Answer metrics(Ask ask) {
    return Answer.bytes(
        "text/plain; version=0.0.4; charset=utf-8", metrics.scrape().getBytes(UTF_8));
  }
}
