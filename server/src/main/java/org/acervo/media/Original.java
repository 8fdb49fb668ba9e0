package org.acervo.media;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.acervo.kernel.MediaType;
import org.acervo.kernel.Sha256;

/**
 * The bytes to be looked at and the type that was recognised in them.
 *
 * @param name of the bytes; a worker that has them already is not given them again
 */
public record Original(MediaType type, Optional<Sha256> name, Content content) {

  /** Bytes that are copied for each request. */
  public Original(MediaType type, Content content) {
    this(type, Optional.empty(), content);
  }

  /** Opens the bytes from the beginning; may be asked more than once. */
  @FunctionalInterface
  public interface Content {
    InputStream open() throws IOException;
  }
}
