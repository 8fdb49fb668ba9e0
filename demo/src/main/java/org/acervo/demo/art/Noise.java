package org.acervo.demo.art;

/**
 * Gradient noise after Perlin ("Improving Noise", 2002) with hashed lattice gradients, and the
 * usual ways of stacking it. All results lie in about -1..1 (ridged: 0..1).
 */
final class Noise {
  private static final float[] GX = {1, -1, 0, 0, .7071f, -.7071f, .7071f, -.7071f};
  private static final float[] GY = {0, 0, 1, -1, .7071f, .7071f, -.7071f, -.7071f};
  private static final int ACROSS = 0x27d4eb2d;
  private static final int DOWN = 0x165667b1;
  private final int seed;

  Noise(Dice dice) {
    this.seed = (int) dice.bits();
  }

  double at(double x, double y) {
    var fx = Math.floor(x);
    var fy = Math.floor(y);
    var ix = (int) fx;
    var iy = (int) fy;
    var dx = x - fx;
    var dy = y - fy;
    var u = fade(dx);
    var v = fade(dy);
    var west = seed ^ (ix * ACROSS);
    var east = seed ^ (ix * ACROSS + ACROSS);
    var north = iy * DOWN;
    var south = north + DOWN;
    var top = mix(corner(west ^ north, dx, dy), corner(east ^ north, dx - 1, dy), u);
    var low = mix(corner(west ^ south, dx, dy - 1), corner(east ^ south, dx - 1, dy - 1), u);
    return 1.5 * mix(top, low, v);
  }

  /** Fractal sum: each octave twice as fine and half as strong. */
  double fbm(double x, double y, int octaves) {
    var sum = 0.0;
    var strength = 0.5;
    var px = x;
    var py = y;
    for (var i = 0; i < octaves; i++) {
      sum += strength * at(px, py);
      strength *= 0.5;
      // The turn between octaves hides the lattice.
      var turned = px * 1.6 - py * 1.2;
      py = px * 1.2 + py * 1.6 + 17.3;
      px = turned + 5.1;
    }
    return sum * 1.3;
  }

  /** Sharp crests, as of eroded mountains; 0..1. */
  double ridged(double x, double y, int octaves) {
    var sum = 0.0;
    var strength = 0.55;
    var scale = 1.0;
    for (var i = 0; i < octaves; i++) {
      var crest = 1 - Math.abs(at(x * scale + i * 7.7, y * scale - i * 3.1));
      sum += strength * crest * crest;
      strength *= 0.48;
      scale *= 2.05;
    }
    return sum;
  }

  /** A steady random number in 0..1 for a lattice point. */
  double cell(int x, int y) {
    return (hash(x, y) >>> 8) * 0x1p-24;
  }

  private static double corner(int point, double dx, double dy) {
    var h = scramble(point) >>> 29;
    return GX[h] * dx + GY[h] * dy;
  }

  private int hash(int x, int y) {
    var h = scramble(seed ^ (x * ACROSS) ^ (y * DOWN));
    return h ^ (h >>> 15);
  }

  private static int scramble(int point) {
    var h = (point ^ (point >>> 15)) * 0x2c1b3c6d;
    return (h ^ (h >>> 12)) * 0x297a2d39;
  }

  private static double fade(double t) {
    return t * t * t * (t * (t * 6 - 15) + 10);
  }

  private static double mix(double a, double b, double t) {
    return a + (b - a) * t;
  }
}
