package org.acervo.web.api;

import java.time.Instant;
import java.util.List;
import org.acervo.access.Gate;
import org.acervo.access.People;
import org.acervo.access.Permission;
import org.acervo.gallery.Gallery;
import org.acervo.items.Item;
import org.acervo.items.ItemEdit;
import org.acervo.items.Items;
import org.acervo.items.Query;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Kind;
import org.acervo.web.Answer;
import org.acervo.web.Ask;
import org.acervo.web.Endpoint;
import org.acervo.web.Guard;
import org.jspecify.annotations.Nullable;

/** Items: slices of collections, single ones, and what may be done with them. */
public final class ItemsApi {
  private static final String ONE = "/api/v1/items/{id}";

  private final Items items;
  private final Gallery gallery;
  private final Gate gate;
  private final People people;

  public ItemsApi(Items items, Gallery gallery, Gate gate, People people) {
    this.items = items;
    this.gallery = gallery;
    this.gate = gate;
    this.people = people;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/api/v1/collections/{id}/items", Guard.collection(Permission.LIST), this::slice),
        Endpoint.get(ONE, Guard.item(Permission.VIEW), this::one),
        Endpoint.patch(ONE, Guard.item(Permission.EDIT), this::edit),
        Endpoint.delete(ONE, Guard.item(Permission.DELETE), this::trash),
        Endpoint.post(ONE + "/restore", Guard.item(Permission.DELETE), this::restore),
        Endpoint.post(ONE + "/move", Guard.item(Permission.DELETE), this::move));
  }

  private Answer slice(Ask ask) {
    var sort = ask.word("sort", Query.Sort::of, "taken, added, name").orElse(Query.Sort.TAKEN);
    boolean descending =
        ask.query("dir")
            .map(dir ->
                switch (dir) {
                  case "asc" -> false;
                  case "desc" -> true;
                  default -> throw Failed.invalid("dir", "must be one of asc, desc");
                })
            .orElse(sort.descendingByDefault());
    var query =
        new Query(
            ask.flag("recursive"),
            ask.word("kind", Kind::of, "image, pdf"),
            sort,
            descending,
            ask.limit(),
            ask.query("cursor"));
    return Answer.ok(
        ListJson.of(gallery.slice(ask.caller(), ask.collection(), query), ItemJson::brief));
  }

  private Answer one(Ask ask) {
    return answer(200, ask, ask.item());
  }

  record Change(
      @Nullable String title,
      @Nullable String descr,
      @Nullable List<String> tags,
      @Nullable Instant taken) {}

  private Answer edit(Ask ask) {
    var revision = ask.ifMatch();
    var change = ask.json(Change.class);
    refuseTrashed(ask.item());
    var edit = new ItemEdit(change.title(), change.descr(), change.tags(), change.taken());
    return answer(200, ask, items.edit(ask.item(), revision, edit));
  }

  private Answer trash(Ask ask) {
    items.trash(ask.person(), ask.item());
    return Answer.noContent();
  }

  private Answer restore(Ask ask) {
    return answer(200, ask, items.restore(ask.item()));
  }

  record Target(String collection) {}

  private Answer move(Ask ask) {
    var target = ask.json(Target.class);
    refuseTrashed(ask.item());
    if (target.collection() == null) {
      throw Failed.invalid("collection", "is missing");
    }
    var home = new CollectionId(target.collection());
    gate.require(ask.caller(), Permission.CONTRIBUTE, home);
    return answer(200, ask, items.move(ask.item(), home));
  }

  private static void refuseTrashed(Item item) {
    if (item.trashed().isPresent()) {
      throw Failed.conflict("It lies in the trash. Restore it first.");
    }
  }

  private Answer answer(int status, Ask ask, Item item) {
    String addedBy = item.by().flatMap(people::name).orElse(null);
    var json =
        ItemJson.full(
            gallery.exhibit(ask.caller(), item), addedBy, gallery.path(ask.caller(), item.home()));
    return Answer.json(status, json).etag(item.rev());
  }
}
