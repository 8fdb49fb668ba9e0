package org.acervo.web;

import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import org.acervo.kernel.Failed;

/**
 * Keeps other sites from changing anything through a person's browser. A browser says where a
 * request comes from (Fetch Metadata, and Origin of RFC 6454); then it must be our own pages. A
 * request that says nothing does not come from a browser and carries no cookie by accident.
 */
final class SameOrigin {
  private SameOrigin() {}

  static void check(HttpServerRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    String origin = request.getHeader("Origin");
    boolean foreignSite = site != null && !site.equals("same-origin") && !site.equals("none");
    boolean foreignOrigin = origin != null && !sameHost(origin, request);
    if (foreignSite || foreignOrigin) {
      throw Failed.denied("This change was asked for by a page of another site.");
    }
  }

  private static boolean sameHost(String origin, HttpServerRequest request) {
    try {
      String authority = URI.create(origin).getRawAuthority();
      var own = request.authority();
      return authority != null && own != null && authority.equalsIgnoreCase(own.toString());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
