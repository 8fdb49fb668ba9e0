package org.acervo.web.api;

import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.acervo.access.AccessRoom;
import org.acervo.web.Endpoint;
import org.acervo.web.Identity;

/** Everything about who people are and what they may do. */
public final class AccessApi {
  private final AccessRoom access;
  private final Identity identity;
  private final InstantSource clock;

  public AccessApi(AccessRoom access, Identity identity, InstantSource clock) {
    this.access = access;
    this.identity = identity;
    this.clock = clock;
  }

  public List<Endpoint> endpoints() {
    return Stream.of(
            new SessionApi(access, identity, clock).endpoints(),
            new TokensApi(access.tokens()).endpoints(),
            new UsersApi(access.people(), access.gate()).endpoints(),
            new GroupsApi(access.groups()).endpoints(),
            new GrantsApi(access.grants()).endpoints())
        .flatMap(List::stream)
        .toList();
  }
}
