package org.acervo.demo.art;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;

/** A bird on a branch, built from a few swelling curves, with leaves and fruit around it. */
record Birds() implements Picture {
  private record Plumage(int back, int breast, int wing, int head, int bill) {}

  @Override
  public void paint(Canvas c, Dice dice) {
    var palette = dice.pick(dice.chance(0.6) ? Palette.TROPICAL : Palette.PRINTS);
    var ground = Tone.mix(palette.paper(), dice.pick(palette.colours()), dice.between(0.08, 0.4));
    c.gradient(new Ramp(Tone.light(ground, 0.03), ground, Tone.light(ground, -0.05)), 0, c.h);
    var sun = palette.any(dice, ground);
    c.fill(
        Canvas.disc(c.w * dice.between(0.35, 0.65), c.h * 0.45, c.side * dice.between(0.28, 0.36)),
        Tone.mix(sun, ground, 0.55));
    var green = dice.pick(0x2f6b4a, 0x5d7a3a, 0x2a5a5a, 0x7a8b45);
    branch(c, dice, green, palette);
    var back = dice.pick(palette.colours());
    var breast = palette.any(dice, back);
    var plumage =
        new Plumage(
            back,
            breast,
            Tone.mix(back, palette.ink(), 0.45),
            dice.chance(0.5) ? palette.ink() : palette.any(dice, breast),
            dice.pick(0x2a2522, 0xe0a030, 0xb5472f, 0x5a544e));
    bird(c, dice, plumage, palette);
    for (var i = 0; i < 6; i++) {
      leaf(
          c,
          dice,
          green,
          c.w * (0.02 + 0.96 * dice.real()),
          c.h * dice.between(0.9, 1.02),
          -Math.PI / 2 + dice.bell() * 0.4,
          c.side * dice.between(0.16, 0.3));
    }
    Light.paper(c, dice, 0.09);
  }

  private static void branch(Canvas c, Dice dice, int green, Palette palette) {
    var y = c.h * 0.72;
    var wood = 0x5b4636;
    var branch = new Path2D.Double();
    branch.moveTo(-c.w * 0.02, y + c.side * 0.1);
    branch.curveTo(
        c.w * 0.3, y - c.side * 0.02, c.w * 0.6, y + c.side * 0.05, c.w * 1.02, y - c.side * 0.08);
    for (var i = 0; i < 12; i++) {
      var x = c.w * (0.03 + 0.085 * i);
      var up = i % 2 == 0 ? -1 : 1;
      leaf(
          c,
          dice,
          green,
          x,
          y + c.side * 0.02,
          up * dice.between(0.5, 1.2),
          c.side * dice.between(0.12, 0.22));
    }
    c.stroke(branch, Tone.scale(wood, 0.8), c.side * 0.03);
    c.stroke(branch, wood, c.side * 0.022);
    var fruit = dice.pick(palette.colours());
    for (var i = 0; i < 7; i++) {
      var x = c.w * (i < 4 ? dice.between(0.05, 0.25) : dice.between(0.75, 0.95));
      var fy = y + c.side * dice.between(0.05, 0.12);
      c.stroke(Canvas.poly(x, y + c.side * 0.02, x, fy), wood, c.u * 2);
      c.fill(Canvas.disc(x, fy, c.side * 0.021), fruit);
      c.fill(Canvas.disc(x - c.side * 0.006, fy - c.side * 0.007, c.side * 0.006), 0xffffff, 0.6);
    }
  }

  private static void leaf(
      Canvas c, Dice dice, int green, double x, double y, double angle, double size) {
    var place = AffineTransform.getTranslateInstance(x, y);
    place.rotate(angle);
    place.scale(size, size);
    var rgb = Tone.light(green, dice.between(-0.08, 0.08));
    for (var side = -1; side <= 1; side += 2) {
      var half = new Path2D.Double();
      half.moveTo(0, 0);
      half.curveTo(0.3, side * 0.25, 0.7, side * 0.2, 1, 0);
      half.closePath();
      c.fill(place.createTransformedShape(half), side < 0 ? rgb : Tone.scale(rgb, 0.84));
    }
    c.stroke(
        place.createTransformedShape(Canvas.poly(0, 0, 0.95, 0)), Tone.light(rgb, 0.12), c.u * 1.5);
  }

