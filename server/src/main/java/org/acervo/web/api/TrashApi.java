package org.acervo.web.api;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.acervo.access.Access;
import org.acervo.access.Allowance;
import org.acervo.access.Gate;
import org.acervo.access.Permission;
import org.acervo.access.Policy;
import org.acervo.collections.Collection;
import org.acervo.collections.Collections;
import org.acervo.collections.Tally;
import org.acervo.gallery.Gallery;
import org.acervo.items.Item;
import org.acervo.items.Items;
import org.acervo.kernel.CollectionId;
import org.acervo.web.Answer;
import org.acervo.web.Ask;
import org.acervo.web.Endpoint;
import org.acervo.web.Guard;
import org.jspecify.annotations.Nullable;

/** What lies in the trash. */
public final class TrashApi {
  private final Access access;
  private final Collections collections;
  private final Items items;
  private final Gallery gallery;
  private final Duration keep;

  /**
   * Shows what may be restored.
   *
   * @param keep how long something lies in the trash before it is removed for good
   */
  public TrashApi(
      Access access, Collections collections, Items items, Gallery gallery, Duration keep) {
    this.access = access;
    this.collections = collections;
    this.items = items;
    this.gallery = gallery;
    this.keep = keep;
  }

  public List<Endpoint> endpoints() {
    return List.of(Endpoint.get("/api/v1/trash", Guard.SIGNED_IN, this::list));
  }

  record Trashed(
      String id,
      String what,
      String title,
      @Nullable String home,
      @Nullable String homeTitle,
      @Nullable Long items,
      @Nullable PreviewJson preview,
      Instant trashed,
      Instant until) {}

  /** Collections come whole on the first page, before the items; there are few of them. */
  private Answer list(Ask ask) {
    var policy = access.policy();
    var all = policy.withTrashed();
    var query = ask.query().only();
    var cursor = query.cursor();
    var allowance = policy.of(ask.caller());
    var page =
        items.trashed(
            item -> allowance.permissions(item.id(), item.home()).containsAll(Gate.SHOWN_IN_TRASH),
            query.limit(),
            cursor);
    var shown = new ArrayList<Trashed>();
    if (cursor.isEmpty()) {
      shown.addAll(trashedCollections(ask, all));
    }
    page.items().forEach(item -> shown.add(item(item, allowance, ask, all)));
    return Answer.ok(new ListJson<>(shown, page.next(), null));
  }

  private List<Trashed> trashedCollections(Ask ask, Policy all) {
    var mine =
        all.tree().trashed().stream()
            .filter(id -> all.permissions(ask.caller(), id).containsAll(Gate.SHOWN_IN_TRASH))
            .toList();
    var counts = gallery.trashed(ask.caller(), mine);
    return collections.find(mine).stream()
        .sorted(Comparator.comparing((Collection c) -> c.trashed().orElse(Instant.MIN)).reversed())
        .map(
            trashed -> collection(trashed, counts.getOrDefault(trashed.id(), Tally.NONE), ask, all))
        .toList();
  }

  private Trashed collection(Collection trashed, Tally tally, Ask ask, Policy all) {
    var since = trashed.trashed().orElse(Instant.EPOCH);
    boolean top = trashed.parent().equals(CollectionId.ROOT);
    return new Trashed(
        trashed.id().value(),
        "collection",
        trashed.title(),
        top ? null : trashed.parent().value(),
        top ? null : title(trashed.parent(), ask, all),
        tally.items(),
        null,
        since,
        since.plus(keep));
  }

  private Trashed item(Item item, Allowance allowance, Ask ask, Policy all) {
    var since = item.trashed().orElseThrow();
    return new Trashed(
        item.id().value(),
        item.kind().key(),
        item.title().isEmpty() ? item.name() : item.title(),
        item.home().value(),
        title(item.home(), ask, all),
        null,
        PreviewJson.of(item, allowance.allows(Permission.VIEW, item.id(), item.home())),
        since,
        since.plus(keep));
  }

  /** The title of a hidden collection is nobody's business, in the trash either. */
  private @Nullable String title(CollectionId id, Ask ask, Policy all) {
    return Optional.of(id)
        .filter(home -> all.allows(ask.caller(), Permission.LIST, home))
        .flatMap(home -> collections.find(List.of(home)).stream().findFirst())
        .map(Collection::title)
        .orElse(null);
  }
}
