package org.acervo.gallery;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.acervo.access.Access;
import org.acervo.access.Allowance;
import org.acervo.access.Caller;
import org.acervo.access.Permission;
import org.acervo.access.SystemPermission;
import org.acervo.cache.Draft;
import org.acervo.cache.Served;
import org.acervo.cache.ViewKey;
import org.acervo.cache.Views;
import org.acervo.collation.Collation;
import org.acervo.collections.Collections;
import org.acervo.collections.Tally;
import org.acervo.items.Item;
import org.acervo.items.Items;
import org.acervo.items.Query;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Kind;
import org.acervo.kernel.Page;

/**
 * The room's service: the recurring views. Each is what the caller may do at one moment, for the
 * name of the answer and for the answer alike, joined with what the record holds at one time,
 * written down once and kept for all who may see the same.
 */
public final class Gallery {
  private final Access access;
  private final Collections collections;
  private final Items items;
  private final Views views;
  private final Shelves shelves;
  private final ZoneId zone;

  /**
   * Views of a library.
   *
   * @param zone what its clocks show
   */
  public Gallery(
      Access access,
      Collections collections,
      Items items,
      Views views,
      Collation collation,
      ZoneId zone) {
    this.access = access;
    this.collections = collections;
    this.items = items;
    this.views = views;
    this.zone = zone;
    this.shelves = new Shelves(collections, items, collation);
  }

  // From memory

  /**
   * The answer, if the caller may have it and it is in this node's memory and true. Never waits.
   * Empty says nothing about why.
   */
  public Optional<Served> atHand(Caller caller, Question question, Freshness freshness) {
    return access
        .ready()
        .map(policy -> policy.of(caller))
        .filter(question::allowed)
        .flatMap(allowance ->
            views.inMemory(question.key(allowance), freshness.least(), allowance.now()));
  }

  /** The name of the kept answer to a question, for explaining it. */
  public ViewKey key(Caller caller, Question question) {
    return question.key(access.policy().of(caller));
  }

  // Views

  /**
   * A slice of a collection: the items that the caller may list, each with what they may do with
   * it.
   *
   * @param form writes it down
   */
  public Served slice(
      Caller caller,
      Question.Items question,
      Freshness freshness,
      Function<Page<Exhibit>, Draft> form) {
    var allowance = access.policy().of(caller);
    return view(
        question.key(allowance),
        freshness,
        () -> form.apply(slice(allowance, question.root(), question.query())));
  }

  private Page<Exhibit> slice(Allowance allowance, CollectionId root, Query query) {
    var visible = allowance.visible(Permission.LIST, root);
    Set<CollectionId> homes =
        query.recursive()
            ? visible.collections()
            : visible.contains(root) ? Set.of(root) : Set.of();
    long total =
        collections.count(homes).values().stream()
            .mapToLong(tally -> count(tally, query.kind()))
            .sum();
    return items
        .list(root, query, visible, total)
        .map(item ->
            exhibit(allowance.caller(), item, allowance.permissions(item.id(), item.home())));
  }

  private static long count(Tally tally, Optional<Kind> kind) {
    return kind.map(only ->
            switch (only) {
              case IMAGE -> tally.images();
              case PDF -> tally.pdfs();
            })
        .orElseGet(tally::items);
  }

  /**
   * What hangs directly below a collection in the caller's tree, in order.
   *
   * @param form picks those that are asked for and writes them down
   */
  public Served children(
      Caller caller,
      Question.Children question,
      Freshness freshness,
      Function<List<Shelf>, Draft> form) {
    var allowance = access.policy().of(caller);
    return view(
        question.key(allowance), freshness, () -> form.apply(children(allowance, question.root())));
  }

  private List<Shelf> children(Allowance allowance, CollectionId parent) {
    return shelves.of(allowance, Shelves.hanging(allowance, parent));
  }

  /**
   * One collection as the caller sees it.
   *
   * @param form writes it down
   * @throws Failed with {@code NotFound} when it went away in the meantime
   */
  public Served shelf(
      Caller caller, CollectionId id, Freshness freshness, Function<Shelf, Draft> form) {
    var allowance = access.policy().of(caller);
    return view(
        new Question.Shelf(id).key(allowance), freshness, () -> form.apply(shelf(allowance, id)));
  }

