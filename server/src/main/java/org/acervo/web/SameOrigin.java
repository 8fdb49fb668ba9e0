package org.acervo.web;

import io.vertx.core.http.HttpServerRequest;
import org.acervo.kernel.Failed;

/**
 * Keeps other sites from changing anything through a person's browser. A browser says where a
 * request comes from (Fetch Metadata, and Origin of RFC 6454); then it must be our own pages. A
 * request that says nothing does not come from a browser and carries no cookie by accident.
 */
final class SameOrigin {
  private SameOrigin() {}

  static void check(HttpServerRequest request, PublicAddress own) {
    String site = request.getHeader("Sec-Fetch-Site");
    String origin = request.getHeader("Origin");
    boolean foreignSite = site != null && !site.equals("same-origin") && !site.equals("none");
    boolean foreignOrigin = origin != null && !own.isOwn(origin, request);
    if (foreignSite || foreignOrigin) {
      throw Failed.denied(
          "This change was asked for by a page of another site. If "
              + "it was Acervo's own, an administrator sets ACERVO_PUBLIC_URL to its address.");
    }
  }
}
