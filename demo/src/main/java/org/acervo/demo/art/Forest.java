package org.acervo.demo.art;

import java.awt.geom.Path2D;
import java.util.List;

/** Inside the wood: trunks fading into light, shafts of sun, ferns at the feet. */
record Forest() implements Picture {
  private static final List<int[]> MOODS =
      List.of(
          new int[] {0xeef3d3, 0x86b08a, 0x0d2b22, 0x1c4a33},
          new int[] {0xfbe9c4, 0xb79a63, 0x22190f, 0x4a4a1f},
          new int[] {0xdfeef0, 0x7ba0a6, 0x0c222b, 0x23474a},
          new int[] {0xf8dcc6, 0xb07868, 0x261322, 0x4d2f3a},
          new int[] {0xf2f6e2, 0x9cc17c, 0x12301a, 0x2d6a2f});

  @Override
  public void paint(Canvas c, Dice dice) {
    var mood = dice.pick(MOODS);
    var sunX = c.w * dice.between(0.3, 0.7);
    var sunY = c.h * dice.between(0.15, 0.4);
    c.gradient(new Ramp(Tone.mix(mood[0], mood[1], 0.35), mood[0], mood[1]), 0, c.h);
    Light.glow(c, sunX, sunY, c.side * 0.9, 0xffffff, 0.6);
    var layers = 6;
    for (var i = 0; i < layers; i++) {
      var near = i / (layers - 1.0);
      var trunk = Tone.mix(mood[1], mood[2], 0.15 + 0.85 * near);
      ground(c, dice, near, Tone.mix(mood[1], mood[3], 0.2 + 0.8 * near));
      var count = (int) ((26 - 20 * near) * Math.max(1, c.w / c.side));
      for (var k = 0; k < count; k++) {
        trunk(c, dice, c.w * dice.between(-0.02, 1.02), near, trunk);
      }
      foliage(c, dice, near, Tone.mix(mood[1], mood[3], 0.3 + 0.7 * near));
      if (i < layers - 1) {
        Light.glow(c, sunX, sunY, c.side * 0.8, mood[0], 0.2);
      }
    }
    shafts(c, dice, sunX, sunY, mood[0]);
    ferns(c, dice, mood[2]);
    Light.finish(c, dice, 5, 0.32);
  }

  private static void trunk(Canvas c, Dice dice, double x, double near, int rgb) {
    var half = c.side * (0.004 + 0.022 * near * near) * dice.between(0.6, 1.5);
    var foot = c.h * (0.68 + 0.22 * near) + c.side * 0.02 * dice.bell();
    var lean = c.side * 0.03 * dice.bell();
    var trunk = new Path2D.Double();
    trunk.moveTo(x - half * 2.2, foot);
    trunk.curveTo(
        x - half, foot - half * 3, x - half + lean * 0.5, c.h * 0.3, x + lean - half * 0.7, -5);
    trunk.lineTo(x + lean + half * 0.7, -5);
    trunk.curveTo(
        x + half + lean * 0.5, c.h * 0.3, x + half, foot - half * 3, x + half * 2.4, foot);
    trunk.closePath();
    c.fill(trunk, rgb);
    for (var i = 0; i < 3 + 3 * near; i++) {
      var y = c.h * dice.between(0.02, 0.5);
      var reach = c.side * dice.between(0.04, 0.16) * dice.sign();
      var branch = new Path2D.Double();
      branch.moveTo(x + lean * (1 - y / foot), y);
      branch.quadTo(
          x + reach * 0.5, y - c.side * 0.01, x + reach, y - c.side * dice.between(0, 0.09));
      c.stroke(branch, rgb, half * dice.between(0.25, 0.6));
    }
  }

  private static void ground(Canvas c, Dice dice, double near, int rgb) {
    var noise = new Noise(dice);
    var edge = new Path2D.Double();
    edge.moveTo(0, c.h);
    for (var x = 0; x <= c.w + 4; x += 4) {
      var y = c.h * (0.66 + 0.21 * near) + c.side * 0.05 * noise.fbm(x / c.side * 2.5, near * 9, 4);
      edge.lineTo(x, y);
    }
    edge.lineTo(c.w, c.h);
    c.fill(edge, rgb, 0.92);
  }

  private static void foliage(Canvas c, Dice dice, double near, int rgb) {
    for (var i = 0; i < 420 * (1 - 0.4 * near); i++) {
      var x = c.w * dice.between(-0.02, 1.02);
      var y = c.h * (dice.real() * dice.real() * 0.42 - 0.03);
      var s = c.side * dice.between(0.004, 0.014) * (0.7 + 1.5 * near);
      c.fill(Canvas.disc(x, y, s), Tone.scale(rgb, dice.between(0.85, 1.2)), 0.5);
    }
  }

  private static void shafts(Canvas c, Dice dice, double sunX, double sunY, int light) {
    for (var i = 0; i < 9; i++) {
      var a = Math.PI / 2 + dice.between(-0.9, 0.9);
      var spread = dice.between(0.012, 0.05);
      var far = c.h * 1.5;
      c.fill(
          Canvas.poly(
              sunX,
              sunY - c.side * 0.2,
              sunX + Math.cos(a - spread) * far,
              sunY + Math.sin(a - spread) * far,
              sunX + Math.cos(a + spread) * far,
              sunY + Math.sin(a + spread) * far),
          light,
          0.05);
    }
  }

  private static void ferns(Canvas c, Dice dice, int rgb) {
    for (var i = 0; i < 26 * c.w / c.side; i++) {
      var x = c.w * dice.real();
      var y = c.h * dice.between(0.97, 1.05);
      var a = -Math.PI / 2 + dice.bell() * 0.4;
      Frond.draw(c, x, y, a, c.side * dice.between(0.08, 0.2), dice.bell() * 0.6, rgb);
    }
  }
}
