package org.acervo.web.api;

import org.acervo.gallery.Ref;

/** A collection by name. */
record RefJson(String id, String title) {
  static RefJson of(Ref ref) {
    return new RefJson(ref.id().value(), ref.title());
  }
}
