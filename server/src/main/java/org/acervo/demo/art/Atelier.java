package org.acervo.demo.art;

import java.awt.image.BufferedImage;

/** Draws pictures to order; safe for any number of threads, each holding one sheet in memory. */
public final class Atelier {
  private Atelier() {}

  /** The bytes of a picture file; the same order always gives the same bytes. */
  public static byte[] draw(Kind kind, long seed, int width, int height, Format format) {
    return format.encode(image(kind, seed, width, height));
  }

  /** The picture itself, opaque RGB or, for kinds on a transparent ground, ARGB. */
  public static BufferedImage image(Kind kind, long seed, int width, int height) {
    try (var canvas = new Canvas(width, height)) {
      kind.picture().paint(canvas, new Dice(seed * 1009 + kind.ordinal()));
      return canvas.image;
    }
  }
}
