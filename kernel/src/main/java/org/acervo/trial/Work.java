package org.acervo.trial;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;

/**
 * One item of the demo library before it exists.
 *
 * @param collection titles from a root collection down to the item's home
 * @param fileName unique within the library
 */
public record Work(
    List<String> collection,
    String title,
    String descr,
    List<String> tags,
    LocalDate taken,
    String fileName,
    String mediaType,
    Supplier<byte[]> drawing) {
  public Work {
    collection = List.copyOf(collection);
    tags = List.copyOf(tags);
  }

  /** Makes the file; costs about a tenth of a second and always gives the same bytes. */
  public byte[] draw() {
    return drawing.get();
  }
}
