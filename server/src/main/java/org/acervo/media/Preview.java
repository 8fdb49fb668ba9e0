package org.acervo.media;

import org.acervo.kernel.MediaType;

/**
 * One derived picture: sRGB, upright, without metadata.
 *
 * @param size the longest side that was asked for, in pixels; a small original stays smaller
 * @param width its real width in pixels
 * @param height its real height in pixels
 * @param type JPEG when opaque, PNG when anything shows through
 * @param bytes the encoded file; not copied, not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes pass through here once; nothing compares them
public record Preview(int size, int width, int height, MediaType type, byte[] bytes) {
  public Preview {
    if (size < 1 || width < 1 || height < 1 || Math.max(width, height) > size) {
      throw new IllegalArgumentException(
          "preview of %dx%d does not fit its size %d".formatted(width, height, size));
    }
  }
}
