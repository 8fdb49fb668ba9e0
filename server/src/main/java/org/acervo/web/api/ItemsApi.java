package org.acervo.web.api;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.acervo.access.Gate;
import org.acervo.access.People;
import org.acervo.access.Permission;
import org.acervo.access.SystemPermission;
import org.acervo.cache.Draft;
import org.acervo.cache.Served;
import org.acervo.gallery.Freshness;
import org.acervo.gallery.Gallery;
import org.acervo.gallery.Question;
import org.acervo.items.Item;
import org.acervo.items.ItemEdit;
import org.acervo.items.Items;
import org.acervo.items.Taken;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.web.Answer;
import org.acervo.web.Ask;
import org.acervo.web.Endpoint;
import org.acervo.web.Guard;
import org.acervo.web.Json;
import org.jspecify.annotations.Nullable;

/** Items: slices of collections, single ones, and what may be done with them. */
public final class ItemsApi {
  private static final String ONE = "/api/v1/items/{id}";

  private final Items items;
  private final Gallery gallery;
  private final Gate gate;
  private final People people;
  private final Consumer<Item> watched;

  /**
   * Shows and changes items.
   *
   * @param watched told of each that a person looks at by itself
   */
  public ItemsApi(Items items, Gallery gallery, Gate gate, People people, Consumer<Item> watched) {
    this.items = items;
    this.gallery = gallery;
    this.gate = gate;
    this.people = people;
    this.watched = watched;
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
    var question = Questions.items(ask.collection(), ask.query());
    var served =
        gallery.slice(
            ask.caller(),
            question,
            freshness(ask),
            page -> Draft.of(Json.write(ListJson.of(page, ItemJson::brief))));
    return Answer.ready(served, question);
  }

  private Freshness freshness(Ask ask) {
    return ask.freshness(gate.allows(ask.caller(), SystemPermission.SYSTEM_CONFIGURE));
  }

  private Answer one(Ask ask) {
    watched.accept(ask.item());
    var question = new Question.Item(ask.item().id(), ask.item().home());
    return (ask.item().trashed().isPresent()
            ? Optional.<Served>empty()
            : gallery.card(ask.caller(), question, freshness(ask), this::written))
        .map(served -> Answer.ready(served, question))
        .orElseGet(() -> answer(200, ask, ask.item()));
  }

  private Draft written(Gallery.Card card) {
    var json = ItemJson.full(card.exhibit(), card.addedBy().orElse(null), card.path());
    return new Draft(card.exhibit().item().rev() + ".", Json.write(json));
  }

  private @Nullable String addedBy(Item item) {
    return item.by().flatMap(people::name).orElse(null);
  }

  record Change(
      @Nullable String title,
      @Nullable String descr,
      @Nullable List<String> tags,
      @Nullable String taken) {}

  private Answer edit(Ask ask) {
    var revision = ask.ifMatch();
    var change = ask.json(Change.class);
    refuseTrashed(ask.item());
    var taken = change.taken() == null ? null : Taken.said(change.taken());
    var edit = new ItemEdit(change.title(), change.descr(), change.tags(), taken);
    return answer(200, ask, items.edit(ask.item(), revision, edit));
  }

  private Answer trash(Ask ask) {
    items.trash(ask.person(), ask.item());
    return Answer.noContent();
  }

  private Answer restore(Ask ask) {
    return answer(200, ask, items.restore(ask.caller(), ask.item()));
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
    return answer(200, ask, items.move(ask.person(), ask.item(), home));
  }

  private static void refuseTrashed(Item item) {
    if (item.trashed().isPresent()) {
      throw Failed.conflict("It lies in the trash. Restore it first.");
    }
  }

  /** Who may not open the item, also where it has just been moved to, reads what a list shows. */
  private Answer answer(int status, Ask ask, Item item) {
    var exhibit = gallery.exhibit(ask.caller(), item);
    var json =
        exhibit.can().contains(Permission.VIEW)
            ? ItemJson.full(exhibit, addedBy(item), gallery.path(ask.caller(), item.home()))
            : ItemJson.brief(exhibit);
    return Answer.json(status, json).etag(item.rev());
  }
}
