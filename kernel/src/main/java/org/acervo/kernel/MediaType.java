package org.acervo.kernel;

import java.util.Optional;

/**
 * What a file is, decided from its first bytes alone; a file's name and the type a client claims
 * are never asked. Only types listed here are taken in.
 */
public enum MediaType {
  JPEG("image/jpeg", "jpg", true),
  PNG("image/png", "png", true),
  WEBP("image/webp", "webp", true),
  GIF("image/gif", "gif", true),
  TIFF("image/tiff", "tif", true),
  BMP("image/bmp", "bmp", true),
  AVIF("image/avif", "avif", false),
  HEIC("image/heic", "heic", false),
  JXL("image/jxl", "jxl", false),
  SVG("image/svg+xml", "svg", false),
  PDF("application/pdf", "pdf", true);

  /**
   * Enough bytes of a file's beginning for {@link #sniff}: PDF allows 1,024 bytes of junk first.
   */
  public static final int HEAD_BYTES = 4096;

  private final String mime;
  private final String extension;
  private final boolean drawable;

  MediaType(String mime, String extension, boolean drawable) {
    this.mime = mime;
    this.extension = extension;
    this.drawable = drawable;
  }

  /** The registered media type, such as {@code image/jpeg}. */
  public String mime() {
    return mime;
  }

  /** The usual file name ending, without the dot. */
  public String extension() {
    return extension;
  }

  /** Whether this program can make previews of it; the others are kept and shown as a tile. */
  public boolean drawable() {
    return drawable;
  }

  /** Image or PDF. */
  public Kind kind() {
    return this == PDF ? Kind.PDF : Kind.IMAGE;
  }

  /**
   * Recognises a file by its first bytes.
   *
   * @param head the beginning of the file, {@link #HEAD_BYTES} of it or the whole file if shorter
   * @return empty when the bytes start no type we take in
   */
  public static Optional<MediaType> sniff(byte[] head) {
    return Optional.ofNullable(Sniffer.typeOf(head));
  }
}
