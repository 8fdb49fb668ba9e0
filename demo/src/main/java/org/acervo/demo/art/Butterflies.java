package org.acervo.demo.art;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;

/** A drawer of mounted butterflies; one half is drawn and mirrored, as nature does. */
record Butterflies() implements Picture {
  @Override
  public void paint(Canvas c, Dice dice) {
    Plate.ground(c, dice);
    var columns = (int) Math.round(c.w / c.side * dice.pick(2, 3));
    var rows = (int) Math.round(c.h / c.side * dice.pick(2, 3));
    var top = c.side * 0.09;
    var w = (c.w - 2 * top) / columns;
    var h = (c.h - top - c.side * 0.16) / rows;
    var palette = Palette.any(dice);
    for (var y = 0; y < rows; y++) {
      for (var x = 0; x < columns; x++) {
        var cx = top + (x + 0.5) * w;
        var cy = top + (y + 0.44) * h;
        specimen(c, dice, palette, cx, cy, Math.min(w, h * 1.15) * dice.between(0.38, 0.46));
        c.centred(
            (y * columns + x + 1) + ". " + Latin.animal(dice),
            Face.italic(Math.min(w * 0.05, c.side * 0.02)),
            cx,
            top + (y + 0.97) * h,
            Plate.INK);
      }
    }
    Plate.caption(c, dice, "Lepidoptera montis", "coleção do Jardim Botânico da Serra");
  }

  static void specimen(Canvas c, Dice dice, Palette palette, double cx, double cy, double r) {
    var base = dice.pick(palette.colours());
    var second = palette.any(dice, base);
    var dark = Tone.scale(Tone.mix(palette.ink(), 0x201510, 0.5), 0.8);
    var upper = upper(dice);
    var lower = lower(dice);
    var spots = dice.whole(2, 5);
    var eyed = dice.chance(0.6);
    for (var side = -1; side <= 1; side += 2) {
      var place = AffineTransform.getTranslateInstance(cx, cy);
      place.scale(side * r, r);
      wing(c, place, lower, base, Tone.mix(second, base, 0.35), dark, spots, eyed);
      wing(c, place, upper, second, base, dark, spots, !eyed);
    }
    var body = new java.awt.geom.Ellipse2D.Double(cx - r * 0.045, cy - r * 0.3, r * 0.09, r * 0.66);
    c.fill(body, dark);
    c.fill(Canvas.disc(cx, cy - r * 0.33, r * 0.055), dark);
    for (var side = -1; side <= 1; side += 2) {
      var feeler = new Path2D.Double();
      feeler.moveTo(cx, cy - r * 0.36);
      feeler.quadTo(cx + side * r * 0.08, cy - r * 0.6, cx + side * r * 0.24, cy - r * 0.74);
      c.stroke(feeler, dark, r * 0.014);
      c.fill(Canvas.disc(cx + side * r * 0.24, cy - r * 0.74, r * 0.022), dark);
    }
  }

  private static Path2D upper(Dice dice) {
    var tip = dice.between(0.55, 0.85);
    var p = new Path2D.Double();
    p.moveTo(0.03, -0.2);
    p.curveTo(0.3, -0.6, 0.6, -tip - 0.1, 0.98, -tip);
    p.curveTo(1.05, -tip + 0.15, dice.between(0.72, 0.98), -0.3, 0.86, -0.06);
    p.curveTo(0.6, 0.06, 0.3, 0.04, 0.03, 0.02);
    p.closePath();
    return p;
  }

  private static Path2D lower(Dice dice) {
    var tail = dice.between(0, 0.4);
    var p = new Path2D.Double();
    p.moveTo(0.03, -0.05);
    p.curveTo(0.4, -0.1, 0.8, -0.1, 0.8, 0.18);
    p.curveTo(0.82, 0.45, 0.62, 0.55, 0.5 + tail * 0.1, 0.62 + tail);
    p.curveTo(0.42, 0.6, 0.36, 0.72, 0.24, 0.62);
    p.curveTo(0.12, 0.5, 0.05, 0.3, 0.03, 0.15);
    p.closePath();
    return p;
  }

  private static void wing(
      Canvas c,
      AffineTransform place,
      Path2D shape,
      int rgb,
      int inner,
      int dark,
      int spots,
      boolean eyed) {
    c.fill(place.createTransformedShape(shape), dark);
    var box = shape.getBounds2D();
    layer(c, place, shape, 0.88, rgb);
    layer(c, place, shape, 0.66, inner);
    layer(c, place, shape, 0.4, Tone.light(inner, 0.08));
    var clip = c.g.getClip();
    c.g.clip(place.createTransformedShape(shape));
    for (var i = 0; i < 8; i++) {
      var t = i / 7.0;
      var vein = new Path2D.Double();
      vein.moveTo(0.03, 0);
      vein.quadTo(
          box.getMaxX() * 0.5,
          box.getMinY() + box.getHeight() * (0.2 + 0.6 * t),
          box.getMaxX() * (1.05 - 0.25 * t),
          box.getMinY() + box.getHeight() * t * 1.15);
      c.stroke(place.createTransformedShape(vein), dark, c.u * 1.6, 0.8);
    }
    c.g.setClip(clip);
    for (var i = 0; i < spots; i++) {
      var t = (i + 0.7) / (spots + 0.4);
      var x = box.getMaxX() * (0.9 - 0.2 * t);
      var y = box.getMinY() + box.getHeight() * (0.14 + 0.6 * t);
      dot(c, place, x, y, 0.035, 0xf6efdf);
    }
    if (eyed) {
      var x = box.getMaxX() * 0.6;
      var y = box.getMinY() + box.getHeight() * 0.5;
      dot(c, place, x, y, 0.1, dark);
      dot(c, place, x, y, 0.07, Tone.light(rgb, 0.18));
      dot(c, place, x, y, 0.035, dark);
      dot(c, place, x + 0.012, y - 0.012, 0.012, 0xffffff);
    }
  }

  /** The wing again, shrunk towards its root. */
  private static void layer(Canvas c, AffineTransform place, Shape shape, double scale, int rgb) {
    var shrunk = new AffineTransform(place);
    shrunk.translate(0.02, 0);
    shrunk.scale(scale, scale);
    c.fill(shrunk.createTransformedShape(shape), rgb);
  }

  private static void dot(Canvas c, AffineTransform place, double x, double y, double r, int rgb) {
    c.fill(place.createTransformedShape(Canvas.disc(x, y, r)), rgb);
  }
}