  private static void bird(Canvas c, Dice dice, Plumage p, Palette palette) {
    var s = c.side * 0.5;
    var place = AffineTransform.getTranslateInstance(c.w * dice.between(0.46, 0.54), c.h * 0.7);
    place.scale(dice.sign() * s, s);
    place.rotate(dice.between(-0.12, 0.12));
    var tail = dice.between(0.45, 0.9);
    for (var i = 3; i >= 0; i--) {
      var feather =
          curve(
              -0.22,
              -0.2,
              -0.4 - 0.04 * i,
              -0.05,
              -0.35 - tail * (0.75 + 0.06 * i),
              0.18 + 0.035 * i,
              -0.33 - tail * 0.7,
              0.26 + 0.03 * i,
              -0.3,
              0.06,
              -0.1,
              -0.05);
      fill(c, place, feather, i % 2 == 0 ? p.wing : Tone.mix(p.wing, p.back, 0.5));
    }
    for (var k = 0; k < 2; k++) {
      c.stroke(
          place.createTransformedShape(Canvas.poly(0.04 + 0.09 * k, -0.06, 0.06 + 0.09 * k, 0.06)),
          p.bill,
          c.side * 0.008);
    }
    var body =
        curve(
            0.16, -0.66, 0.36, -0.5, 0.32, -0.06, 0.06, -0.03, -0.2, -0.02, -0.34, -0.14, -0.34,
            -0.14, -0.24, -0.4, -0.06, -0.62, 0.16, -0.66);
    fill(c, place, body, p.back);
    var front =
        curve(
            0.3, -0.56, 0.36, -0.36, 0.28, -0.06, 0.06, -0.04, -0.1, -0.04, 0.02, -0.2, 0.1, -0.3,
            0.16, -0.4, 0.2, -0.5, 0.3, -0.56);
    fill(c, place, front, p.breast);
    var clip = c.g.getClip();
    c.g.clip(place.createTransformedShape(front));
    for (var i = 0; i < 60; i++) {
      var x = dice.between(-0.1, 0.34);
      var y = dice.between(-0.55, -0.05);
      c.stroke(
          place.createTransformedShape(Canvas.poly(x, y, x - 0.012, y + 0.035)),
          Tone.scale(p.breast, 0.78),
          c.u * 2,
          0.7);
    }
    c.g.setClip(clip);
    fill(
        c,
        place,
        curve(
            0.34, -0.72, 0.42, -0.9, 0.02, -0.94, 0.02, -0.68, 0.02, -0.56, 0.28, -0.48, 0.32,
            -0.56, 0.36, -0.6, 0.38, -0.66, 0.34, -0.72),
        p.head);
    wing(c, place, p);
    beak(c, dice, place, p);
    dot(c, place, 0.25, -0.735, 0.036, 0xf7f1e3);
    dot(c, place, 0.255, -0.735, 0.025, 0x14110f);
    dot(c, place, 0.262, -0.743, 0.008, 0xffffff);
    if (dice.chance(0.45)) {
      for (var i = 0; i < 5; i++) {
        var crest = new Path2D.Double();
        crest.moveTo(0.2 - 0.03 * i, -0.86 + 0.01 * i);
        crest.quadTo(0.12 - 0.06 * i, -1.0, 0.0 - 0.06 * i, -1.04 + 0.03 * i);
        c.stroke(place.createTransformedShape(crest), palette.any(dice, p.head), c.side * 0.012);
      }
    }
  }

  private static void wing(Canvas c, AffineTransform place, Plumage p) {
    for (var i = 0; i < 6; i++) {
      var t = i / 5.0;
      var feather =
          curve(
              0.08,
              -0.5 + 0.03 * i,
              0.12 - 0.1 * t,
              -0.3,
              -0.1 - 0.2 * (1 - t),
              -0.14 + 0.02 * i,
              -0.5 + 0.3 * t,
              0.02 - 0.04 * t,
              -0.36 + 0.2 * t,
              -0.16,
              -0.16,
              -0.44);
      fill(c, place, feather, Tone.mix(p.wing, i % 2 == 0 ? p.back : 0x15120f, 0.22));
    }
    var shoulder =
        curve(
            0.12, -0.52, 0.14, -0.36, 0.02, -0.26, -0.1, -0.26, -0.2, -0.34, -0.08, -0.5, 0.12,
            -0.52, 0.12, -0.52, 0.12, -0.52, 0.12, -0.52);
    fill(c, place, shoulder, p.back);
    for (var i = 0; i < 5; i++) {
      var arc = new Path2D.Double();
      arc.moveTo(0.08 - 0.05 * i, -0.47 + 0.02 * i);
      arc.quadTo(0.06 - 0.05 * i, -0.36, -0.02 - 0.04 * i, -0.31);
      c.stroke(place.createTransformedShape(arc), Tone.light(p.back, 0.1), c.u * 2.4, 0.8);
    }
  }

  private static void beak(Canvas c, Dice dice, AffineTransform place, Plumage p) {
    var reach = dice.between(0.12, 0.34);
    var deep = dice.between(0.03, 0.07);
    var upper = new Path2D.Double();
    upper.moveTo(0.33, -0.76);
    upper.quadTo(0.33 + reach * 0.6, -0.78, 0.34 + reach, -0.68 + deep * 0.3);
    upper.lineTo(0.34, -0.69);
    c.fill(place.createTransformedShape(upper), p.bill);
    c.fill(
        place.createTransformedShape(
            Canvas.poly(0.34, -0.69, 0.33 + reach * 0.86, -0.675 + deep * 0.3, 0.34, -0.69 + deep)),
        Tone.scale(p.bill, 0.75));
  }

  /** A closed path: a start and then triples of points, or what is left as a plain curve. */
  private static Path2D curve(double... xy) {
    var path = new Path2D.Double();
    path.moveTo(xy[0], xy[1]);
    var i = 2;
    for (; i + 5 < xy.length; i += 6) {
      path.curveTo(xy[i], xy[i + 1], xy[i + 2], xy[i + 3], xy[i + 4], xy[i + 5]);
    }
    if (i + 3 < xy.length) {
      path.quadTo(xy[i], xy[i + 1], xy[i + 2], xy[i + 3]);
    }
    path.closePath();
    return path;
  }

  private static void fill(Canvas c, AffineTransform place, Path2D shape, int rgb) {
    var placed = place.createTransformedShape(shape);
    c.fill(placed, rgb);
    c.stroke(placed, Tone.scale(rgb, 0.7), c.u * 1.2, 0.5);
  }

  private static void dot(Canvas c, AffineTransform place, double x, double y, double r, int rgb) {
    c.fill(place.createTransformedShape(Canvas.disc(x, y, r)), rgb);
  }
}
