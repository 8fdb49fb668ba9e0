package org.acervo.web.api;

import java.util.List;
import java.util.Optional;
import org.acervo.access.Access;
import org.acervo.access.Audit;
import org.acervo.access.SystemPermission;
import org.acervo.cache.CacheKeeper;
import org.acervo.cache.CacheStatus;
import org.acervo.cache.View;
import org.acervo.gallery.Gallery;
import org.acervo.gallery.Question;
import org.acervo.items.Item;
import org.acervo.items.Items;
import org.acervo.kernel.Failed;
import org.acervo.web.Again;
import org.acervo.web.Answer;
import org.acervo.web.Ask;
import org.acervo.web.Endpoint;
import org.acervo.web.Guard;
import org.jspecify.annotations.Nullable;

/** The cache of this node, for administrators. */
public final class CacheApi {
  private static final String ALL = "/api/v1/cache";
  private static final Guard GUARD = Guard.system(SystemPermission.SYSTEM_CONFIGURE);

  private final CacheKeeper keeper;
  private final Gallery gallery;
  private final Access access;
  private final Items items;
  private final Audit audit;

  public CacheApi(CacheKeeper keeper, Gallery gallery, Access access, Items items, Audit audit) {
    this.keeper = keeper;
    this.gallery = gallery;
    this.access = access;
    this.items = items;
    this.audit = audit;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(ALL, GUARD, this::status),
        Endpoint.patch(ALL, GUARD, this::change),
        Endpoint.delete(ALL + "/{view}", GUARD, this::clear),
        Endpoint.post(ALL + "/entry", GUARD, this::explain).when(Again.ANEW));
  }

  private Answer status(Ask ask) {
    var status = keeper.status();
    var roots = status.slowest().stream().map(CacheStatus.Miss::root).toList();
    return Answer.ok(CacheJson.of(status, audit.titles(ask.caller(), roots)));
  }

  record Change(@Nullable Boolean bypass) {}

  private Answer change(Ask ask) {
    var change = ask.json(Change.class);
    if (change.bypass() == null) {
      throw Failed.invalid("bypass", "is missing");
    }
    keeper.bypass(change.bypass());
    return status(ask);
  }

  private Answer clear(Ask ask) {
    keeper.clear(View.of(ask.path("view")).orElseThrow(Failed::notFound));
    return Answer.noContent();
  }

  record Wanted(@Nullable String path) {}

  private Answer explain(Ask ask) {
    String path = ask.json(Wanted.class).path();
    if (path == null) {
      throw Failed.invalid("path", "is missing");
    }
    var question =
        question(path).orElseThrow(() -> Failed.invalid("path", "is not the address of a view"));
    var key = gallery.key(ask.caller(), question);
    return Answer.ok(
        CacheJson.Explained.of(
            key,
            audit.titles(ask.caller(), List.of(question.root())),
            keeper.explain(key),
            access.policy().sharing(ask.caller(), question.root())));
  }

  private Optional<Question> question(String path) {
    return Questions.of(path, id -> items.lookUp(id).map(Item::home));
  }
}
