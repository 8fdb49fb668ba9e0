package org.acervo.demo.art;

import java.awt.geom.Path2D;

/**
 * Open water towards a low sun: swell by perspective, a path of glitter, islands, perhaps a sail.
 */
record Sea() implements Picture {
  @Override
  public void paint(Canvas c, Dice dice) {
    var sky = Sky.any(dice);
    var horizon = (int) (c.h * dice.between(0.4, 0.6));
    var sun = sky.paint(c, dice, horizon, dice.between(0.25, 0.7));
    islands(c, dice, horizon, sky);
    swell(c, dice, horizon, sky, sun[0]);
    if (dice.chance(0.55)) {
      sail(c, dice, horizon, sky);
    }
    if (dice.chance(0.4)) {
      Mountains.birds(c, dice, horizon * 0.6, Tone.mix(sky.near(), sky.haze(), 0.3));
    }
    Light.finish(c, dice, 5, 0.2);
  }

  private static void islands(Canvas c, Dice dice, int horizon, Sky sky) {
    var noise = new Noise(dice);
    for (var i = 0; i < dice.whole(0, 3); i++) {
      var cx = c.w * dice.real();
      var half = c.side * dice.between(0.12, 0.42);
      var tall = half * dice.between(0.12, 0.4);
      var rock = new Path2D.Double();
      rock.moveTo(cx - half, horizon + 1);
      for (var t = -1.0; t <= 1; t += 0.01) {
        var rough = 0.65 + 0.5 * noise.fbm(t * 3 + i * 9, i, 5);
        rock.lineTo(cx + t * half, horizon + 1 - tall * (1 - t * t) * rough);
      }
      rock.lineTo(cx + half, horizon + 1);
      c.fill(rock, Tone.mix(sky.haze(), sky.near(), dice.between(0.25, 0.8)));
    }
  }

  private static void swell(Canvas c, Dice dice, int horizon, Sky sky, double sunX) {
    var noise = new Noise(dice);
    var water =
        new Ramp(
            Tone.mix(sky.low(), sky.haze(), 0.5),
            Tone.mix(sky.middle(), sky.near(), 0.35),
            Tone.mix(sky.zenith(), sky.near(), 0.55));
    var side = c.side;
    var chop =
        new Field(
            c,
            2,
            (x, y) -> {
              var below = Math.max(0.004, y - horizon / side + 0.012);
              var px = (x - sunX / side) / (below + 0.1);
              return noise.fbm(px * 2.2, 2.1 / below, 2) * 0.7 + noise.at(px * 9, 6 / below) * 0.3;
            });
    for (var y = horizon; y < c.h; y++) {
      var t = (y - horizon) / (double) (c.h - horizon);
      var base = water.at(Math.pow(t, 0.6));
      var spread = c.side * (0.035 + 0.3 * t);
      for (var x = 0; x < c.w; x++) {
        var wave = chop.at(x, y);
        var off = (x - sunX) / spread;
        var path = Math.exp(-off * off);
        var glint = Math.clamp((wave - 0.12 + 0.3 * path) * 3.2, 0, 1) * path;
        var rgb = Tone.scale256(base, 256 + (int) (wave * (30 + 90 * t)));
        c.px[y * c.w + x] = Tone.blend(rgb, sky.sun(), glint * (0.95 - 0.35 * t));
      }
    }
  }

  private static void sail(Canvas c, Dice dice, int horizon, Sky sky) {
    var x = c.w * dice.between(0.15, 0.85);
    var s = c.side * dice.between(0.05, 0.13);
    var y = horizon + s * dice.between(0.1, 0.5);
    var dark = Tone.scale(sky.near(), 0.8);
    var cloth = Tone.mix(sky.sun(), 0xc8553d, dice.between(0, 0.8));
    var hull = new Path2D.Double();
    hull.moveTo(x - s * 0.45, y);
    hull.quadTo(x, y + s * 0.3, x + s * 0.5, y - s * 0.03);
    hull.closePath();
    c.stroke(Canvas.poly(x, y, x + s * 0.02, y - s * 1.25), dark, c.u * 2);
    var main = new Path2D.Double();
    main.moveTo(x + s * 0.02, y - s * 1.22);
    main.quadTo(x + s * 0.5, y - s * 0.6, x + s * 0.46, y - s * 0.12);
    main.lineTo(x + s * 0.02, y - s * 0.1);
    c.fill(main, cloth);
    c.fill(
        Canvas.poly(x - s * 0.03, y - s, x - s * 0.4, y - s * 0.1, x - s * 0.03, y - s * 0.12),
        Tone.scale(cloth, 0.86));
    c.fill(hull, dark);
    for (var i = 0; i < 9; i++) {
      var ry = y + s * (0.18 + 0.11 * i);
      var rw = s * (0.5 - 0.04 * i) * dice.between(0.4, 1);
      c.stroke(
          Canvas.poly(x - rw, ry, x + rw, ry), i < 2 ? dark : cloth, c.u * 1.6, 0.4 - 0.035 * i);
    }
  }
}
