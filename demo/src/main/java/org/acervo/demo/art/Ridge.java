package org.acervo.demo.art;

/** One range of hills: a skyline per column, filled down to the foot of the sheet into haze. */
final class Ridge {
  final double[] top;

  /** Skyline heights in pixels for every column. */
  interface Line {
    double at(double x);
  }

  Ridge(Canvas c, Line line) {
    top = new double[c.w];
    for (var x = 0; x < c.w; x++) {
      top[x] = line.at(x / c.side);
    }
  }

  /**
   * Fills from the skyline down to the skyline of the next range: crest colour at the top, mist at
   * {@code depth} pixels below it; relief (-1..1) lights and shades the slope.
   */
  void fill(
      Canvas c, Ridge next, int crest, int mist, double depth, Field relief, double contrast) {
    var ramp = new int[256];
    for (var i = 0; i < 256; i++) {
      var t = i / 255.0;
      ramp[i] = Tone.blend(crest, mist, t * t * (3 - 2 * t));
    }
    var perPixel = 255 / depth;
    for (var y = Math.max(0, (int) highest() - 1); y < c.h; y++) {
      for (var x = 0; x < c.w; x++) {
        var below = y - top[x];
        if (below > -1 && y < next.top[x] + 1) {
          var t = Math.clamp((int) (below * perPixel), 0, 255);
          var lit = 256 + (int) (contrast * relief.at(x, y) * (256 - t / 2));
          var rgb = Tone.scale256(ramp[t], lit);
          var i = y * c.w + x;
          c.px[i] = below < 0 ? Tone.blend(c.px[i], rgb, 1 + below) : rgb;
        }
      }
    }
  }

  private double highest() {
    var min = Double.MAX_VALUE;
    for (var y : top) {
      min = Math.min(min, y);
    }
    return min;
  }
}
