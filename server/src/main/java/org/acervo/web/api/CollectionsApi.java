package org.acervo.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.acervo.access.Caller;
import org.acervo.access.Gate;
import org.acervo.access.Permission;
import org.acervo.access.SystemPermission;
import org.acervo.cache.Draft;
import org.acervo.collections.Collections;
import org.acervo.collections.Cover;
import org.acervo.collections.Edit;
import org.acervo.gallery.Freshness;
import org.acervo.gallery.Gallery;
import org.acervo.gallery.Question;
import org.acervo.gallery.Shelf;
import org.acervo.items.Items;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.ItemId;
import org.acervo.kernel.Page;
import org.acervo.kernel.Seal;
import org.acervo.web.Answer;
import org.acervo.web.Ask;
import org.acervo.web.Endpoint;
import org.acervo.web.Guard;
import org.acervo.web.Json;
import org.acervo.web.Parameters;
import org.jspecify.annotations.Nullable;

/** The tree of collections. */
public final class CollectionsApi {
  private static final String ONE = "/api/v1/collections/{id}";
  private static final String ALL = "/api/v1/collections";

  private final Collections collections;
  private final Gallery gallery;
  private final Items items;
  private final Gate gate;
  private final Seal seal;

  public CollectionsApi(
      Collections collections, Gallery gallery, Items items, Gate gate, Seal seal) {
    this.collections = collections;
    this.gallery = gallery;
    this.items = items;
    this.gate = gate;
    this.seal = seal;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(ALL, Guard.OPEN, this::children),
        Endpoint.post(ALL, Guard.SIGNED_IN, this::create),
        Endpoint.get(ONE, Guard.collection(Permission.LIST), this::one),
        Endpoint.patch(ONE, Guard.collection(Permission.EDIT), this::edit),
        Endpoint.delete(ONE, Guard.collection(Permission.DELETE), this::trash),
        Endpoint.post(ONE + "/restore", Guard.trashedCollection(Permission.DELETE), this::restore),
        Endpoint.post(ONE + "/move", Guard.collection(Permission.DELETE), this::move));
  }

  private Answer children(Ask ask) {
    var question = Questions.children(ask.query());
    gate.require(ask.caller(), Permission.LIST, question.root());
    var query = ask.query();
    var served =
        gallery.children(
            ask.caller(),
            question,
            freshness(ask),
            all ->
                Draft.of(Json.write(ListJson.of(page(all, question, query), CollectionJson::of))));
    return Answer.ready(served, question);
  }

  private Freshness freshness(Ask ask) {
    return ask.freshness(gate.allows(ask.caller(), SystemPermission.SYSTEM_CONFIGURE));
  }

  /**
   * Children are ordered as a whole by order and title; the cursor names the last one that was
   * shown.
   */
  private Page<Shelf> page(List<Shelf> all, Question.Children question, Parameters query) {
    var parent = question.root();
    int from = query.cursor().map(cursor -> 1 + place(all, parent, cursor)).orElse(0);
    int to = Math.min(all.size(), from + query.limit());
    String next =
        to == all.size()
            ? null
            : seal.seal("collections/" + parent + "\n" + all.get(to - 1).collection().id());
    return new Page<>(all.subList(from, to), next, (long) all.size());
  }

  private int place(List<Shelf> all, CollectionId parent, String cursor) {
    String prefix = "collections/" + parent + "\n";
    String last =
        seal.open(cursor)
            .filter(text -> text.startsWith(prefix))
            .map(text -> text.substring(prefix.length()))
            .orElseThrow(() -> Failed.invalid("cursor", "is not one that this listing gave out"));
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).collection().id().value().equals(last)) {
        return i;
      }
    }
    throw Failed.invalid("cursor", "names a collection that has gone; start again");
  }

  record New(String title, @Nullable String descr, @Nullable String parent) {}

  private Answer create(Ask ask) {
    var wanted = ask.json(New.class);
    var parent =
        new CollectionId(wanted.parent() == null ? CollectionId.ROOT.value() : wanted.parent());
    requireRoom(ask.caller(), parent);
    if (wanted.title() == null) {
      throw Failed.invalid("title", "is missing");
    }
    var made =
        collections.create(
            ask.person(), parent, wanted.title(), wanted.descr() == null ? "" : wanted.descr());
    return answer(201, ask, made.id()).with("Location", ALL + "/" + made.id());
  }

  /**
   * Whoever puts something somewhere needs contribute there; at the top, a permission of its own.
   */
  private void requireRoom(Caller caller, CollectionId parent) {
    if (parent.equals(CollectionId.ROOT)) {
      gate.require(caller, SystemPermission.COLLECTIONS_ROOT);
    } else {
      gate.require(caller, Permission.CONTRIBUTE, parent);
    }
  }

  private Answer one(Ask ask) {
    var id = ask.collection();
    var served =
        id.equals(CollectionId.ROOT)
            ? gallery.top(
                ask.caller(), freshness(ask), top -> Draft.of(Json.write(CollectionJson.root(top))))
            : gallery.shelf(ask.caller(), id, freshness(ask), CollectionsApi::written);
    return Answer.ready(served, new Question.Shelf(id));
  }

  private static Draft written(Shelf shelf) {
    return new Draft(shelf.collection().rev() + ".", Json.write(CollectionJson.of(shelf)));
  }

  record Change(
      @Nullable String title,
      @Nullable String descr,
      @Nullable JsonNode cover,
      @Nullable Long order) {}

  private Answer edit(Ask ask) {
    var revision = ask.ifMatch();
    var change = ask.json(Change.class);
    var _ = ask.person();
    collections.edit(
        ask.collection(),
        revision,
        new Edit(change.title(), change.descr(), cover(ask, change.cover()), change.order()));
    return answer(200, ask, ask.collection());
  }

  /**
   * Null lets Acervo choose. A chosen one is shown to others, so it must be an item that lies here
   * or below.
   */
  private Cover cover(Ask ask, @Nullable JsonNode wanted) {
    if (wanted == null) {
      return new Cover.Keep();
    }
    if (wanted.isNull()) {
      return new Cover.Automatic();
    }
    return items
        .lookUp(new ItemId(wanted.asText()))
        .filter(item -> gate.allows(ask.caller(), Permission.VIEW, item.id(), item.home()))
        .filter(item -> liesBelow(ask, item.home()))
        .map(item -> new Cover.Chosen(item.id()))
        .orElseThrow(
            () -> Failed.invalid("cover", "must be an item of this collection or below it"));
  }

  private boolean liesBelow(Ask ask, CollectionId home) {
    return gallery.path(ask.caller(), home).stream()
        .anyMatch(step -> step.id().equals(ask.collection()));
  }

  private Answer trash(Ask ask) {
    collections.trash(ask.person(), ask.collection());
    return Answer.noContent();
  }

  private Answer restore(Ask ask) {
    collections.restore(ask.person(), ask.collection());
    return answer(200, ask, ask.collection());
  }

  record Target(String parent) {}

  private Answer move(Ask ask) {
    var target = ask.json(Target.class);
    if (target.parent() == null) {
      throw Failed.invalid("parent", "is missing");
    }
    var parent = new CollectionId(target.parent());
    requireRoom(ask.caller(), parent);
    collections.move(ask.person(), ask.collection(), parent);
    return answer(200, ask, ask.collection());
  }

  private Answer answer(int status, Ask ask, CollectionId id) {
    var shelf = gallery.shelf(ask.caller(), id);
    return Answer.json(status, CollectionJson.of(shelf)).etag(shelf.collection().rev());
  }
}
