package org.acervo.demo.art;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.util.List;

/**
 * A botanical plate: a plant grown from a few rules (how stems bend and fork, what sits at the
 * nodes and at the tips), with its roots and enlarged details, as a field botanist would lay it
 * out.
 */
record Botany() implements Picture {
  private enum Shape {
    LANCE,
    OVAL,
    HEART,
    FROND
  }

  private record Species(
      Shape leaf,
      int green,
      int bloom,
      int heart,
      int petals,
      double fork,
      double bend,
      double size) {}

  private static final int[] GREENS = {0x5d7a3a, 0x3f6b4b, 0x7a8b45, 0x4a6f63, 0x6b7d2f, 0x8a8f5a};
  private static final int[] BLOOMS = {
    0xc8553d, 0xd98fa8, 0x7d5fa8, 0xe0a030, 0xf0e6d0, 0x4f6fb5, 0xb23a5f, 0xe8743b
  };

  @Override
  public void paint(Canvas c, Dice dice) {
    Plate.ground(c, dice);
    var species =
        new Species(
            dice.pick(List.of(Shape.values())),
            dice.pick(GREENS),
            dice.pick(BLOOMS),
            dice.pick(0xe9b93a, 0x8a4a2a, 0xf4e7b0),
            dice.pick(5, 5, 6, 8, 12),
            dice.between(0.25, 0.6),
            dice.between(0.12, 0.4),
            dice.between(0.85, 1.25));
    var foot = c.h * 0.83;
    if (species.leaf == Shape.FROND) {
      rosette(c, dice, species, foot);
    } else {
      stem(c, dice, species, c.w * 0.5, foot, -Math.PI / 2, c.h * 0.66, 0);
    }
    roots(c, dice, c.w * 0.5, foot, c.h * 0.08);
    details(c, dice, species);
    Plate.caption(c, dice, Latin.plant(dice), dice.pick(NOTES));
  }

  private static final List<String> NOTES =
      List.of(
          "campos rupestres, 1 240 m",
          "mata ciliar, solo úmido",
          "cerrado, floresce em agosto",
          "afloramentos de quartzito",
          "borda de mata, meia-sombra",
          "caatinga, após as chuvas",
          "restinga, dunas fixas",
          "mata de neblina, 1 600 m");

  private static void rosette(Canvas c, Dice dice, Species s, double foot) {
    for (var i = 0; i < 9; i++) {
      var a = -Math.PI / 2 + (i - 4) * 0.23 + dice.bell() * 0.05;
      var length =
          Math.min(c.h * 0.55, c.w * 0.36) * dice.between(0.8, 1.05) * (1 - 0.05 * Math.abs(i - 4));
      Frond.draw(c, c.w / 2.0, foot, a, length, (i - 4) * 0.14, tinted(dice, s.green));
    }
    for (var i = 0; i < 3; i++) {
      var x = c.w * (0.41 + 0.09 * i);
      var y = foot - c.h * (i == 1 ? 0.62 : dice.between(0.44, 0.53));
      var stalk = new Path2D.Double();
      stalk.moveTo(c.w / 2.0, foot);
      stalk.quadTo(c.w * (0.47 + 0.03 * i), (foot + y) / 2, x, y);
      c.stroke(stalk, tinted(dice, s.green), c.u * 5);
      flower(c, dice, s, x, y, -Math.PI / 2, c.side * 0.06);
    }
  }

  private static void stem(
      Canvas c, Dice dice, Species s, double x, double y, double angle, double length, int order) {
    var nodes = order == 0 ? 13 : 7;
    var px = x;
    var py = y;
    var a = angle;
    for (var i = 1; i <= nodes; i++) {
      a += dice.bell() * s.bend * 0.22 + (-Math.PI / 2 - a) * 0.06;
      var nx = px + Math.cos(a) * length / nodes;
      var ny = py + Math.sin(a) * length / nodes;
      var thick = c.u * (order == 0 ? 8.5 : 4.5) * (1 - 0.7 * i / nodes) + c.u;
      c.stroke(Canvas.poly(px, py, nx, ny), Tone.scale(s.green, 0.72), thick);
      px = nx;
      py = ny;
      var t = i / (double) nodes;
      var side = i % 2 == 0 ? 1 : -1;
      if (order < 2 && i > 2 && i < nodes - 1 && dice.chance(order == 0 ? s.fork : 0.2)) {
        stem(
            c,
            dice,
            s,
            px,
            py,
            a + side * dice.between(0.5, 0.85),
            length * dice.between(0.3, 0.45) * (1.2 - 0.5 * t),
            order + 1);
      } else if (i < nodes) {
        var size = c.side * 0.15 * s.size * (order == 0 ? 1.15 - 0.6 * t : 0.62);
        leaf(c, dice, s, px, py, a + side * dice.between(0.7, 1.1), size);
        if (i % 3 == 0) {
          leaf(c, dice, s, px, py, a - side * dice.between(0.7, 1.1), size * 0.9);
        }
      }
    }
    flower(c, dice, s, px, py, a, c.side * (order == 0 ? 0.07 : 0.05) * s.size);
  }

  private static int tinted(Dice dice, int green) {
    return Tone.light(Tone.turn(green, dice.between(-10, 10), 1), dice.between(-0.07, 0.07));
  }

