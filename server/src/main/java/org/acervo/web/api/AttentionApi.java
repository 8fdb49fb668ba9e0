package org.acervo.web.api;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.acervo.access.Gate;
import org.acervo.access.Permission;
import org.acervo.gallery.Gallery;
import org.acervo.items.Item;
import org.acervo.items.Items;
import org.acervo.items.Need;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.ItemId;
import org.acervo.kernel.Kind;
import org.acervo.media.Previews;
import org.acervo.web.Answer;
import org.acervo.web.Ask;
import org.acervo.web.Endpoint;
import org.acervo.web.Guard;
import org.jspecify.annotations.Nullable;

/** What needs a hand, of that which the caller sees and may edit; and trying it again. */
public final class AttentionApi {
  /** So many items are tried again by one request; who has more asks again. */
  private static final int AT_ONCE = 500;

  private final Items items;
  private final Previews previews;
  private final Gallery gallery;
  private final Gate gate;

  public AttentionApi(Items items, Previews previews, Gallery gallery, Gate gate) {
    this.items = items;
    this.previews = previews;
    this.gallery = gallery;
    this.gate = gate;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/v1/attention", Guard.SIGNED_IN, this::list),
        Endpoint.post("/api/v1/attention/retry", Guard.SIGNED_IN, this::retryAll),
        Endpoint.post(
            "/api/v1/items/{id}/preview/retry", Guard.item(Permission.EDIT), this::retry));
  }

  private Answer list(Ask ask) {
    var query = ask.query().only("in", "kind");
    var need = query.word("kind", Need::of, "failed, partial, damaged").orElse(Need.FAILED);
    var root = place(ask, query.text("in").orElse(null));
    var page =
        items
            .previews()
            .inNeed(root, need, item -> mayEdit(ask, item), query.limit(), query.cursor());
    return Answer.ok(
        ListJson.of(page.map(item -> gallery.exhibit(ask.caller(), item)), ItemJson::brief));
  }

  private CollectionId place(Ask ask, @Nullable String in) {
    if (in == null || in.equals(CollectionId.ROOT.value())) {
      return CollectionId.ROOT;
    }
    var root = new CollectionId(in);
    gate.require(ask.caller(), Permission.LIST, root);
    return root;
  }

  private Answer retry(Ask ask) {
    if (ask.item().trashed().isPresent()) {
      throw Failed.conflict("It lies in the trash. Restore it first.");
    }
    previews.retry(ask.item());
    var item = items.find(ask.item().id());
    return Answer.json(202, ItemJson.brief(gallery.exhibit(ask.caller(), item))).etag(item.rev());
  }

  record Query(@Nullable String in, @Nullable String kind) {}

  record Selection(
      @Nullable List<String> ids, @Nullable Query query, @Nullable List<String> except) {}

  record Retry(@Nullable Selection select) {}

  /**
   * What was done.
   *
   * @param retried how many items are in the queue again
   * @param more whether the selection holds more than one request may take
   */
  record Retried(int retried, boolean more) {}

  private Answer retryAll(Ask ask) {
    var select = ask.json(Retry.class).select();
    if (select == null || (select.ids() == null) == (select.query() == null)) {
      throw Failed.invalid("select", "must have either ids or query");
    }
    return Answer.json(202, select.ids() != null ? those(ask, select.ids()) : all(ask, select));
  }

  private Retried those(Ask ask, List<String> ids) {
    if (ids.size() > AT_ONCE) {
      throw Failed.invalid("select.ids", "must be at most " + AT_ONCE);
    }
    int retried = 0;
    for (var id : Set.copyOf(ids)) {
      var item = items.lookUp(new ItemId(id)).filter(found -> mayEdit(ask, found));
      item.ifPresent(previews::retry);
      retried += item.isPresent() ? 1 : 0;
    }
    return new Retried(retried, false);
  }

  private boolean mayEdit(Ask ask, Item item) {
    return item.trashed().isEmpty()
        && gate.allows(ask.caller(), Permission.EDIT, item.id(), item.home())
        && gate.shows(ask.caller(), item.id(), item.home());
  }

  private Retried all(Ask ask, Selection select) {
    var query = select.query() == null ? new Query(null, null) : select.query();
    var root = place(ask, query.in());
    var kind =
        Optional.ofNullable(query.kind())
            .map(word ->
                Kind.of(word)
                    .orElseThrow(
                        () -> Failed.invalid("select.query.kind", "must be one of image, pdf")));
    var except = select.except() == null ? Set.<String>of() : Set.copyOf(select.except());
    int retried = 0;
    boolean more = false;
    for (var need : List.of(Need.FAILED, Need.PARTIAL)) {
      var page =
          items
              .previews()
              .inNeed(root, need, item -> mayEdit(ask, item), AT_ONCE, Optional.empty());
      more |= page.next() != null;
      for (var item : page.items()) {
        boolean meant = kind.isEmpty() || kind.get() == item.kind();
        if (meant && !except.contains(item.id().value())) {
          previews.retry(item);
          retried++;
        }
      }
    }
    return new Retried(retried, more && retried > 0);
  }
}
