package org.acervo.demo.art;

import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;

/** International style: one idea drawn large, type small and aligned left. */
record Swiss() implements Picture {
  @Override
  public void paint(Canvas c, Dice dice) {
    var palette = Palette.any(dice);
    var bill = Billing.any(dice);
    var ground = dice.pick(palette.colours());
    var fore = palette.on(ground);
    c.fill(ground);
    var second = palette.any(dice, ground);
    switch (dice.whole(0, 4)) {
      case 0 -> arcs(c, dice, fore, second);
      case 1 -> letter(c, dice, bill, fore, second);
      case 2 -> bars(c, dice, fore, second);
      case 3 -> spiral(c, dice, fore, second);
      default -> dots(c, dice, fore, second);
    }
    var m = c.side * 0.06;
    var band = c.side * 0.2;
    c.fill(Canvas.box(0, c.h - band, c.w, band), ground);
    c.fill(Canvas.box(m, c.h - band, c.w - 2 * m, c.u * 3), fore);
    var face = Face.bold(c.side * 0.062).heavy(0.04).tracked(-0.02);
    c.text(bill.title(), face, m, c.h - band + c.side * 0.075, fore);
    var small = Face.plain(c.side * 0.025);
    c.text(bill.kind(), small, m, c.h - band + c.side * 0.115, fore);
    c.text(bill.place() + ", " + bill.date(), small, m, c.h - band + c.side * 0.148, fore);
    Light.finish(c, dice, 6, 0.05);
  }

  private static void arcs(Canvas c, Dice dice, int fore, int second) {
    var cx = c.w * dice.between(0.2, 0.8);
    var cy = c.h * dice.between(0.25, 0.6);
    for (var i = 0; i < 13; i++) {
      var r = c.side * (0.07 + 0.055 * i);
      var arc =
          new Arc2D.Double(
              cx - r,
              cy - r,
              2 * r,
              2 * r,
              dice.between(0, 360),
              dice.between(60, 300),
              Arc2D.OPEN);
      c.g.setColor(Tone.awt(i % 4 == 1 ? second : fore));
      c.g.setStroke(
          new java.awt.BasicStroke(
              (float) (c.side * 0.03),
              java.awt.BasicStroke.CAP_BUTT,
              java.awt.BasicStroke.JOIN_MITER));
      c.g.draw(arc);
    }
  }

  private static void letter(Canvas c, Dice dice, Billing bill, int fore, int second) {
    var letter = bill.title().substring(0, 1);
    var face = new Face(c.h * 1.15, 0.05, 1, 0, 0);
    for (var i = 6; i >= 0; i--) {
      var saved = c.g.getTransform();
      c.g.rotate(i * 0.05, c.w / 2.0, c.h / 2.0);
      c.centred(
          letter,
          face,
          c.w * (0.5 + 0.018 * i),
          c.h * 0.86,
          i == 0 ? fore : Tone.mix(second, fore, dice.between(0, 0.12)));
      c.g.setTransform(saved);
    }
  }

  private static void bars(Canvas c, Dice dice, int fore, int second) {
    var lean = AffineTransform.getRotateInstance(dice.between(-0.7, 0.7), c.w / 2.0, c.h / 2.0);
    var x = -c.w * 0.4;
    for (var i = 0; x < c.w * 1.4; i++) {
      var thick = c.side * (0.008 + 0.1 * Math.pow(0.5 + 0.5 * Math.sin(i * 0.37), 2));
      var length = c.h * dice.between(0.5, 1.6);
      c.fill(
          lean.createTransformedShape(Canvas.box(x, c.h * 0.4 - length / 2, thick, length)),
          i % 5 == 2 ? second : fore);
      x += thick + c.side * 0.022;
    }
  }

  private static void spiral(Canvas c, Dice dice, int fore, int second) {
    var cx = c.w * 0.5;
    var cy = c.h * 0.42;
    var turn = dice.between(2.2, 2.6);
    for (var i = 1; i < 420; i++) {
      var r = Math.sqrt(i / 420.0) * c.side * 0.47;
      var a = i * turn;
      c.fill(
          Canvas.disc(
              cx + Math.cos(a) * r, cy + Math.sin(a) * r, c.side * (0.003 + 0.011 * i / 420.0)),
          i % 13 == 0 ? second : fore);
    }
  }

  private static void dots(Canvas c, Dice dice, int fore, int second) {
    var n = dice.whole(9, 15);
    var step = c.w * 0.9 / n;
    var fx = dice.between(0.2, 0.8);
    var fy = dice.between(0.2, 0.6);
    for (var y = 0; y * step < c.h * 0.86; y++) {
      for (var x = 0; x < n; x++) {
        var px = c.w * 0.05 + (x + 0.5) * step;
        var py = c.w * 0.05 + (y + 0.5) * step;
        var d = Math.hypot(px / c.w - fx, py / c.h - fy);
        c.fill(
            Canvas.disc(px, py, step * Math.clamp(0.56 - d * 0.62, 0.06, 0.5)),
            (x + y) % 7 == 3 ? second : fore);
      }
    }
  }
}
