package org.acervo.demo.art;

import java.awt.geom.Path2D;

/** Cerrado with its gnarled flowering trees, or caatinga with its candelabra cacti. */
record Savanna(boolean dry) implements Picture {
  @Override
  public void paint(Canvas c, Dice dice) {
    var sky = dice.chance(0.4) ? dice.pick(Sky.DAY) : dice.pick(Sky.GOLD);
    var horizon = c.h * dice.between(0.6, 0.72);
    sky.paint(c, dice, horizon, dice.between(0.2, 0.6));
    var soil =
        dry ? dice.pick(0xc98d5a, 0xb5704a, 0xd9b27c) : dice.pick(0xa8503a, 0xb98a3e, 0x8e8a3a);
    plain(c, dice, horizon, sky, soil);
    for (var i = 0; i < 26; i++) {
      shrub(c, dice, horizon, sky, soil);
    }
    for (var i = 0; i < dice.whole(1, 3); i++) {
      var near = 0.45 + 0.5 * i / 2.0 + dice.between(0, 0.1);
      var x = c.w * dice.between(0.12, 0.88);
      var y = horizon + (c.h - horizon) * near;
      var dark = Tone.mix(sky.near(), 0x2a1a12, 0.5);
      if (dry && dice.chance(0.75)) {
        cactus(c, dice, x, y, c.side * (0.16 + 0.3 * near), Tone.mix(dark, 0x2f5a3a, 0.55));
      } else {
        tree(c, dice, x, y, c.side * (0.09 + 0.09 * near), dark);
      }
    }
    grass(c, dice, soil, sky);
    Light.finish(c, dice, 5, 0.2);
  }

  private static void plain(Canvas c, Dice dice, double horizon, Sky sky, int soil) {
    var noise = new Noise(dice);
    var patch = new Field(c, 3, (x, y) -> noise.fbm(x * 3, y * 16, 4));
    var none = new Ridge(c, x -> c.h + 1);
    var mesa =
        new Ridge(c, x -> horizon - c.side * Math.clamp(noise.fbm(x * 1.1, 3, 3) * 0.55, 0, 0.085));
    var far = Tone.mix(sky.haze(), sky.near(), 0.3);
    mesa.fill(c, none, far, Tone.mix(far, sky.haze(), 0.7), c.side * 0.1, patch, 0.12);
    var ground = new Ridge(c, x -> horizon + c.side * 0.012 * noise.fbm(x * 2, 7, 3));
    var light = Tone.mix(soil, sky.haze(), 0.55);
    ground.fill(c, none, light, Tone.mix(soil, sky.near(), 0.45), c.h - horizon, patch, 0.4);
  }

  private static void shrub(Canvas c, Dice dice, double horizon, Sky sky, int soil) {
    var near = dice.real() * dice.real();
    var x = c.w * dice.real();
    var y = horizon + (c.h - horizon) * near * 0.8;
    var s = c.side * (0.008 + 0.05 * near);
    var rgb = Tone.mix(Tone.mix(0x4d5a2a, soil, 0.35), sky.haze(), 0.45 * (1 - near));
    for (var i = 0; i < 24; i++) {
      var at =
          Canvas.disc(
              x + dice.bell() * s * 0.7,
              y - Math.abs(dice.bell()) * s * 0.45,
              s * dice.between(0.1, 0.3));
      c.fill(at, Tone.scale(rgb, dice.between(0.65, 1.15)), 0.9);
    }
  }

  private static void tree(Canvas c, Dice dice, double x, double y, double size, int bark) {
    var bloom = dice.pick(0xf5c518, 0xe36aa5, 0xb7d36a, 0x6f8f3a, 0xfff2e0, 0x9b5fc0);
    Trees.branching(
        c,
        dice,
        x,
        y,
        -Math.PI / 2 + dice.bell() * 0.1,
        size,
        0.9,
        new Trees.Leaf() {
          @Override
          public void at(double lx, double ly) {
            for (var i = 0; i < 15; i++) {
              var r = size * dice.between(0.025, 0.085);
              var rgb = Tone.scale(bloom, dice.between(0.62, 1.12));
              c.fill(
                  Canvas.disc(lx + dice.bell() * size * 0.17, ly + dice.bell() * size * 0.13, r),
                  rgb,
                  0.88);
            }
          }

          @Override
          public int bark() {
            return bark;
          }

          @Override
          public double stop() {
            return size * 0.36;
          }
        });
  }

  /** Mandacaru: ribbed columns that leave the trunk at right angles and turn up. */
  private static void cactus(Canvas c, Dice dice, double x, double y, double tall, int rgb) {
    var thick = tall * 0.085;
    column(c, x, y, x, y - tall, thick, rgb);
    for (var i = 0; i < dice.whole(3, 6); i++) {
      var side = i % 2 == 0 ? 1 : -1;
      var at = y - tall * dice.between(0.25, 0.6);
      var out = x + side * tall * dice.between(0.1, 0.3);
      var arm = new Path2D.Double();
      arm.moveTo(x, at);
      arm.curveTo(out, at + thick * 0.4, out, at, out, at - tall * dice.between(0.18, 0.42));
      ribs(c, arm, thick * 0.8, rgb);
    }
  }

  private static void column(
      Canvas c, double x1, double y1, double x2, double y2, double thick, int rgb) {
    ribs(c, Canvas.poly(x1, y1, x2, y2), thick, rgb);
  }

  private static void ribs(Canvas c, java.awt.Shape line, double thick, int rgb) {
    c.stroke(line, Tone.scale(rgb, 0.7), thick);
    c.stroke(line, rgb, thick * 0.72);
    c.stroke(line, Tone.light(rgb, 0.07), thick * 0.4);
    c.stroke(line, Tone.scale(rgb, 0.85), thick * 0.12);
  }

  private static void grass(Canvas c, Dice dice, int soil, Sky sky) {
    for (var i = 0; i < 900 * c.w / c.side; i++) {
      var x = c.w * dice.real();
      var y = c.h * dice.between(0.93, 1.03);
      var s = c.side * dice.between(0.02, 0.075);
      var blade = new Path2D.Double();
      blade.moveTo(x, y);
      blade.quadTo(x + dice.bell() * s * 0.1, y - s * 0.6, x + dice.bell() * s * 0.35, y - s);
      var rgb =
          Tone.blend(Tone.blend(soil, 0xd9c46a, dice.real()), sky.near(), dice.between(0.1, 0.75));
      c.stroke(blade, rgb, c.u * dice.between(0.8, 2.2));
    }
  }
}
