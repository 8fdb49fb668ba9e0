package org.acervo.demo.art;

import java.awt.geom.AffineTransform;

/** What surrounds a map: graticule border, compass rose, title panel with legend and scale. */
record Cartouche(Canvas c, Dice dice, int ink, int paper) {
  /** A paper margin with an alternating black and white degree scale inside it. */
  void border(double margin) {
    var m = margin * c.side;
    c.fill(Canvas.box(0, 0, c.w, m), paper);
    c.fill(Canvas.box(0, c.h - m, c.w, m), paper);
    c.fill(Canvas.box(0, 0, m, c.h), paper);
    c.fill(Canvas.box(c.w - m, 0, m, c.h), paper);
    var step = 0.05 * c.side;
    var band = 0.007 * c.side;
    for (var i = 0; m + i * step < c.w - m; i++) {
      var length = Math.min(step, c.w - m - (m + i * step));
      c.fill(Canvas.box(m + i * step, m - band, length, band), i % 2 == 0 ? ink : paper);
      c.fill(Canvas.box(m + i * step, c.h - m, length, band), i % 2 == 0 ? ink : paper);
    }
    for (var i = 0; m + i * step < c.h - m; i++) {
      var length = Math.min(step, c.h - m - (m + i * step));
      c.fill(Canvas.box(m - band, m + i * step, band, length), i % 2 == 0 ? ink : paper);
      c.fill(Canvas.box(c.w - m, m + i * step, band, length), i % 2 == 0 ? ink : paper);
    }
    c.stroke(Canvas.box(m, m, c.w - 2 * m, c.h - 2 * m), ink, c.u * 1.2);
    c.stroke(
        Canvas.box(m - band, m - band, c.w - 2 * (m - band), c.h - 2 * (m - band)), ink, c.u * 1.2);
  }

  void compass() {
    rose(c.w - c.side * 0.14, c.side * 0.15, c.side * 0.07);
  }

  void rose(double x, double y, double r) {
    c.stroke(Canvas.disc(x, y, r * 0.72), ink, c.u * 1.2);
    c.stroke(Canvas.disc(x, y, r * 0.66), ink, c.u * 0.8);
    for (var i = 7; i >= 0; i--) {
      var point = i % 2 == 0 ? r : r * 0.62;
      var turn = AffineTransform.getRotateInstance(i * Math.PI / 4, x, y);
      var waist = r * 0.13;
      c.fill(
          turn.createTransformedShape(Canvas.poly(x, y, x, y - point, x + waist, y - waist)), ink);
      var left = turn.createTransformedShape(Canvas.poly(x, y, x, y - point, x - waist, y - waist));
      c.fill(left, paper);
      c.stroke(left, ink, c.u * 0.8);
    }
    c.centred("N", Face.bold(r * 0.34), x, y - r * 1.1, ink);
  }

  void legend(String title, Ramp land, Ramp sea) {
    var w = c.side * 0.36;
    var h = c.side * 0.165;
    var x = c.side * 0.065;
    var y = c.h - h - c.side * 0.065;
    c.fill(Canvas.box(x, y, w, h), paper, 0.94);
    c.stroke(Canvas.box(x, y, w, h), ink, c.u * 1.6);
    c.stroke(Canvas.box(x + 4 * c.u, y + 4 * c.u, w - 8 * c.u, h - 8 * c.u), ink, c.u * 0.7);
    var face = Face.caps(26 * c.u);
    var fit = face.length(title) > w * 0.88 ? face.fitting(title, w * 0.88) : face;
    c.centred(title, fit, x + w / 2, y + h * 0.27, ink);
    var scale = "Escala 1 : " + dice.pick(java.util.List.of("50 000", "100 000", "250 000"));
    c.centred(scale, Face.italic(14 * c.u), x + w / 2, y + h * 0.43, ink);
    var steps = 9;
    for (var i = 0; i < steps; i++) {
      var rgb = i < 3 ? sea.at(i / 3.0) : land.at((i - 3) / (steps - 4.0));
      var box = Canvas.box(x + w * (0.08 + 0.0933 * i), y + h * 0.52, w * 0.0933, h * 0.14);
      c.fill(box, rgb);
      c.stroke(box, ink, c.u * 0.6);
    }
    for (var i = 0; i < 4; i++) {
      var bar = Canvas.box(x + w * (0.16 + 0.17 * i), y + h * 0.84, w * 0.17, h * 0.035);
      c.fill(bar, i % 2 == 0 ? ink : paper);
      c.stroke(bar, ink, c.u * 0.6);
      c.centred(
          String.valueOf(i * 5),
          Face.plain(11 * c.u),
          x + w * (0.16 + 0.17 * i),
          y + h * 0.81,
          ink);
    }
    c.centred("20 km", Face.plain(11 * c.u), x + w * 0.84, y + h * 0.81, ink);
  }
}