  private static void leaf(
      Canvas c, Dice dice, Species s, double x, double y, double angle, double size) {
    var half =
        switch (s.leaf) {
          case LANCE, FROND -> 0.13;
          case OVAL -> 0.27;
          case HEART -> 0.4;
        };
    var curl = dice.bell() * 0.07;
    var place = AffineTransform.getTranslateInstance(x, y);
    place.rotate(angle);
    place.scale(size, size);
    var rgb = tinted(dice, s.green);
    for (var side = -1; side <= 1; side += 2) {
      var blade = new Path2D.Double();
      blade.moveTo(0, 0);
      var back = s.leaf == Shape.HEART ? -0.12 : 0.12;
      blade.curveTo(back, side * half * 1.4, 0.62, side * half * 1.15 + curl, 1, curl * 2);
      blade.quadTo(0.5, curl * 0.7, 0, 0);
      c.fill(place.createTransformedShape(blade), side < 0 ? rgb : Tone.scale(rgb, 0.82));
      c.stroke(place.createTransformedShape(blade), Plate.INK, c.u * 0.8, 0.55);
      var clip = c.g.getClip();
      c.g.clip(place.createTransformedShape(blade));
      for (var i = 1; i < 7; i++) {
        var t = i / 7.0;
        var vein = new Path2D.Double();
        vein.moveTo(t * 0.9, curl * t);
        vein.quadTo(
            t * 0.85 + 0.05,
            side * half * 0.3 * Math.sin(Math.PI * t),
            Math.min(0.94, t * 0.85 + 0.13),
            side * half * 0.56 * Math.sin(Math.PI * Math.pow(t, 0.8)));
        c.stroke(place.createTransformedShape(vein), Tone.light(rgb, 0.1), c.u * 0.9, 0.7);
      }
      c.g.setClip(clip);
    }
    var rib = new Path2D.Double();
    rib.moveTo(0, 0);
    rib.quadTo(0.5, curl * 0.7, 1, curl * 2);
    c.stroke(place.createTransformedShape(rib), Tone.light(rgb, 0.16), c.u * 1.5);
  }

  private static void flower(
      Canvas c, Dice dice, Species s, double x, double y, double angle, double r) {
    for (var ring = 1; ring >= 0; ring--) {
      for (var i = 0; i < s.petals; i++) {
        var place = AffineTransform.getTranslateInstance(x, y);
        place.rotate(angle + 2 * Math.PI * (i + ring * 0.5) / s.petals + dice.bell() * 0.04);
        var reach = r * (ring == 1 ? 1.1 : 0.85);
        place.scale(reach, reach * Math.min(1, 5.5 / s.petals));
        var petal = new Path2D.Double();
        petal.moveTo(0.05, 0);
        petal.curveTo(0.25, -0.5, 0.95, -0.55, 1, 0);
        petal.curveTo(0.95, 0.55, 0.25, 0.5, 0.05, 0);
        var rgb = Tone.light(s.bloom, ring == 1 ? -0.06 : dice.between(-0.02, 0.06));
        var shape = place.createTransformedShape(petal);
        c.fill(shape, rgb);
        c.stroke(shape, Tone.scale(s.bloom, 0.55), c.u * 0.8, 0.6);
        for (var v = -1; v <= 1; v++) {
          c.stroke(
              place.createTransformedShape(Canvas.poly(0.2, v * 0.06, 0.8, v * 0.22)),
              Tone.scale(rgb, 0.8),
              c.u * 0.7,
              0.6);
        }
      }
    }
    c.fill(Canvas.disc(x, y, r * 0.24), s.heart);
    for (var i = 0; i < 26; i++) {
      var a = i * 2.39996;
      var d = r * 0.23 * Math.sqrt(i / 26.0);
      c.fill(
          Canvas.disc(x + Math.cos(a) * d, y + Math.sin(a) * d, r * 0.03),
          Tone.scale(s.heart, 0.65));
    }
  }

  private static void roots(Canvas c, Dice dice, double x, double y, double length) {
    for (var i = 0; i < 13; i++) {
      var a = Math.PI / 2 + (i - 6) * 0.2;
      var px = x;
      var py = y;
      for (var k = 0; k < 9; k++) {
        a += dice.bell() * 0.2;
        var nx = px + Math.cos(a) * length * 0.11;
        var ny = py + Math.sin(a) * length * 0.1;
        c.stroke(Canvas.poly(px, py, nx, ny), 0x8a6a4a, c.u * (3.4 - 0.34 * k), 0.85);
        px = nx;
        py = ny;
      }
    }
  }

  private static void details(Canvas c, Dice dice, Species s) {
    var y = c.h * 0.76;
    var x = c.w - c.side * 0.17;
    flower(c, dice, s, x, y, dice.between(0, 6), c.side * 0.075);
    c.centred("a", Face.italic(c.side * 0.022), x, y + c.side * 0.115, Plate.INK);
    leaf(c, dice, s, c.side * 0.11, y + c.side * 0.03, -0.5, c.side * 0.16);
    c.centred("b", Face.italic(c.side * 0.022), c.side * 0.17, y + c.side * 0.115, Plate.INK);
    for (var i = 0; i < 3; i++) {
      var seed =
          new java.awt.geom.Ellipse2D.Double(
              c.side * (0.11 + 0.045 * i), c.side * 0.13, c.side * 0.028, c.side * 0.045);
      c.fill(seed, Tone.mix(s.heart, 0x6b4a2f, 0.6));
      c.stroke(seed, Plate.INK, c.u);
    }
    c.centred("c", Face.italic(c.side * 0.022), c.side * 0.17, c.side * 0.21, Plate.INK);
  }
}
