package org.acervo.web.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.acervo.access.Caller;
import org.acervo.access.Link;
import org.acervo.access.Links;
import org.acervo.access.Role;
import org.acervo.kernel.LinkId;
import org.acervo.web.Again;
import org.acervo.web.Answer;
import org.acervo.web.Ask;
import org.acervo.web.Endpoint;
import org.acervo.web.Guard;
import org.acervo.web.Identity;
import org.jspecify.annotations.Nullable;

/** Links, and the way in through one. */
final class LinksApi {
  private static final String ALL = "/api/v1/links";
  private static final String OPEN = "/l/{token}";

  private final Links links;
  private final Targets targets;
  private final Identity identity;
  private final InstantSource clock;
  private final IntFunction<Answer> page;

  LinksApi(
      Links links,
      Targets targets,
      Identity identity,
      InstantSource clock,
      IntFunction<Answer> page) {
    this.links = links;
    this.targets = targets;
    this.identity = identity;
    this.clock = clock;
    this.page = page;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(ALL, Guard.SIGNED_IN, this::list),
        Endpoint.post(ALL, Guard.SIGNED_IN, this::make).when(Again.TOLD),
        Endpoint.delete(ALL + "/{id}", Guard.SIGNED_IN, this::revoke),
        Endpoint.get(OPEN, Guard.OPEN, this::look),
        Endpoint.post(OPEN, Guard.OPEN, this::unlock));
  }

  private Answer list(Ask ask) {
    var query = ask.query().only("collection", "item");
    var target = targets.of(ask);
    var page =
        target.isPresent()
            ? links.of(ask.caller(), target.get(), query.cursor(), query.limit())
            : links.of(ask.person(), query.cursor(), query.limit());
    return Answer.ok(ListJson.of(page, LinkJson::of));
  }

  record Wish(
      @Nullable String collection,
      @Nullable String item,
      @Nullable String role,
      @Nullable String name,
      @Nullable Instant until,
      @Nullable String password,
      @Nullable Long uses) {
    @Override
    public String toString() {
      return "Wish[" + collection + item + "]";
    }
  }

  private Answer make(Ask ask) {
    var given = ask.json(Wish.class);
    var made =
        links.make(
            ask.person(),
            new Link.Wish(
                targets.needed(given.collection(), given.item()),
                given.name() == null ? "" : given.name(),
                given.role() == null ? Role.VIEWER.id() : GrantJson.readRole(given.role(), "role"),
                Optional.ofNullable(given.until()),
                Optional.ofNullable(given.password()),
                Optional.ofNullable(given.uses())));
    return Answer.created(
            LinkJson.of(made.link(), made.token(), identity.address().shown("/l/" + made.token())))
        .with("Location", ALL + "/" + made.link().id());
  }

  private Answer revoke(Ask ask) {
    links.revoke(ask.person(), new LinkId(ask.path("id")));
    return Answer.noContent();
  }

  record OpenedJson(
      String kind,
      String id,
      String title,
      String role,
      boolean needsPassword,
      boolean needsOpening,
      @Nullable Instant until) {
    static OpenedJson of(Link.Opened opened) {
      return of(opened.link(), opened.missing());
    }

    static OpenedJson of(Link link, Link.Missing missing) {
      boolean closed = missing != Link.Missing.NOTHING;
      return new OpenedJson(
          LinkJson.kind(link.target()),
          LinkJson.id(link.target()),
          closed ? "" : link.title(),
          link.role().value(),
          missing == Link.Missing.PASSWORD,
          missing == Link.Missing.ACT,
          link.until().orElse(null));
    }
  }

  /**
   * A browser gets the page, which asks again for what the link opens. Looking never takes one of a
   * limited number of uses, for robots look at every address that is sent around: that takes a
   * person's act, which is a POST.
   */
  private Answer look(Ask ask) {
    boolean browser = ask.header("Accept").orElse("").contains("text/html");
    if (browser || ask.request().method().name().equals("HEAD")) {
      return page.apply(links.known(ask.path("token")) ? 200 : 404);
    }
    var inside = inside(ask);
    return inside
        .map(LinksApi::inside)
        .orElseGet(() -> open(ask, new Links.Key(Optional.empty(), false)));
  }

  private static Answer inside(Link link) {
    return Answer.ok(OpenedJson.of(link, Link.Missing.NOTHING)).with("Cache-Control", "no-store");
  }

  /** Whoever came through this link already does not use it once more. */
  private Optional<Link> inside(Ask ask) {
    Optional<LinkId> through =
        switch (ask.caller()) {
          case Caller.Guest(var link) -> Optional.of(link);
          case Caller.Person person -> person.link();
          case Caller.Anonymous ignored -> Optional.empty();
        };
    return through.filter(id -> links.isToken(id, ask.path("token"))).map(links::get);
  }

  record Password(@Nullable String password) {
    @Override
    public String toString() {
      return "Password[]";
    }
  }

  private Answer unlock(Ask ask) {
    var password = Optional.ofNullable(ask.json(Password.class).password());
    var inside = inside(ask);
    if (inside.isPresent()) {
      return inside(inside.get());
    }
    return open(ask, new Links.Key(password, true));
  }

  private Answer open(Ask ask, Links.Key key) {
    var opened = links.open(ask.path("token"), key, identity.client(ask.request()), ask.agent());
    var answer = Answer.ok(OpenedJson.of(opened)).with("Cache-Control", "no-store");
    long seconds = Duration.between(clock.instant(), opened.until()).plusMillis(999).toSeconds();
    return opened
        .session()
        .map(token -> answer.with("Set-Cookie", identity.setGuestCookie(token, seconds)))
        .orElse(answer);
  }
}
