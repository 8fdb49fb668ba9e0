package org.acervo.demo.art;

/** What makes a flat drawing look photographed or printed: glow, grain, vignette and paper. */
final class Light {
  private static final int TILE = 512;
  private static final int LEVELS = 1024;
  private static final int RUN = 16;

  /** Grain never moves a channel further than this, so a table can clip. */
  private static final int SLACK = 64;

  private static final int[] CLIP = clipTable();
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

  private static int[] clipTable() {
    var table = new int[256 + 2 * SLACK];
    for (var i = 0; i < table.length; i++) {
      table[i] = Math.clamp(i - SLACK, 0, 255);
    }
    return table;
  }

  /** Adds light around a point, fading with the square of the distance; strength 0..1. */
  static void glow(Canvas c, double cx, double cy, double radius, int rgb, double strength) {
    var fall = new int[LEVELS + 1];
    for (var i = 0; i < LEVELS; i++) {
      fall[i] = (int) (Math.pow(1 - i / (double) LEVELS, 4) * strength * 256);
    }
    var r = (rgb >> 16) & 255;
    var g = (rgb >> 8) & 255;
    var b = rgb & 255;
    var scale = (float) (LEVELS / (radius * radius));
    var px = c.px;
    for (var y = (int) Math.max(0, cy - radius); y < Math.min(c.h, cy + radius); y++) {
      var dy = (float) (y - cy);
      var half = Math.sqrt(Math.max(0, radius * radius - dy * dy));
      var left = (int) Math.max(0, cx - half);
      var right = (int) Math.min(c.w, cx + half);
      for (var x = left; x < right; x++) {
        var dx = (float) (x - cx);
        var a = fall[Math.min(LEVELS, (int) ((dx * dx + dy * dy) * scale))];
        if (a > 0) {
          // "Screen" blending: light added to light never burns out.
          var i = y * c.w + x;
          var p = px[i];
          px[i] =
              (screen((p >> 16) & 255, r * a) << 16)
                  | (screen((p >> 8) & 255, g * a) << 8)
                  | screen(p & 255, b * a);
        }
      }
    }
  }

  private static int screen(int below, int above) {
    return below + ((above * (255 - below)) >> 16);
  }

  /**
   * Film grain of about {@code grain} levels and corners darkened by {@code vignette} 0..1. Every
   * picture goes through here, so red and blue are multiplied as one number and the vignette, which
   * changes slowly, is worked out once for sixteen pixels.
   */
  static void finish(Canvas c, Dice dice, double grain, double vignette) {
    var ox = dice.whole(0, TILE - 1);
    var oy = dice.whole(0, TILE - 1);
    var strength = (int) (grain * 256 / 46);
    var px = c.px;
    var clip = CLIP;
    var grains = GRAIN;
    var reach = 4.0 / ((double) c.w * c.w + (double) c.h * c.h);
    for (var y = 0; y < c.h; y++) {
      var row = ((y + oy) & (TILE - 1)) * TILE;
      var down = (y - c.h / 2.0) * (y - c.h / 2.0);
      for (var left = 0; left < c.w; left += RUN) {
        var across = left + RUN / 2.0 - c.w / 2.0;
        var d = (across * across + down) * reach;
        var f = 256 - (int) (256 * vignette * d * d);
        for (var x = left; x < Math.min(left + RUN, c.w); x++) {
          var n = ((grains[row + ((x + ox) & (TILE - 1))] * strength) >> 8) + SLACK;
          var i = y * c.w + x;
          var p = px[i];
          var rb = (p & 0xff00ff) * f;
          px[i] =
              (clip[(rb >>> 24) + n] << 16)
                  | (clip[((((p >> 8) & 255) * f) >> 8) + n] << 8)
                  | clip[((rb >> 8) & 255) + n];
        }
      }
    }
  }

  /** The uneven tooth and stains of old paper, multiplied into everything drawn so far. */
  static void paper(Canvas c, Dice dice, double strength) {
    var noise = new Noise(dice);
    var stain =
        new Field(
            c, 8, (x, y) -> noise.fbm(x * 2.2, y * 2.2, 4) * 0.6 + noise.at(x * 60, y * 14) * 0.25);
    for (var y = 0; y < c.h; y++) {
      for (var x = 0; x < c.w; x++) {
        var i = y * c.w + x;
        var f = (int) (256 * (1 - strength * (0.5 + stain.at(x, y))));
        var p = c.px[i];
        c.px[i] =
            Tone.pack(
                (((p >> 16) & 255) * (f + 256)) >> 9,
                (((p >> 8) & 255) * f) >> 8,
                ((p & 255) * f) >> 8);
      }
    }
    finish(c, dice, 5, 0.12);
  }
}