  /**
   * The place above the top-level collections, by what hangs there.
   *
   * @param below all that the caller may list, also where no collection shows the way to it
   * @param makes whether the caller may make more there
   */
  public record Top(List<Shelf> shelves, Tally below, boolean makes) {}

  /**
   * That place as the caller sees it.
   *
   * @param form writes it down
   */
  public Served top(Caller caller, Freshness freshness, Function<Top, Draft> form) {
    var allowance = access.policy().of(caller);
    return view(
        new Question.Shelf(CollectionId.ROOT).key(allowance),
        freshness,
        () ->
            form.apply(
                new Top(
                    children(allowance, CollectionId.ROOT),
                    new Counting(collections, items, allowance, List.of(CollectionId.ROOT))
                        .below(CollectionId.ROOT),
                    allowance.allows(SystemPermission.COLLECTIONS_ROOT))));
  }

  /**
   * One item as the caller sees it; empty when it does not lie where it did any more.
   *
   * @param form writes it down, with the visible collections that lead to it
   */
  public Optional<Served> card(
      Caller caller, Question.Item question, Freshness freshness, Function<Card, Draft> form) {
    var allowance = access.policy().of(caller);
    try {
      return Optional.of(
          view(question.key(allowance), freshness, () -> form.apply(card(allowance, question))));
    } catch (Elsewhere e) {
      return Optional.empty();
    }
  }

  /**
   * An item with the way to it.
   *
   * @param addedBy the name of whoever added it, for people only, by the policy that the answer is
   *     kept under: what a person's document says may be a step behind it
   */
  public record Card(Exhibit exhibit, Optional<String> addedBy, List<Ref> path) {}

  private Card card(Allowance allowance, Question.Item question) {
    var item =
        items
            .lookUp(question.id())
            .filter(found -> found.trashed().isEmpty() && found.home().equals(question.root()))
            .orElseThrow(Elsewhere::new);
    var can = allowance.permissions(item.id(), item.home());
    return new Card(
        exhibit(allowance.caller(), item, can),
        allowance.caller() instanceof Caller.Person
            ? item.by().flatMap(allowance.policy()::name)
            : Optional.empty(),
        shelves.path(allowance, item.home()));
  }

  /** There is nothing to keep: the item has gone from where it was looked for. */
  private static final class Elsewhere extends RuntimeException {
    private static final long serialVersionUID = 1;

    Elsewhere() {
      super("the item lies elsewhere", null, false, false);
    }
  }

  private Served view(ViewKey key, Freshness freshness, Supplier<Draft> make) {
    return views.view(key, freshness.least(), freshness.past(), make);
  }

  // Single things, as they are now

  /** One item with what the caller may do with it. */
  public Exhibit exhibit(Caller caller, Item item) {
    return exhibit(caller, item, access.policy().permissions(caller, item.id(), item.home()));
  }

  private Exhibit exhibit(Caller caller, Item item, Set<Permission> can) {
    return new Exhibit(item, can, item.taken().moment(zone), caller instanceof Caller.Person);
  }

  /**
   * How much of what lies in trashed collections the caller might list.
   *
   * @return by collection, with all that lies below it
   */
  public Map<CollectionId, Tally> trashed(Caller caller, List<CollectionId> ids) {
    var allowance = access.policy().withTrashed().of(caller);
    var counting = new Counting(collections, items, allowance, ids);
    return ids.stream().collect(Collectors.toMap(id -> id, counting::below));
  }

  /** The visible collections from the top to {@code id}, {@code id} included. */
  public List<Ref> path(Caller caller, CollectionId id) {
    return shelves.path(access.policy().of(caller), id);
  }

  /**
   * One collection as the caller sees it now.
   *
   * @throws Failed with {@code NotFound} when it went away in the meantime
   */
  public Shelf shelf(Caller caller, CollectionId id) {
    return shelf(access.policy().of(caller), id);
  }

  private Shelf shelf(Allowance allowance, CollectionId id) {
    return shelves.of(allowance, List.of(id)).stream().findFirst().orElseThrow(Failed::notFound);
  }
}
