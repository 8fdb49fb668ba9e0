package org.acervo.demo.art;

import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Path2D;

/** Painting without a subject. */
record Abstract(Manner manner) implements Picture {
  enum Manner {
    FLOW,
    FIELDS,
    CONCRETE,
    WASHES,
    TRUCHET,
    PEBBLES
  }

  @Override
  public void paint(Canvas c, Dice dice) {
    var palette = Palette.any(dice);
    switch (manner) {
      case FLOW -> flow(c, dice, palette);
      case FIELDS -> fields(c, dice, palette);
      case CONCRETE -> concrete(c, dice, palette);
      case WASHES -> washes(c, dice, palette);
      case TRUCHET -> truchet(c, dice, palette);
      case PEBBLES -> pebbles(c, dice, palette);
    }
    Light.finish(c, dice, 7, 0.12);
  }

  /** Brush hairs carried by a slow current. */
  private static void flow(Canvas c, Dice dice, Palette palette) {
    c.fill(palette.paper());
    var noise = new Noise(dice);
    var swirl = dice.between(0.9, 2);
    var lean = dice.between(0, 6.28);
    for (var i = 0; i < 1500 * c.w / c.side * c.h / c.side; i++) {
      var x = c.w * dice.between(-0.1, 1.05);
      var y = c.h * dice.between(-0.05, 1.05);
      var tone =
          palette.at(
              (int)
                  ((noise.fbm(x / c.side * 1.4 + 9, y / c.side * 1.4, 2) + 0.5) * 5
                      + dice.bell() * 0.4));
      var path = new Path2D.Double();
      path.moveTo(x, y);
      for (var k = 0; k < 12; k++) {
        var a = lean + noise.fbm(x / c.side * swirl, y / c.side * swirl, 2) * 5.2;
        x += Math.cos(a) * c.u * 17;
        y += Math.sin(a) * c.u * 17;
        path.lineTo(x, y);
      }
      c.stroke(path, Tone.light(tone, dice.between(-0.06, 0.08)), c.u * dice.between(2, 11), 0.85);
    }
  }

  /** Two or three glowing fields with breathing edges on a quiet ground. */
  private static void fields(Canvas c, Dice dice, Palette palette) {
    var ground = Tone.mix(dice.pick(palette.colours()), palette.ink(), dice.between(0, 0.5));
    var noise = new Noise(dice);
    var cloth =
        new Field(c, 3, (x, y) -> noise.fbm(x * 3, y * 5, 4) + 0.35 * noise.at(x * 90, y * 22));
    var count = dice.whole(2, 3);
    c.shade((x, y) -> Tone.scale256(ground, 256 + (int) (cloth.at(x, y) * 30)));
    var y0 = 0.06;
    for (var i = 0; i < count; i++) {
      var tall = i == count - 1 ? 0.94 - y0 : (0.88 / count) * dice.between(0.6, 1.3);
      var top = y0 * c.h;
      var foot = (y0 + tall) * c.h - c.side * 0.02;
      var left = c.w * 0.07;
      var right = c.w * 0.93;
      var rgb = palette.any(dice, ground);
      var other = Tone.turn(rgb, dice.between(-25, 25), 1);
      for (var y = (int) top; y < foot; y++) {
        for (var x = (int) left; x < right; x++) {
          var v = cloth.at(x, y);
          var d = Math.min(Math.min(y - top, foot - y), Math.min(x - left, right - x)) / c.side;
          var a = Math.clamp((d + v * 0.012) / 0.035, 0, 1) * (0.9 + v * 0.16);
          var i2 = y * c.w + x;
          c.px[i2] =
              Tone.blend(
                  c.px[i2],
                  Tone.scale256(Tone.blend(rgb, other, 0.5 + v), 256 + (int) (v * 26)),
                  a);
        }
      }
      y0 += tall + 0.012;
    }
  }

