package org.acervo.bench;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An item whose title is a number that grows with each edit, so that an answer tells how old it is.
 * One thread edits it, everybody may look.
 */
final class Watched {
  private static final String PREFIX = "Version ";

  private final String item;
  private final String home;
  private volatile int answered;
  private int begun;

  Watched(String item, String home) {
    this.item = item;
    this.home = home;
  }

  String item() {
    return item;
  }

  String home() {
    return home;
  }

  /** The title of the next edit. */
  String next() {
    return PREFIX + ++begun;
  }

  /** The edit begun last has answered: from now on nobody may see an older one. */
  void saved() {
    answered = begun;
  }

  /** The oldest version that a question asked now may be answered with. */
  int oldest() {
    return answered;
  }

  /** The version that an item in an answer has, 0 before the first edit. */
  static int version(JsonNode item) {
    String title = item.path("title").asText();
    return title.startsWith(PREFIX) ? Integer.parseInt(title.substring(PREFIX.length())) : 0;
  }
}
