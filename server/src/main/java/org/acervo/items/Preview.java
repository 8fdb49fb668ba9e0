package org.acervo.items;

import java.util.Optional;

/** How far the previews of an item are. */
public sealed interface Preview {

  /**
   * They are being made.
   *
   * @param delay why the last try came to nothing, though the file is not at fault
   */
  record Pending(Optional<Reason> delay) implements Preview {
    public Pending() {
      this(Optional.empty());
    }
  }

  /**
   * They are there and complete.
   *
   * @param thumbhash placeholder of about 25 bytes (ThumbHash), base64
   * @param color average colour, {@code #rrggbb}
   */
  record Ready(String thumbhash, String color) implements Preview {}

  /**
   * They are there, and something is missing in them.
   *
   * @param missing what, and how much where that is known
   */
  record Partial(String thumbhash, String color, Reason missing) implements Preview {}

  /**
   * The file could not be drawn, though its type can; it is kept all the same. It may still be
   * tried again, by itself or because a person says so.
   */
  record Failed(Reason reason) implements Preview {}

  /** Nothing here can draw its type; it is kept all the same. */
  record None(Reason reason) implements Preview {}

  /** Whether there is something to see. */
  default boolean drawn() {
    return this instanceof Ready || this instanceof Partial;
  }
}
