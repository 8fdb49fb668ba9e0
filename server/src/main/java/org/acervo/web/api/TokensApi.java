package org.acervo.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.acervo.access.Token;
import org.acervo.access.Tokens;
import org.acervo.kernel.Page;
import org.acervo.web.Again;
import org.acervo.web.Answer;
import org.acervo.web.Ask;
import org.acervo.web.Endpoint;
import org.acervo.web.Guard;
import org.jspecify.annotations.Nullable;

/** The caller's API tokens. */
final class TokensApi {
  private static final String ALL = "/api/v1/tokens";

  private final Tokens tokens;

  TokensApi(Tokens tokens) {
    this.tokens = tokens;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(ALL, Guard.SIGNED_IN, this::list),
        Endpoint.post(ALL, Guard.SIGNED_IN, this::make).when(Again.TOLD),
        Endpoint.delete(ALL + "/{id}", Guard.SIGNED_IN, this::end));
  }

  /** A token as its owner sees it; the secret is there once, when it is made. */
  record TokenJson(
      String id,
      String name,
      List<String> scopes,
      Instant created,
      @Nullable Instant until,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String token) {

    static TokenJson of(Token token, @Nullable String secret) {
      return new TokenJson(
          token.id(),
          token.name(),
          token.scopes().names(),
          token.created(),
          token.until().orElse(null),
          secret);
    }
  }

  private Answer list(Ask ask) {
    var own = Page.whole(tokens.list(ask.person()));
    return Answer.ok(ListJson.of(own, token -> TokenJson.of(token, null)));
  }

  record New(@Nullable String name, @Nullable List<String> scopes, @Nullable Instant until) {}

  private Answer make(Ask ask) {
    var wanted = ask.json(New.class);
    var made =
        tokens.make(
            ask.person(),
            Needed.of(wanted.name(), "name"),
            Needed.all(wanted.scopes(), "scopes"),
            Optional.ofNullable(wanted.until()));
    return Answer.created(TokenJson.of(made.token(), made.secret()))
        .with("Location", ALL + "/" + made.token().id());
  }

  private Answer end(Ask ask) {
    tokens.end(ask.person(), ask.path("id"));
    return Answer.noContent();
  }
}
