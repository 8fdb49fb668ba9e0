package org.acervo.web;

import org.jspecify.annotations.Nullable;

/**
 * A target that names its host (RFC 9112, section 3.2.2), as clients send it to a proxy: {@code GET
 * http://library.example/c/1 HTTP/1.1}. Every server has to take it, and to believe it rather than
 * the {@code Host} line.
 *
 * @param authority what takes the place of {@code Host}
 * @param target path and query, as other requests have them
 */
record AbsoluteForm(String authority, String target) {

  /** Nothing when it is of another form. */
  static @Nullable AbsoluteForm of(String target) {
    int start = target.startsWith("/") ? -1 : authority(target);
    if (start < 0) {
      return null;
    }
    int end = start;
    while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
      end++;
    }
    String rest = target.substring(end);
    return new AbsoluteForm(target.substring(start, end), rest.startsWith("/") ? rest : '/' + rest);
  }

  /** TLS may end in front of us, so either scheme may come. */
  private static int authority(String target) {
    for (String scheme : new String[] {"http://", "https://"}) {
      if (target.regionMatches(true, 0, scheme, 0, scheme.length())) {
        return scheme.length();
      }
    }
    return -1;
  }
}
