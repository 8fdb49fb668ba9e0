package org.acervo.demo.art;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;

/** Cut-out leaves around a great sun: tropical modernism for festival nights. */
record Tropical() implements Picture {
  @Override
  public void paint(Canvas c, Dice dice) {
    var palette = dice.pick(dice.chance(0.7) ? Palette.TROPICAL : Palette.DARK);
    var bill = Billing.any(dice);
    var ground = dice.chance(0.5) ? palette.paper() : Tone.mix(palette.paper(), palette.at(3), 0.6);
    c.fill(ground);
    var sunX = c.w * dice.between(0.35, 0.65);
    var sunY = c.h * dice.between(0.36, 0.46);
    var r = c.side * dice.between(0.26, 0.36);
    for (var i = 3; i >= 0; i--) {
      c.fill(Canvas.disc(sunX, sunY, r * (1 + 0.17 * i)), Tone.mix(palette.at(1), ground, i / 4.0));
    }
    hills(c, dice, palette, sunY);
    for (var i = 0; i < 20; i++) {
      var left = i % 2 == 0;
      var x = left ? c.w * dice.between(-0.03, 0.2) : c.w * dice.between(0.8, 1.03);
      var y = c.h * dice.between(0.05, 0.98);
      var lean = (left ? 0 : Math.PI) + dice.between(-0.85, 0.85);
      leaf(c, dice, palette, x, y, lean, c.side * dice.between(0.22, 0.42));
    }
    for (var i = 0; i < 9; i++) {
      leaf(
          c,
          dice,
          palette,
          c.w * dice.real(),
          c.h * 1.02,
          -Math.PI / 2 + dice.bell() * 0.4,
          c.side * dice.between(0.25, 0.4));
    }
    lettering(c, palette, bill);
    Light.finish(c, dice, 7, 0.08);
  }

  private static void hills(Canvas c, Dice dice, Palette palette, double sunY) {
    var noise = new Noise(dice);
    for (var i = 0; i < 4; i++) {
      var hill = new Path2D.Double();
      hill.moveTo(0, c.h);
      for (var x = 0; x <= c.w + 8; x += 8) {
        hill.lineTo(
            x, sunY + c.side * (0.12 + 0.13 * i + 0.15 * noise.fbm(x / c.side * 1.6, i * 5, 2)));
      }
      hill.lineTo(c.w, c.h);
      c.fill(hill, Tone.mix(palette.at(i % 2 == 0 ? 4 : 0), palette.ink(), 0.12 * i));
    }
  }

  private static void leaf(
      Canvas c, Dice dice, Palette palette, double x, double y, double angle, double size) {
    var green = dice.chance(0.72) ? dice.pick(palette.at(0), palette.at(4)) : palette.any(dice, 0);
    var rgb = Tone.light(green, dice.between(-0.1, 0.1));
    var place = AffineTransform.getTranslateInstance(x, y);
    place.rotate(angle);
    place.scale(size, size);
    switch (dice.whole(0, 2)) {
      case 0 -> Frond.draw(c, x, y, angle, size * 1.15, dice.bell() * 0.5, rgb);
      case 1 -> {
        c.fill(place.createTransformedShape(oval()), rgb);
        for (var i = 1; i < 9; i++) {
          var t = i / 9.0;
          for (var side = -1; side <= 1; side += 2) {
            var vein = new Path2D.Double();
            vein.moveTo(t * 0.92, 0);
            vein.lineTo(t * 0.92 + 0.13, side * 0.2 * Math.sin(Math.PI * t));
            c.stroke(place.createTransformedShape(vein), Tone.light(rgb, 0.12), size * 0.009);
          }
        }
        c.stroke(
            place.createTransformedShape(Canvas.poly(0, 0, 0.98, 0)),
            Tone.light(rgb, 0.14),
            size * 0.014);
      }
      default -> c.fill(place.createTransformedShape(monstera()), rgb);
    }
  }

  private static Path2D oval() {
    var leaf = new Path2D.Double();
    leaf.moveTo(0, 0);
    leaf.curveTo(0.25, -0.36, 0.75, -0.3, 1, 0);
    leaf.curveTo(0.75, 0.3, 0.25, 0.36, 0, 0);
    return leaf;
  }

  /** A heart with deep rounded cuts. */
  private static Path2D monstera() {
    var leaf = new Path2D.Double();
    var steps = 150;
    for (var i = 0; i <= steps; i++) {
      var t = i / (double) steps * 2 * Math.PI;
      var body =
          0.5
              * (1 - 0.28 * Math.cos(t) * Math.cos(t))
              * (1 - 0.35 * Math.exp(-Math.pow(Math.sin(t / 2) * 6, 2)));
      var away = Math.abs(t - Math.PI);
      var cut =
          away > 0.45 && away < 2.3 ? 0.46 * Math.pow(Math.max(0, Math.sin(away * 7.2)), 6) : 0;
      var r = body * (1 - cut);
      var x = 0.5 - r * Math.cos(t) * -1 - 0.5;
      var px = 0.45 - 0.95 * x;
      var py = r * Math.sin(t) * 0.92;
      if (i == 0) {
        leaf.moveTo(px, py);
      } else {
        leaf.lineTo(px, py);
      }
    }
    leaf.closePath();
    return leaf;
  }

  private static void lettering(Canvas c, Palette palette, Billing bill) {
    var band = c.side * 0.24;
    var top = c.h - band - c.side * 0.06;
    var x = c.side * 0.06;
    c.fill(Canvas.box(x, top, c.w - 2 * x, band), palette.paper());
    var face = Face.bold(1).heavy(0.05).tracked(0.02);
    var fit = face.fitting(bill.title(), c.w - 2 * x - c.side * 0.09);
    fit = fit.size() > band * 0.45 ? new Face(band * 0.45, 0.05, 1, 0, 0.02) : fit;
    c.centred(bill.title(), fit, c.w / 2.0, top + band * 0.32 + fit.size() * 0.3, palette.ink());
    c.centred(bill.kind(), Face.plain(c.side * 0.032), c.w / 2.0, top + band * 0.73, palette.at(2));
    c.centred(
        bill.place() + "  ·  " + bill.date(),
        Face.plain(c.side * 0.026),
        c.w / 2.0,
        top + band * 0.89,
        palette.ink());
  }
}
