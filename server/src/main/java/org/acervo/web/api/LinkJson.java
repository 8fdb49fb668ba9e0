package org.acervo.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.acervo.access.Link;
import org.acervo.access.Target;
import org.jspecify.annotations.Nullable;

/** A link as those see it who made it; the token and the address are there once. */
record LinkJson(
    String id,
    String name,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String collection,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String item,
    String title,
    String role,
    @Nullable Instant until,
    @Nullable Long uses,
    long used,
    boolean password,
    Instant created,
    By by,
    String state,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String token,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String url) {

  record By(String id, String name) {}

  static LinkJson of(Link link) {
    return of(link, null, null);
  }

  /**
   * As it is made.
   *
   * @param token which nobody learns later
   * @param url of the page that it opens
   */
  static LinkJson of(Link link, @Nullable String token, @Nullable String url) {
    return new LinkJson(
        link.id().value(),
        link.name(),
        link.target() instanceof Target.OfCollection(var id) ? id.value() : null,
        link.target() instanceof Target.OfItem(var id, var _) ? id.value() : null,
        link.title(),
        link.role().value(),
        link.until().orElse(null),
        link.uses().orElse(null),
        link.used(),
        link.password(),
        link.created(),
        new By(link.by().value(), link.byName()),
        link.state().key(),
        token,
        url);
  }

  static String kind(Target target) {
    return switch (target) {
      case Target.OfCollection ignored -> "collection";
      case Target.OfItem ignored -> "item";
    };
  }

  static String id(Target target) {
    return switch (target) {
      case Target.OfCollection(var id) -> id.value();
      case Target.OfItem(var id, var _) -> id.value();
    };
  }
}
