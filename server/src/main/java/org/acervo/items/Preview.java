package org.acervo.items;

/** How far the previews of an item are. */
public sealed interface Preview {

  /** They are being made. */
  record Pending() implements Preview {}

  /**
   * They are there.
   *
   * @param thumbhash placeholder of about 25 bytes (ThumbHash), base64
   * @param color average colour, {@code #rrggbb}
   */
  record Ready(String thumbhash, String color) implements Preview {}

  /** The file cannot be drawn, though its type can; it is kept all the same. */
  record Failed(String reason) implements Preview {}

  /** Nothing here can draw its type; it is kept all the same. */
  record None(String reason) implements Preview {}
}
