package org.acervo.media.worker;

/**
 * Makes an image smaller in one pass over its rows, so that a large original is never held as
 * floats.
 *
 * <p>The filter is the cubic with B = C = 0 of Mitchell and Netravali's family ("Reconstruction
 * Filters in Computer Graphics", SIGGRAPH 1988), widened by the ratio: for large ratios it is a
 * weighted area average, it has no negative lobes and so draws no halos around edges, and it costs
 * two multiplications per sample and direction. Rows are weighted into the few target rows they
 * touch (a loop the compiler vectorises); only finished rows are narrowed.
 */
final class Shrink {

  private Shrink() {}

  /** Gives row {@code y} in linear light. */
  interface Source {
    void row(int y, float[] row);
  }

  static Canvas of(Pixels pixels, int size) {
    int channels = pixels.alpha() ? 4 : 3;
    int width = pixels.width();
    int[] argb = new int[width];
    int[] fitted = Canvas.fit(width, pixels.height(), size);
    return rows(
        width,
        pixels.height(),
        channels,
        fitted[0],
        fitted[1],
        (y, row) -> {
          pixels.row(y, argb);
          if (channels == 3) {
            opaque(argb, row);
          } else {
            translucent(argb, row);
          }
        });
  }

  private static void opaque(int[] argb, float[] row) {
    for (int x = 0, i = 0; x < argb.length; x++, i += 3) {
      int p = argb[x];
      row[i] = Light.of(p >> 16 & 0xFF);
      row[i + 1] = Light.of(p >> 8 & 0xFF);
      row[i + 2] = Light.of(p & 0xFF);
    }
  }

  private static void translucent(int[] argb, float[] row) {
    for (int x = 0, i = 0; x < argb.length; x++, i += 4) {
      int p = argb[x];
      float alpha = (p >>> 24) / 255f;
      row[i] = Light.of(p >> 16 & 0xFF) * alpha;
      row[i + 1] = Light.of(p >> 8 & 0xFF) * alpha;
      row[i + 2] = Light.of(p & 0xFF) * alpha;
      row[i + 3] = alpha;
    }
  }

  static Canvas rows(
      int width, int height, int channels, int toWidth, int toHeight, Source source) {
    Weights across = Weights.of(width, toWidth);
    Weights down = Weights.of(height, toHeight);
    float[] row = new float[width * channels];
    float[][] sums = new float[down.overlap()][row.length];
    float[] out = new float[Math.multiplyExact(toWidth * channels, toHeight)];
    int first = 0;
    for (int y = 0; y < height; y++) {
      source.row(y, row);
      for (int to = first; to < toHeight && down.start[to] <= y; to++) {
        float[] sum = sums[to % sums.length];
        add(sum, row, down.weights[to][y - down.start[to]]);
        if (y == down.end(to) - 1) {
          narrow(sum, across, channels, out, to * toWidth * channels);
          java.util.Arrays.fill(sum, 0);
          first = to + 1;
        }
      }
    }
    return new Canvas(toWidth, toHeight, channels, out);
  }

  private static void add(float[] sum, float[] row, float weight) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += row[i] * weight;
    }
  }

  private static void narrow(float[] row, Weights across, int channels, float[] out, int at) {
    int o = at;
    for (int x = 0; x < across.start.length; x++, o += channels) {
      float[] weights = across.weights[x];
      int i = across.start[x] * channels;
      float a = 0;
      float b = 0;
      float c = 0;
      if (channels == 3) {
        for (float weight : weights) {
          a += row[i] * weight;
          b += row[i + 1] * weight;
          c += row[i + 2] * weight;
          i += 3;
        }
      } else {
        float d = 0;
        for (float weight : weights) {
          a += row[i] * weight;
          b += row[i + 1] * weight;
          c += row[i + 2] * weight;
          d += row[i + 3] * weight;
          i += 4;
        }
        out[o + 3] = d;
      }
      out[o] = a;
      out[o + 1] = b;
      out[o + 2] = c;
    }
  }

  /** For each target sample, the first source sample it takes from and the share of each. */
  @SuppressWarnings("ArrayRecordComponent") // a table inside one computation
  private record Weights(int[] start, float[][] weights) {

    static Weights of(int from, int to) {
      int[] start = new int[to];
      float[][] weights = new float[to][];
      double ratio = (double) from / to;
      for (int i = 0; i < to; i++) {
        double center = (i + 0.5) * ratio - 0.5;
        int first = Math.max(0, (int) Math.floor(center - ratio) + 1);
        int last = Math.min(from - 1, (int) Math.ceil(center + ratio) - 1);
        start[i] = first;
        weights[i] = new float[last - first + 1];
        double sum = 0;
        for (int s = first; s <= last; s++) {
          sum += cubic((s - center) / ratio);
        }
        for (int s = first; s <= last; s++) {
          weights[i][s - first] = (float) (cubic((s - center) / ratio) / sum);
        }
      }
      return new Weights(start, weights);
    }

    int end(int i) {
      return start[i] + weights[i].length;
    }

    /** How many target samples one source sample can take part in. */
    int overlap() {
      int most = 1;
      for (int i = 0; i < start.length; i++) {
        int until = i;
        while (until < start.length && start[until] < end(i)) {
          until++;
        }
        most = Math.max(most, until - i);
      }
      return most;
    }

    private static double cubic(double distance) {
      double d = Math.abs(distance);
      return d >= 1 ? 0 : (2 * d - 3) * d * d + 1;
    }
  }
}
