package org.acervo.media.worker;

/** A decoded image that can be read row by row. */
interface Pixels {
  int width();

  int height();

  /** Whether any pixel may be less than opaque. */
  boolean alpha();

  /** One row as sRGB 0xAARRGGBB, colours not multiplied by alpha. */
  void row(int y, int[] argb);
}
