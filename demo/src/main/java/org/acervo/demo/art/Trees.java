package org.acervo.demo.art;

import java.awt.geom.Path2D;

/** Trees in silhouette, for the near edge of a landscape. */
final class Trees {
  private Trees() {}

  /** A dark edge of undergrowth along the foot of the picture with a few trees in it. */
  static void fringe(Canvas c, Dice dice, int rgb) {
    var noise = new Noise(dice);
    var edge = new Path2D.Double();
    edge.moveTo(0, c.h);
    var tilt = dice.between(-0.06, 0.06);
    for (var x = 0; x <= c.w; x += 2) {
      var rise = 0.045 + tilt * (x / (double) c.w - 0.5);
      var leaf = Math.abs(noise.at(x / c.side * 90, 0)) * 0.012;
      edge.lineTo(x, c.h - c.side * (rise + 0.03 * noise.fbm(x / c.side * 4, 9, 4) + leaf));
    }
    edge.lineTo(c.w, c.h);
    c.fill(edge, rgb);
    var left = dice.chance(0.5);
    var pines = dice.chance(0.5);
    for (var i = 0; i < dice.whole(3, 8); i++) {
      var x = c.w * (left ? dice.between(-0.02, 0.34) : dice.between(0.66, 1.02));
      var tall = c.side * dice.between(0.1, 0.34);
      if (pines) {
        araucaria(c, dice, x, c.h - c.side * 0.03, tall, rgb);
      } else {
        crown(c, dice, x, c.h - c.side * 0.03, tall * 0.8, rgb);
      }
    }
  }

  /**
   * The candelabra pine of the southern highlands: bare trunk, arms curving up, tufts of needles.
   */
  static void araucaria(Canvas c, Dice dice, double x, double foot, double tall, int rgb) {
    var head = foot - tall;
    c.stroke(Canvas.poly(x, foot, x, head), rgb, tall * 0.035);
    var arms = 7;
    for (var i = 0; i < arms; i++) {
      var y = head + tall * (0.02 + 0.05 * i);
      var reach = tall * (0.13 + 0.028 * i) * dice.between(0.8, 1.15);
      for (var side = -1; side <= 1; side += 2) {
        var arm = new Path2D.Double();
        arm.moveTo(x, y + tall * 0.05);
        arm.quadTo(x + side * reach * 0.7, y + tall * 0.06, x + side * reach, y - tall * 0.02);
        c.stroke(arm, rgb, tall * 0.012);
        for (var k = 0; k < 5; k++) {
          var tuft = tall * dice.between(0.018, 0.034);
          c.fill(
              Canvas.disc(
                  x + side * reach * dice.between(0.55, 1.08),
                  y + tall * dice.between(-0.03, 0.02),
                  tuft),
              rgb);
        }
      }
    }
  }

  /** A broad crown of overlapping leaf clusters on a forked trunk. */
  static void crown(Canvas c, Dice dice, double x, double foot, double tall, int rgb) {
    c.stroke(Canvas.poly(x, foot, x + tall * 0.03, foot - tall * 0.6), rgb, tall * 0.045);
    for (var i = 0; i < 70; i++) {
      var a = dice.between(0, 2 * Math.PI);
      var r = Math.sqrt(dice.real());
      var cx = x + Math.cos(a) * r * tall * 0.42;
      var cy = foot - tall * 0.72 + Math.sin(a) * r * tall * 0.26;
      c.fill(Canvas.disc(cx, cy, tall * dice.between(0.02, 0.075)), rgb);
    }
  }

  /** A branching tree by recursion; {@code bend} makes it as gnarled as those of the cerrado. */
  static void branching(
      Canvas c,
      Dice dice,
      double x,
      double y,
      double angle,
      double length,
      double bend,
      Leaf leaf) {
    var steps = 5;
    var px = x;
    var py = y;
    var a = angle;
    for (var i = 0; i < steps; i++) {
      a += dice.bell() * bend * 0.3;
      var nx = px + Math.cos(a) * length / steps;
      var ny = py + Math.sin(a) * length / steps;
      c.stroke(Canvas.poly(px, py, nx, ny), leaf.bark(), length * (0.13 - 0.009 * i));
      px = nx;
      py = ny;
    }
    if (length < leaf.stop()) {
      leaf.at(px, py);
      return;
    }
    for (var i = 0; i < dice.whole(2, 3); i++) {
      var turn = dice.between(0.25, 0.75) * (i == 0 ? 1 : i == 1 ? -1 : dice.sign() * 0.3);
      var up = (-Math.PI / 2 - a) * 0.16;
      branching(c, dice, px, py, a + turn + up, length * dice.between(0.6, 0.8), bend, leaf);
    }
  }

  /** What hangs at the ends of the twigs. */
  interface Leaf {
    void at(double x, double y);

    int bark();

    double stop();
  }
}
