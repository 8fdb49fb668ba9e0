package org.acervo.demo.art;

import java.awt.geom.Arc2D;
import java.awt.geom.Path2D;

/** Circles, quarters and stripes on a strict grid, with the billing set below in one weight. */
record Bauhaus() implements Picture {
  @Override
  public void paint(Canvas c, Dice dice) {
    var palette = Palette.any(dice);
    var bill = Billing.any(dice);
    c.fill(palette.paper());
    var margin = c.side * 0.07;
    var foot = c.side * 0.3;
    var cell = Math.min((c.w - 2 * margin) / dice.whole(3, 5), c.h - margin - foot);
    var columns = (int) ((c.w - 2 * margin) / cell + 1e-6);
    var rows = Math.max(1, (int) ((c.h - margin - foot) / cell));
    for (var y = 0; y < rows; y++) {
      for (var x = 0; x < columns; x++) {
        tile(c, dice, palette, margin + x * cell, margin + y * cell, cell);
      }
    }
    var top = margin + rows * cell;
    if (dice.chance(0.5)) {
      var r = cell * dice.between(0.9, 1.3);
      c.stroke(
          Canvas.disc(
              c.w * dice.between(0.3, 0.7), margin + rows * cell * dice.between(0.3, 0.7), r),
          palette.ink(),
          cell * 0.05);
    }
    var room = c.h - top;
    var face = Face.bold(1).heavy(0.035);
    var size = face.fitting(bill.title(), c.w - 2 * margin);
    size = size.size() > room * 0.42 ? new Face(room * 0.42, 0.035, 1, 0, 0) : size;
    c.text(bill.title(), size, margin, top + room * 0.16 + size.size() * 0.72, palette.ink());
    var small = Face.plain(Math.min(room * 0.085, c.w * 0.034));
    var line = c.h - room * 0.2;
    c.text(bill.kind(), small, margin, line, palette.ink());
    c.text(bill.place(), small, margin, line + small.size() * 1.3, palette.ink());
    c.flushRight(bill.date(), small, c.w - margin, line + small.size() * 1.3, palette.ink());
    Light.finish(c, dice, 6, 0.06);
  }

  private static void tile(Canvas c, Dice dice, Palette palette, double x, double y, double s) {
    var back = dice.chance(0.3) ? palette.paper() : dice.pick(palette.colours());
    var fore = dice.chance(0.25) ? palette.ink() : palette.any(dice, back);
    c.fill(Canvas.box(x, y, s + 0.5, s + 0.5), back);
    var quarter = dice.whole(0, 3);
    switch (dice.whole(0, 7)) {
      case 0 -> c.fill(Canvas.disc(x + s / 2, y + s / 2, s / 2), fore);
      case 1 -> {
        c.fill(Canvas.disc(x + s / 2, y + s / 2, s / 2), fore);
        c.fill(Canvas.disc(x + s / 2, y + s / 2, s / 4), palette.any(dice, fore));
      }
      case 2, 3 -> c.fill(corner(x, y, s, quarter, s), fore);
      case 4 -> {
        for (var i = 4; i > 0; i--) {
          c.fill(corner(x, y, s, quarter, s * i / 4), i % 2 == 0 ? fore : back);
        }
      }
      case 5 ->
          c.fill(
              new Arc2D.Double(
                  x,
                  y + (quarter < 2 ? -s / 2 : s / 2) + 0,
                  s,
                  s,
                  quarter < 2 ? 180 : 0,
                  180,
                  Arc2D.PIE),
              fore);
      case 6 -> {
        for (var i = 0; i < 6; i += 2) {
          c.fill(
              quarter % 2 == 0
                  ? Canvas.box(x, y + s * i / 6, s, s / 6)
                  : Canvas.box(x + s * i / 6, y, s / 6, s),
              fore);
        }
      }
      default -> {
        var half = new Path2D.Double();
        half.moveTo(x, y + (quarter % 2 == 0 ? 0 : s));
        half.lineTo(x + s, y + (quarter % 2 == 0 ? s : 0));
        half.lineTo(quarter < 2 ? x : x + s, quarter == 0 || quarter == 3 ? y + s : y);
        c.fill(half, fore);
      }
    }
  }

  private static Arc2D corner(double x, double y, double s, int quarter, double r) {
    var cx = quarter % 2 == 0 ? x : x + s;
    var cy = quarter < 2 ? y : y + s;
    var start = new int[] {270, 180, 0, 90}[quarter];
    return new Arc2D.Double(cx - r, cy - r, 2 * r, 2 * r, start, 90, Arc2D.PIE);
  }
}
