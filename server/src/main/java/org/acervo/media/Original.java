package org.acervo.media;

import java.io.IOException;
import java.io.InputStream;
import org.acervo.kernel.MediaType;

/** The bytes to be looked at and the type that was recognised in them. */
public record Original(MediaType type, Content content) {

  /** Opens the bytes from the beginning; may be asked more than once. */
  @FunctionalInterface
  public interface Content {
    InputStream open() throws IOException;
  }
}
