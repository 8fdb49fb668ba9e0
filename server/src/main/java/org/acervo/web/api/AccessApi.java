package org.acervo.web.api;

import java.time.InstantSource;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.acervo.access.AccessRoom;
import org.acervo.items.Item;
import org.acervo.items.Items;
import org.acervo.kernel.Seal;
import org.acervo.web.Answer;
import org.acervo.web.Endpoint;
import org.acervo.web.Identity;

/** Everything about who people are and what they may do. */
public final class AccessApi {
  private final AccessRoom access;
  private final Identity identity;
  private final InstantSource clock;
  private final Targets targets;
  private final Items items;
  private final Seal seal;
  private final IntFunction<Answer> page;

  /**
   * Builds it.
   *
   * @param page the page of the interface under a status
   */
  public AccessApi(
      AccessRoom access,
      Identity identity,
      InstantSource clock,
      Items items,
      Seal seal,
      IntFunction<Answer> page) {
    this.access = access;
    this.items = items;
    this.seal = seal;
    this.page = page;
    this.targets =
        new Targets(
            id -> items.lookUp(id).filter(item -> item.trashed().isEmpty()).map(Item::home));
    this.identity = identity;
    this.clock = clock;
  }

  public List<Endpoint> endpoints() {
    return Stream.of(
            new SessionApi(access, identity, clock).endpoints(),
            new TokensApi(access.tokens()).endpoints(),
            new UsersApi(access.people(), access.gate()).endpoints(),
            new GroupsApi(access.groups()).endpoints(),
            new RolesApi(access.roles()).endpoints(),
            new GrantsApi(access.grants(), access.asking(), access.gate()).endpoints(),
            new AskingApi(access.asking(), access.gate(), targets).endpoints(),
            new LinksApi(access.links(), targets, identity, clock, page).endpoints(),
            new AuditApi(access.audit(), access.gate(), targets).endpoints(),
            new AuthzenApi(access, targets, items, identity, seal).endpoints())
        .flatMap(List::stream)
        .toList();
  }
}
