package org.acervo.web.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the one page asks for first, named in a {@code Link} header (RFC 8288, preload) of the page
 * itself: a browser sends these requests while it still fetches the program that makes them. A test
 * in a browser sees to it that they are the ones the program makes.
 */
final class FirstRequests {
  private static final String SESSION = "/api/v1/session?optional=true";
  private static final String COLLECTIONS = "/api/v1/collections";

  private static final int LONGEST_ID = 64;

  private FirstRequests() {}

  /**
   * The value of the header.
   *
   * @param plain whether the address has no query, so that the usual order of a collection is shown
   * @param known whether the browser sent a session, without which nothing is listed
   */
  static String of(String path, boolean plain, boolean known) {
    var addresses = new ArrayList<>(List.of(SESSION));
    boolean outside = path.equals("/setup") || path.equals("/signin") || path.startsWith("/l/");
    if (known && !outside) {
      addresses.add(COLLECTIONS + "?parent=root&limit=500");
      String id = path.startsWith("/c/") ? path.substring(3) : "";
      if (isId(id)) {
        addresses.add(COLLECTIONS + "?parent=" + id + "&limit=500");
        addresses.add(COLLECTIONS + "/" + id);
        if (plain) {
          addresses.add(COLLECTIONS + "/" + id + "/items?sort=taken&dir=desc&limit=100");
        }
      }
    }
    return addresses.stream()
        .map(address -> "<" + address + ">; rel=preload; as=fetch; crossorigin")
        .collect(Collectors.joining(", "));
  }

  /** As ids are written here; nothing else gets into a header. */
  private static boolean isId(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_ID
        && text.chars().allMatch(FirstRequests::isOfAnId);
  }

  private static boolean isOfAnId(int letter) {
    return (letter >= '0' && letter <= '9')
        || (letter >= 'a' && letter <= 'z')
        || (letter >= 'A' && letter <= 'Z')
        || letter == '_'
        || letter == '-';
  }
}
