package org.acervo.media.worker;

/**
 * The eight orientations of EXIF tag 0x0112: how the stored rows and columns must be turned to
 * stand upright.
 */
record Orientation(int value) {
  static final Orientation UPRIGHT = new Orientation(1);

  /** Values a camera cannot mean count as upright. */
  static Orientation of(int value) {
    return value >= 1 && value <= 8 ? new Orientation(value) : UPRIGHT;
  }

  boolean swapsSides() {
    return value >= 5;
  }

  Canvas apply(Canvas stored) {
    if (value == 1) {
      return stored;
    }
    int w = stored.width();
    int h = stored.height();
    int channels = stored.channels();
    int width = swapsSides() ? h : w;
    int height = swapsSides() ? w : h;
    float[] from = stored.light();
    float[] to = new float[from.length];
    int o = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int sx =
            switch (value) {
              case 2, 3 -> w - 1 - x;
              case 5, 6 -> y;
              case 7, 8 -> w - 1 - y;
              default -> x;
            };
        int sy =
            switch (value) {
              case 3, 4 -> h - 1 - y;
              case 5, 8 -> x;
              case 6, 7 -> h - 1 - x;
              default -> y;
            };
        System.arraycopy(from, (sy * w + sx) * channels, to, o, channels);
        o += channels;
      }
    }
    return new Canvas(width, height, channels, to);
  }
}
