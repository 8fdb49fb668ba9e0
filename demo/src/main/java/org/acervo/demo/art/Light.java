package org.acervo.demo.art;

import java.util.Arrays;

/** What makes a flat drawing look photographed or printed: glow, grain, vignette and paper. */
final class Light {
  private static final int TILE = 512;
  private static final int RUN = 16;
  private static final byte[] GRAIN = grainTile();

  private Light() {}

  private static byte[] grainTile() {
    var dice = new Dice(7);
    var tile = new byte[TILE * TILE];
    for (var i = 0; i < tile.length; i++) {
      var bits = dice.bits();
      // Four bytes summed: close enough to a normal distribution, and quick.
      var sum = (bits & 255) + ((bits >> 8) & 255) + ((bits >> 16) & 255) + ((bits >> 24) & 255);
      tile[i] = (byte) ((sum - 510) / 4);
    }
    return tile;
  }

  /**
   * Adds light around a point, fading with the square of the distance; strength 0..1. Like the
   * other loops over all pixels here it has no branch and no table inside, so that the compiler
   * works on many pixels at once.
   */
  static void glow(Canvas c, double cx, double cy, double radius, int rgb, double strength) {
    var full = (float) (strength * 256);
    var r = (rgb >> 16) & 255;
    var g = (rgb >> 8) & 255;
    var b = rgb & 255;
    var scale = (float) (1 / (radius * radius));
    var px = c.px;
    for (var y = (int) Math.max(0, cy - radius); y < Math.min(c.h, cy + radius); y++) {
      var dy = (float) (y - cy);
      var down = dy * dy;
      var half = Math.sqrt(Math.max(0, radius * radius - dy * dy));
      var left = (int) Math.max(0, cx - half);
      var right = (int) Math.min(c.w, cx + half);
      var row = y * c.w;
      var from = (float) cx;
      for (var x = left; x < right; x++) {
        var dx = x - from;
        var t = Math.max(0, 1 - (dx * dx + down) * scale);
        var a = (int) (t * t * t * t * full);
        // "Screen" blending: light added to light never burns out.
        var p = px[row + x];
        px[row + x] =
            (screen((p >> 16) & 255, r * a) << 16)
                | (screen((p >> 8) & 255, g * a) << 8)
                | screen(p & 255, b * a);
      }
    }
  }

  private static int screen(int below, int above) {
    return below + ((above * (255 - below)) >> 16);
  }

  /**
   * Film grain of about {@code grain} levels and corners darkened by {@code vignette} 0..1. Every
   * picture goes through here, so grain and vignette, which changes slowly and is worked out once
   * for sixteen pixels, are laid out as rows first.
   */
  static void finish(Canvas c, Dice dice, double grain, double vignette) {
    var ox = dice.whole(0, TILE - 1);
    var oy = dice.whole(0, TILE - 1);
    var strength = (int) (grain * 256 / 46);
    var reach = 4.0 / ((double) c.w * c.w + (double) c.h * c.h);
    var grains = new int[c.w];
    var light = new int[c.w];
    for (var y = 0; y < c.h; y++) {
      var row = ((y + oy) & (TILE - 1)) * TILE;
      for (var x = 0; x < c.w; x++) {
        grains[x] = (GRAIN[row + ((x + ox) & (TILE - 1))] * strength) >> 8;
      }
      var down = (y - c.h / 2.0) * (y - c.h / 2.0);
      for (var left = 0; left < c.w; left += RUN) {
        var across = left + RUN / 2.0 - c.w / 2.0;
        var d = (across * across + down) * reach;
        Arrays.fill(light, left, Math.min(left + RUN, c.w), 256 - (int) (256 * vignette * d * d));
      }
      develop(c.px, y * c.w, grains, light);
    }
  }

  private static void develop(int[] px, int row, int[] grains, int[] light) {
    for (var x = 0; x < light.length; x++) {
      var p = px[row + x];
      var f = light[x];
      var n = grains[x];
      px[row + x] =
          (clip(((((p >> 16) & 255) * f) >> 8) + n) << 16)
              | (clip(((((p >> 8) & 255) * f) >> 8) + n) << 8)
              | clip((((p & 255) * f) >> 8) + n);
    }
  }

  private static int clip(int level) {
    return Math.min(255, Math.max(0, level));
  }

  /** The uneven tooth and stains of old paper, multiplied into everything drawn so far. */
  static void paper(Canvas c, Dice dice, double strength) {
    var noise = new Noise(dice);
    var stain =
        new Field(
            c, 8, (x, y) -> noise.fbm(x * 2.2, y * 2.2, 4) * 0.6 + noise.at(x * 60, y * 14) * 0.25);
    var line = new float[c.w];
    for (var y = 0; y < c.h; y++) {
      stain.row(y, line);
      age(c.px, y * c.w, line, (float) strength);
    }
    finish(c, dice, 5, 0.12);
  }

  /** Red keeps more of its light than green and blue: old paper is warm. */
  private static void age(int[] px, int row, float[] stain, float strength) {
    for (var x = 0; x < stain.length; x++) {
      var f = (int) (256 * (1 - strength * (0.5f + stain[x])));
      var p = px[row + x];
      px[row + x] =
          (clip((((p >> 16) & 255) * (f + 256)) >> 9) << 16)
              | (clip((((p >> 8) & 255) * f) >> 8) << 8)
              | clip(((p & 255) * f) >> 8);
    }
  }
}