  /** Squares cut and slid apart along one line: concrete art of the fifties. */
  private static void concrete(Canvas c, Dice dice, Palette palette) {
    var two = dice.chance(0.5);
    var ground = two ? palette.paper() : dice.pick(palette.colours());
    c.fill(ground);
    var n = dice.whole(4, 7);
    var size = c.side * 0.84 / n;
    var columns = (int) (c.w * 0.86 / size);
    var rows = (int) (c.h * 0.86 / size);
    var ox = (c.w - columns * size) / 2;
    var oy = (c.h - rows * size) / 2;
    var rule = dice.whole(0, 3);
    for (var y = 0; y < rows; y++) {
      for (var x = 0; x < columns; x++) {
        var t = (x + y) / (double) (columns + rows - 2);
        var cx = ox + (x + 0.5) * size;
        var cy = oy + (y + 0.5) * size;
        var turn =
            AffineTransform.getRotateInstance(
                rule == 0 ? t * Math.PI / 2 : rule == 1 ? (x * y) % 4 * Math.PI / 8 : 0, cx, cy);
        var s = size * (rule == 2 ? 0.25 + 0.65 * t : 0.8);
        var rgb =
            two ? (dice.chance(0.12) ? palette.at(2) : palette.ink()) : palette.any(dice, ground);
        if (rule == 3) {
          var start = (x + y) % 4 * 90;
          c.fill(new Arc2D.Double(cx - s / 2, cy - s / 2, s, s, start, 180, Arc2D.CHORD), rgb);
        } else {
          c.fill(
              turn.createTransformedShape(
                  Canvas.poly(
                      cx - s / 2, cy - s / 2, cx + s / 2, cy - s / 2, cx - s / 2, cy + s / 2)),
              rgb);
          c.fill(
              turn.createTransformedShape(
                  Canvas.poly(
                      cx + s / 2,
                      cy - s / 2 + s * 0.18,
                      cx + s / 2,
                      cy + s / 2,
                      cx - s / 2 + s * 0.18,
                      cy + s / 2)),
              rgb);
        }
      }
    }
  }

  /**
   * Many transparent, ragged copies of a blot, as pigment settles in wet paper (after T. Hobbs).
   */
  private static void washes(Canvas c, Dice dice, Palette palette) {
    c.fill(Tone.mix(palette.paper(), 0xf7f2e8, 0.7));
    for (var blot = 0; blot < 9; blot++) {
      var cx = c.w * dice.between(0.1, 0.9);
      var cy = c.h * dice.between(0.1, 0.9);
      var r = c.side * dice.between(0.14, 0.34);
      var rgb = dice.pick(palette.colours());
      var noise = new Noise(dice);
      for (var layer = 0; layer < 14; layer++) {
        var path = new Path2D.Double();
        for (var i = 0; i <= 120; i++) {
          var a = i * Math.PI / 60;
          var rough =
              noise.fbm(Math.cos(a) * 1.3 + 5, Math.sin(a) * 1.3, 2) * 0.6
                  + noise.fbm(Math.cos(a) * 3 + layer * 0.23, Math.sin(a) * 3, 5) * 0.34;
          var d = r * (1 + rough);
          if (i == 0) {
            path.moveTo(cx + Math.cos(a) * d, cy + Math.sin(a) * d);
          } else {
            path.lineTo(cx + Math.cos(a) * d, cy + Math.sin(a) * d);
          }
        }
        c.fill(path, rgb, 0.078);
      }
    }
    for (var i = 0; i < 70; i++) {
      c.fill(
          Canvas.disc(c.w * dice.real(), c.h * dice.real(), c.u * dice.between(1, 6)),
          dice.pick(palette.colours()),
          0.6);
    }
  }

  private static void truchet(Canvas c, Dice dice, Palette palette) {
    c.fill(palette.paper());
    var s = c.side / dice.whole(4, 7);
    var a = palette.any(dice, 0);
    var b = palette.any(dice, a);
    for (var y = 0; y * s < c.h; y++) {
      for (var x = 0; x * s < c.w; x++) {
        var flip = dice.chance(0.5);
        for (var k = 5; k >= 1; k--) {
          var r = s * k / 6;
          var tone = k % 2 == 1 ? (k == 3 ? a : palette.ink()) : k == 4 ? palette.paper() : b;
          for (var end = 0; end < 2; end++) {
            var px = x * s + (flip == (end == 0) ? 0 : s);
            var py = y * s + (end == 0 ? 0 : s);
            var clip = c.g.getClip();
            c.g.clip(Canvas.box(x * s, y * s, s + 0.5, s + 0.5));
            c.stroke(Canvas.disc(px, py, r), tone, s / 12);
            c.g.setClip(clip);
          }
        }
      }
    }
  }

  private static void pebbles(Canvas c, Dice dice, Palette palette) {
    var ground = palette.ink();
    c.fill(ground);
    var placed = new java.util.ArrayList<double[]>();
    for (var tries = 0; tries < 5200; tries++) {
      var x = c.w * dice.real();
      var y = c.h * dice.real();
      var room = c.side * 0.13;
      for (var p : placed) {
        room = Math.min(room, Math.hypot(p[0] - x, p[1] - y) - p[2]);
        if (room < c.side * 0.006) {
          break;
        }
      }
      if (room >= c.side * 0.006) {
        placed.add(new double[] {x, y, room});
        var r = room * 0.94;
        var rgb = dice.pick(palette.colours());
        c.fill(Canvas.disc(x, y, r), rgb);
        if (r > c.side * 0.022) {
          var rings = dice.whole(0, 4);
          for (var k = 1; k <= rings; k++) {
            c.fill(
                Canvas.disc(x, y, r * (1 - k / (rings + 1.0))),
                k % 2 == 0 ? rgb : palette.any(dice, rgb));
          }
        }
      }
    }
  }
}
