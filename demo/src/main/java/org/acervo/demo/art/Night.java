package org.acervo.demo.art;

/** Stars over a dark skyline: the Milky Way, or curtains of aurora, or a moon in its halo. */
record Night(boolean aurora) implements Picture {
  @Override
  public void paint(Canvas c, Dice dice) {
    var sky = dice.pick(Sky.NIGHT);
    c.gradient(sky.ramp(), 0, (int) (c.h * 0.92));
    if (aurora) {
      curtains(c, dice);
    } else if (dice.chance(0.7)) {
      milkyWay(c, dice);
    } else {
      moon(c, dice, sky);
    }
    stars(c, dice);
    skyline(c, dice, sky);
    Light.finish(c, dice, 6, 0.25);
  }

  private static void stars(Canvas c, Dice dice) {
    var count = (int) (c.w * (c.h / 1300.0));
    for (var i = 0; i < count; i++) {
      var x = c.w * dice.real();
      var y = c.h * dice.real();
      var bright = Math.pow(dice.real(), 7);
      var tint = Tone.mix(dice.pick(0xbcd3ff, 0xffffff, 0xffe3c0), 0xffffff, 0.4);
      if (bright > 0.72) {
        Light.glow(c, x, y, c.u * (2 + 9 * bright), tint, 0.7);
        c.fill(Canvas.disc(x, y, c.u * 0.9), 0xffffff);
      } else {
        var at = ((int) y) * c.w + (int) x;
        c.px[at] = Tone.blend(c.px[at], tint, 0.25 + 0.75 * Math.sqrt(bright));
      }
    }
  }

  private static void milkyWay(Canvas c, Dice dice) {
    var noise = new Noise(dice);
    var angle = dice.between(0.5, 1.1) * dice.sign();
    var cx = c.w / c.side * dice.between(0.35, 0.65);
    var cy = c.h / c.side * 0.4;
    var glow = new Ramp(0x1a2450, 0x5b4f86, 0xc79a9a, 0xffe9cf);
    var band =
        new Field(
            c,
            3,
            (x, y) -> {
              var across = (x - cx) * Math.sin(angle) - (y - cy) * Math.cos(angle);
              var along = (x - cx) * Math.cos(angle) + (y - cy) * Math.sin(angle);
              var bent = across + 0.06 * noise.fbm(along * 2, 3, 3);
              var body = Math.exp(-bent * bent * 34) * (0.75 + 0.5 * noise.fbm(x * 4, y * 4, 4));
              var dust = Math.max(0, noise.fbm(x * 5 + 9, y * 5, 5) + 0.25);
              return body - Math.exp(-bent * bent * 160) * dust * 1.1;
            });
    for (var y = 0; y < c.h; y++) {
      for (var x = 0; x < c.w; x++) {
        var v = band.at(x, y);
        if (v > 0) {
          var i = y * c.w + x;
          c.px[i] = Tone.blend(c.px[i], glow.at(v * 0.9), Math.min(0.75, v * 0.8));
        }
      }
    }
    for (var i = 0; i < 5000; i++) {
      var along = dice.between(-1.4, 1.4);
      var across = dice.bell() * 0.11;
      var x = (int) ((cx + along * Math.cos(angle) + across * Math.sin(angle)) * c.side);
      var y = (int) ((cy + along * Math.sin(angle) - across * Math.cos(angle)) * c.side);
      if (x >= 0 && y >= 0 && x < c.w && y < c.h) {
        c.px[y * c.w + x] = Tone.blend(c.px[y * c.w + x], 0xfff4e0, dice.between(0.1, 0.6));
      }
    }
  }

  private static void curtains(Canvas c, Dice dice) {
    var noise = new Noise(dice);
    var low =
        new Ramp(dice.pick(0x7dffb2, 0x9dffd0, 0xb4ff9a), 0x1fd6a0, 0x3a7bd5, 0x8a3fc9, 0x200a40);
    var folds = dice.whole(2, 4);
    for (var fold = 0; fold < folds; fold++) {
      var base = c.h * (0.42 + 0.14 * fold + 0.05 * dice.bell());
      for (var x = 0; x < c.w; x++) {
        var u = x / c.side;
        var sway = noise.fbm(u * 1.1 + fold * 7, fold, 3);
        var foot = base + c.side * 0.24 * sway;
        var ray = 0.55 + 0.45 * noise.at(u * 26 + sway * 22, fold * 3.1);
        var tall = c.side * (0.35 + 0.25 * noise.at(u * 3, fold)) * (0.75 + 0.5 * ray);
        var power = Math.max(0, 0.45 + noise.fbm(u * 1.7 + 50, fold, 2)) * ray;
        for (var y = (int) Math.max(0, foot - tall); y < Math.min(c.h, foot + 14 * c.u); y++) {
          var up = (foot - y) / tall;
          var a = up < 0 ? 1 + up * tall / (14 * c.u) : Math.pow(1 - up, 1.7);
          var i = y * c.w + x;
          c.px[i] = screen(c.px[i], low.at(up), Math.min(1, a * power * 1.5));
        }
      }
    }
  }

  private static int screen(int below, int above, double a) {
    var r = ((above >> 16) & 255) * a;
    var g = ((above >> 8) & 255) * a;
    var b = (above & 255) * a;
    return Tone.pack(
        (int) (((below >> 16) & 255) + r * (255 - ((below >> 16) & 255)) / 255),
        (int) (((below >> 8) & 255) + g * (255 - ((below >> 8) & 255)) / 255),
        (int) ((below & 255) + b * (255 - (below & 255)) / 255));
  }

  private static void moon(Canvas c, Dice dice, Sky sky) {
    var x = c.w * dice.between(0.25, 0.75);
    var y = c.h * dice.between(0.2, 0.45);
    var r = c.side * dice.between(0.05, 0.1);
    Light.glow(c, x, y, r * 9, sky.sun(), 0.35);
    Light.glow(c, x, y, r * 3, sky.sun(), 0.45);
    Globe.draw(c, dice, x, y, r, new Ramp(0xa9a392, 0xd9d3c0, 0xfdf9ec), 3, 0.25);
  }

  private static void skyline(Canvas c, Dice dice, Sky sky) {
    var noise = new Noise(dice);
    var foot = new Ridge(c, x -> c.h + 1);
    var flat = new Field(c, 16, (x, y) -> 0);
    var far = new Ridge(c, x -> c.h * 0.84 - c.side * 0.16 * (noise.ridged(x * 1.2, 4, 5) - 0.3));
    far.fill(c, foot, Tone.mix(sky.near(), sky.low(), 0.3), sky.low(), c.side * 0.5, flat, 0);
    var near =
        new Ridge(
            c,
            x ->
                c.h * 0.95
                    - c.side
                        * (0.07 * noise.fbm(x * 2 + 9, 8, 4)
                            + 0.014 * Math.abs(noise.at(x * 150, 1))));
    near.fill(c, foot, sky.near(), sky.near(), c.side, flat, 0);
    if (dice.chance(0.6)) {
      Trees.fringe(c, dice, sky.near());
    }
  }
}
