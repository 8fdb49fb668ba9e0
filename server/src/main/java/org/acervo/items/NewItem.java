package org.acervo.items;

import java.util.Optional;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Kind;
import org.acervo.kernel.Sha256;
import org.acervo.kernel.UserId;
import org.jspecify.annotations.Nullable;

/**
 * An item that is about to exist.
 *
 * @param key names one upload, however often it is sent: whose it is and what is in it are part of
 *     it
 * @param preview pending where something can draw it
 */
public record NewItem(
    CollectionId home,
    Kind kind,
    String type,
    String name,
    ItemEdit words,
    long size,
    Sha256 sha256,
    UserId by,
    Optional<String> key,
    Preview preview,
    @Nullable Taken taken,
    Optional<Size> dimensions) {

  /** Width and height in pixels as the file's header claims them, upright. */
  public record Size(int width, int height) {}
}
