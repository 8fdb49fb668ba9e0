package org.acervo.kernel;

/** The name of one stored object: 1 to 64 letters, digits, {@code -} or {@code _}. */
public sealed interface Id permits CollectionId, GroupId, ItemId, LinkId, RoleId, UserId {
  String value();

  /**
   * A text that cannot be an id names nothing, so it fails like a missing object.
   *
   * @throws Failed with {@link Failure.NotFound}
   */
  static void check(String value) {
    boolean wellFormed = !value.isEmpty() && value.length() <= 64;
    for (int i = 0; wellFormed && i < value.length(); i++) {
      char c = value.charAt(i);
      wellFormed =
          (c >= '0' && c <= '9')
              || (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || c == '-'
              || c == '_';
    }
    if (!wellFormed) {
      throw Failed.notFound();
    }
  }
}
