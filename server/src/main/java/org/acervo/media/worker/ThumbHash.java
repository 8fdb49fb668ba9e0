package org.acervo.media.worker;

/**
 * ThumbHash: a picture in about 25 bytes, as described at evanw.github.io/thumbhash. Luminance,
 * yellow-blue, red-green and, if needed, alpha are each written as the low frequencies of a cosine
 * transform: their mean, a scale and 4-bit coefficients.
 */
final class ThumbHash {
  /** The description allows pictures of at most this side. */
  static final int SIDE = 100;

  private ThumbHash() {}

  static byte[] of(Canvas picture) {
    Canvas small = picture.shrink(SIDE);
    int[] argb = new int[small.width() * small.height()];
    small.translucentImage().getRGB(0, 0, small.width(), small.height(), argb, 0, small.width());
    return of(small.width(), small.height(), argb);
  }

  static byte[] of(int w, int h, int[] argb) {
    double red = 0;
    double green = 0;
    double blue = 0;
    double opacity = 0;
    for (int p : argb) {
      double alpha = (p >>> 24) / 255.0;
      red += alpha / 255 * (p >> 16 & 0xFF);
      green += alpha / 255 * (p >> 8 & 0xFF);
      blue += alpha / 255 * (p & 0xFF);
      opacity += alpha;
    }
    if (opacity > 0) {
      red /= opacity;
      green /= opacity;
      blue /= opacity;
    }
    double[] luminance = new double[argb.length];
    double[] yellowBlue = new double[argb.length];
    double[] redGreen = new double[argb.length];
    double[] alphas = new double[argb.length];
    for (int i = 0; i < argb.length; i++) {
      double alpha = (argb[i] >>> 24) / 255.0;
      double r = red * (1 - alpha) + alpha / 255 * (argb[i] >> 16 & 0xFF);
      double g = green * (1 - alpha) + alpha / 255 * (argb[i] >> 8 & 0xFF);
      double b = blue * (1 - alpha) + alpha / 255 * (argb[i] & 0xFF);
      luminance[i] = (r + g + b) / 3;
      yellowBlue[i] = (r + g) / 2 - b;
      redGreen[i] = r - g;
      alphas[i] = alpha;
    }
    boolean translucent = opacity < w * h;
    int most = translucent ? 5 : 7;
    int lx = Math.max(1, (int) Math.round((double) most * w / Math.max(w, h)));
    int ly = Math.max(1, (int) Math.round((double) most * h / Math.max(w, h)));
    Channel l = Channel.of(luminance, w, h, Math.max(3, lx), Math.max(3, ly));
    Channel p = Channel.of(yellowBlue, w, h, 3, 3);
    Channel q = Channel.of(redGreen, w, h, 3, 3);
    boolean landscape = w > h;
    int first =
        round(63 * l.mean)
            | round(31.5 + 31.5 * p.mean) << 6
            | round(31.5 + 31.5 * q.mean) << 12
            | round(31 * l.scale) << 18
            | (translucent ? 1 : 0) << 23;
    int second =
        (landscape ? ly : lx)
            | round(63 * p.scale) << 3
            | round(63 * q.scale) << 9
            | (landscape ? 1 : 0) << 15;
    Channel a = translucent ? Channel.of(alphas, w, h, 5, 5) : null;
    int start = a == null ? 5 : 6;
    int waves = l.waves.length + p.waves.length + q.waves.length + (a == null ? 0 : a.waves.length);
    byte[] hash = new byte[start + (waves + 1) / 2];
    hash[0] = (byte) first;
    hash[1] = (byte) (first >> 8);
    hash[2] = (byte) (first >> 16);
    hash[3] = (byte) second;
    hash[4] = (byte) (second >> 8);
    int nibble = start * 2;
    nibble = l.pack(hash, nibble);
    nibble = p.pack(hash, nibble);
    nibble = q.pack(hash, nibble);
    if (a != null) {
      hash[5] = (byte) (round(15 * a.mean) | round(15 * a.scale) << 4);
      a.pack(hash, nibble);
    }
    return hash;
  }

  private static int round(double value) {
    return (int) Math.round(value);
  }

  /** The low frequencies of one channel: those of a triangle of nx by ny. */
  @SuppressWarnings("ArrayRecordComponent") // a value inside one computation
  private record Channel(double mean, double scale, double[] waves) {

    static Channel of(double[] values, int w, int h, int nx, int ny) {
      double mean = 0;
      double scale = 0;
      double[] waves = new double[nx * ny];
      int count = 0;
      double[] fx = new double[w];
      for (int cy = 0; cy < ny; cy++) {
        for (int cx = 0; cx * ny < nx * (ny - cy); cx++) {
          for (int x = 0; x < w; x++) {
            fx[x] = Math.cos(Math.PI / w * cx * (x + 0.5));
          }
          double f = 0;
          for (int y = 0; y < h; y++) {
            double fy = Math.cos(Math.PI / h * cy * (y + 0.5));
            for (int x = 0; x < w; x++) {
              f += values[x + y * w] * fx[x] * fy;
            }
          }
          f /= w * h;
          if (cx > 0 || cy > 0) {
            waves[count++] = f;
            scale = Math.max(scale, Math.abs(f));
          } else {
            mean = f;
          }
        }
      }
      double[] used = java.util.Arrays.copyOf(waves, count);
      if (scale > 0) {
        for (int i = 0; i < count; i++) {
          used[i] = 0.5 + 0.5 / scale * used[i];
        }
      }
      return new Channel(mean, scale, used);
    }

    int pack(byte[] hash, int from) {
      int nibble = from;
      for (double wave : waves) {
        hash[nibble / 2] |= (byte) (round(15 * wave) << (nibble % 2 * 4));
        nibble++;
      }
      return nibble;
    }
  }
}
