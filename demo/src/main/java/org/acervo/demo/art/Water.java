package org.acervo.demo.art;

/** Still and moving water: everything above the shore comes back in it, broken by ripples. */
final class Water {
  private Water() {}

  /** Replaces all below the shore row with the rippled mirror image of what is above it. */
  static void mirror(Canvas c, Dice dice, int shore, Sky sky) {
    var noise = new Noise(dice);
    var deep = Tone.mix(sky.near(), sky.middle(), 0.45);
    var span = c.h - shore;
    var ripple = new Field(c, 2, (x, y) -> noise.fbm(x * 5, y * 70, 2));
    for (var y = shore; y < c.h; y++) {
      var t = (y - shore) / (double) span;
      for (var x = 0; x < c.w; x++) {
        var push = ripple.at(x, y) * (2 + 34 * t) * c.u;
        var from = Math.clamp((int) (shore - 1 - (y - shore) * 0.96 + push), 0, shore - 1);
        var side = Math.clamp((int) (x + push * 0.35), 0, c.w - 1);
        c.px[y * c.w + x] = Tone.blend(c.px[from * c.w + side], deep, 0.12 + 0.4 * t);
      }
    }
    var bank = c.px;
    for (var y = shore - (int) (2 * c.u); y < shore + 2 * c.u; y++) {
      for (var x = 0; x < c.w; x++) {
        bank[y * c.w + x] = Tone.blend(bank[y * c.w + x], sky.haze(), 0.22);
      }
    }
  }
}
