package org.acervo.demo.art;

/** Towers at nightfall, window by window, doubled in the bay. */
record City() implements Picture {
  @Override
  public void paint(Canvas c, Dice dice) {
    var sky = dice.chance(0.75) ? dice.pick(Sky.DUSK) : dice.pick(Sky.GOLD);
    var shore = (int) (c.h * dice.between(0.64, 0.76));
    sky.paint(c, dice, shore, dice.between(0.1, 0.5));
    hills(c, dice, shore, sky);
    var layers = 4;
    for (var i = 0; i < layers; i++) {
      var near = (i + 1.0) / layers;
      var wall = Tone.mix(Tone.mix(sky.haze(), sky.low(), 0.25), sky.near(), 0.22 + 0.78 * near);
      row(c, dice, shore, near, wall, sky);
      if (i < layers - 1) {
        Light.glow(c, c.w * 0.5, shore, c.w * 0.6, sky.low(), 0.14);
      }
    }
    Water.mirror(c, dice, shore, sky);
    Light.finish(c, dice, 6, 0.25);
  }

  private static void hills(Canvas c, Dice dice, int shore, Sky sky) {
    var noise = new Noise(dice);
    var flat = new Field(c, 16, (x, y) -> 0);
    var foot = new Ridge(c, x -> shore);
    var hill =
        new Ridge(c, x -> shore - c.side * (0.06 + 0.3 * Math.pow(noise.ridged(x * 0.7, 1, 3), 2)));
    var rgb = Tone.mix(sky.haze(), sky.near(), 0.2);
    hill.fill(c, foot, rgb, Tone.mix(rgb, sky.low(), 0.6), c.side * 0.4, flat, 0);
  }

  private static void row(Canvas c, Dice dice, int shore, double near, int wall, Sky sky) {
    var centre = c.w * dice.between(0.3, 0.7);
    var x = -c.side * 0.02;
    while (x < c.w) {
      var width = c.side * dice.between(0.025, 0.075) * (0.7 + 0.5 * near);
      var fall = Math.exp(-Math.pow((x - centre) / (c.w * 0.3), 2));
      var tall =
          c.side
              * (0.05 + dice.real() * dice.real() * 0.4 * (0.25 + 0.75 * fall))
              * (1.15 - 0.45 * near);
      tower(
          c,
          dice,
          x,
          shore - tall,
          width,
          tall,
          Tone.scale(wall, dice.between(0.88, 1.12)),
          near,
          sky);
      x += width * dice.between(0.75, 1.25);
    }
  }

  private static void tower(
      Canvas c, Dice dice, double x, double y, double w, double h, int wall, double near, Sky sky) {
    c.fill(Canvas.box(x, y, w, h + 2), wall);
    c.fill(Canvas.box(x + w * 0.72, y, w * 0.28, h + 2), Tone.scale(wall, 0.8));
    if (dice.chance(0.3)) {
      c.fill(Canvas.box(x + w * 0.25, y - h * 0.07, w * 0.5, h * 0.08), wall);
      c.stroke(Canvas.poly(x + w / 2, y - h * 0.07, x + w / 2, y - h * 0.2), wall, c.u * 1.4);
    }
    if (near < 0.4) {
      return;
    }
    var pitchX = Math.max(4, c.u * dice.between(7, 11));
    var pitchY = pitchX * dice.between(1.1, 1.6);
    var lit = dice.between(0.12, 0.5);
    var warm = dice.pick(0xffd98a, 0xffc46b, 0xfff0c4, 0xbfe3ff);
    for (var wy = y + pitchY * 0.6; wy < y + h - pitchY; wy += pitchY) {
      for (var wx = x + pitchX * 0.5; wx < x + w - pitchX * 0.7; wx += pitchX) {
        if (dice.chance(lit)) {
          pane(
              c,
              wx,
              wy,
              pitchX * 0.5,
              pitchY * 0.5,
              Tone.mix(wall, warm, 0.35 + 0.6 * near * dice.real()));
        }
      }
    }
    if (dice.chance(0.15)) {
      Light.glow(c, x + w / 2, y, c.side * 0.02, sky.sun(), 0.8);
    }
  }

  /** Straight into the pixels: a skyline has thousands of windows. */
  private static void pane(Canvas c, double x, double y, double w, double h, int rgb) {
    for (var py = (int) y; py < (int) (y + h) && py < c.h; py++) {
      for (var px = (int) x; px < (int) (x + w); px++) {
        if (px >= 0 && px < c.w && py >= 0) {
          c.px[py * c.w + px] = rgb;
        }
      }
    }
  }
}
