package org.acervo.media;

import java.nio.file.Path;
import java.util.List;
import org.acervo.kernel.MediaType;

/** What a worker can be asked. */
public sealed interface Request {
  /** PDF pages drawn and read at the first inspection. */
  int EAGER_PAGES = 20;

  /** The file, inside the worker's private folder. */
  Path file();

  /**
   * Everything about a file. Of a PDF: page 1 in all sizes, the rest of the first {@link
   * #EAGER_PAGES} in the smallest, and their text.
   */
  record Inspect(MediaType type, Path file, List<Integer> sizes, int softMillis)
      implements Request {}

  /** Some pages of a PDF; {@code last} may lie beyond the end. */
  record Pages(Path file, int first, int last, List<Integer> sizes, boolean text, int softMillis)
      implements Request {}
}
