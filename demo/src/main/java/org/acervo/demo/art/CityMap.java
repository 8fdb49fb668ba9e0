package org.acervo.demo.art;

import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.util.List;

/** A town from above: blocks cut by streets, a river with bridges, parks, a ring of avenues. */
record CityMap() implements Picture {
  private record Style(
      int ground, List<Integer> blocks, int street, int water, int park, int ink, int accent) {}

  private static final List<Style> STYLES =
      List.of(
          new Style(
              0xf3ece0,
              List.of(0xe4d8c4, 0xdccdb4, 0xead9bd),
              0xfffdf8,
              0x9cc3cf,
              0xb9cf9d,
              0x40382f,
              0xc8553d),
          new Style(
              0x12202f,
              List.of(0x1d3247, 0x21384f, 0x182b3e),
              0x0d1824,
              0x2d6f8c,
              0x1f5b4c,
              0xf0d9a8,
              0xf2a65a),
          new Style(
              0xf7f3ea,
              List.of(0xd96a4e, 0xe9a15b, 0x3e6c7a, 0xf0c987),
              0xfaf6ec,
              0x1f4e5f,
              0x6f9a76,
              0x22303c,
              0xb23a48),
          new Style(
              0xefe9e1,
              List.of(0x2f2f33, 0x3b3a40, 0x47454b),
              0xefe9e1,
              0xa9b8bd,
              0x8a8f7b,
              0x1d1c20,
              0xd1495b));

  @Override
  public void paint(Canvas c, Dice dice) {
    var style = dice.pick(STYLES);
    c.fill(style.ground);
    var river = river(c, dice);
    var away = new Area(Canvas.box(-c.w, -c.h, c.w * 3.0, c.h * 3.0));
    away.subtract(new Area(river));
    var old = new double[] {c.w * dice.between(0.35, 0.65), c.h * dice.between(0.35, 0.65)};
    var clip = c.g.getClip();
    c.g.setClip(away);
    districts(c, dice, style, old);
    c.g.setClip(clip);
    c.fill(river, style.water);
    c.stroke(river, Tone.mix(style.water, style.ink, 0.35), c.u * 1.5);
    avenues(c, dice, style, old);
    labels(c, dice, style);
    var frame = new Cartouche(c, dice, style.ink, style.ground);
    frame.border(0.03);
    frame.compass();
    title(c, dice, style);
    Light.paper(c, dice, 0.07);
  }

  private static Path2D river(Canvas c, Dice dice) {
    var noise = new Noise(dice);
    var path = new Path2D.Double();
    var wide = c.side * dice.between(0.035, 0.07);
    var flip = dice.chance(0.5);
    for (var k = 0; k < 2; k++) {
      for (var i = 0; i <= 80; i++) {
        var t = k == 0 ? i / 80.0 : 1 - i / 80.0;
        var mid = c.h * (0.3 + 0.4 * t) + c.side * 0.22 * noise.fbm(t * 2.3, 1, 3);
        var half = wide * (0.6 + 0.5 * t) * (k == 0 ? -1 : 1);
        var x = c.w * (t * 1.1 - 0.05);
        var y = flip ? c.h - mid - half : mid + half;
        if (k == 0 && i == 0) {
          path.moveTo(x, y);
        } else {
          path.lineTo(x, y);
        }
      }
    }
    path.closePath();
    return path;
  }

  /** Each district has its own grain: a grid turned by its own angle and bent a little. */
  private static void districts(Canvas c, Dice dice, Style style, double[] old) {
    for (var ring = 0; ring < 9; ring++) {
      var cx = ring == 8 ? old[0] : c.w * (ring % 4 + 0.5) / 4;
      var cy = ring == 8 ? old[1] : c.h * ((ring >> 2) + 0.5) / 2;
      var cell =
          new Area(
              ring == 8
                  ? Canvas.disc(cx, cy, c.side * 0.2)
                  : Canvas.box(
                      c.w * (ring % 4) / 4.0, c.h * (ring >> 2) / 2.0, c.w / 4.0, c.h / 2.0));
      if (ring == 8) {
        c.fill(cell, style.street);
      }
      grid(
          c,
          dice,
          style,
          cx,
          cy,
          c.side * (ring == 8 ? 0.2 : 0.5),
          ring == 8 ? 0.022 : 0.042,
          cell);
    }
  }

  private static void grid(
      Canvas c,
      Dice dice,
      Style style,
      double cx,
      double cy,
      double reach,
      double pitch,
      Area cell) {
    var turn = AffineTransform.getRotateInstance(dice.between(-0.5, 0.5), cx, cy);
    var size = pitch * c.side;
    var gap = size * 0.13;
    var tall = size * dice.between(0.8, 1.5);
    for (var x = cx - reach; x < cx + reach; x += size) {
      for (var y = cy - reach; y < cy + reach; y += tall) {
        var join = dice.chance(0.15) ? size : 0;
        var lot = turn.createTransformedShape(Canvas.box(x, y, size - gap + join, tall - gap));
        var middle = lot.getBounds2D();
        if (!cell.contains(middle.getCenterX(), middle.getCenterY())) {
          continue;
        }
        var park = dice.chance(0.045);
        c.fill(lot, park ? style.park : dice.pick(style.blocks));
        if (park) {
          for (var i = 0; i < 9; i++) {
            c.fill(
                Canvas.disc(
                    dice.between(middle.getMinX(), middle.getMaxX()),
                    dice.between(middle.getMinY(), middle.getMaxY()),
                    size * 0.07),
                Tone.scale(style.park, 0.8));
          }
        } else if (dice.chance(0.5)) {
          c.fill(
              turn.createTransformedShape(
                  Canvas.box(
                      x + size * 0.28, y + tall * 0.28, (size - gap) * 0.42, (tall - gap) * 0.42)),
              style.ground,
              0.55);
        }
      }
    }
  }

  private static void avenues(Canvas c, Dice dice, Style style, double[] old) {
    var count = dice.whole(5, 8);
    var start = dice.between(0, 1);
    for (var i = 0; i < count; i++) {
      var a = 2 * Math.PI * (i + start) / count;
      var far = c.w + c.h;
      var way = new Path2D.Double();
      way.moveTo(old[0] + Math.cos(a) * c.side * 0.07, old[1] + Math.sin(a) * c.side * 0.07);
      way.lineTo(old[0] + Math.cos(a) * far, old[1] + Math.sin(a) * far);
      c.stroke(way, style.street, c.side * 0.013);
    }
    for (var r : new double[] {0.07, 0.2, 0.42}) {
      c.stroke(Canvas.disc(old[0], old[1], c.side * r), style.street, c.side * 0.012);
    }
    c.fill(Canvas.disc(old[0], old[1], c.side * 0.05), style.park);
    c.fill(Canvas.disc(old[0], old[1], c.side * 0.012), style.accent);
    var rail = new Path2D.Double();
    rail.moveTo(0, c.h * dice.between(0.7, 0.95));
    rail.curveTo(c.w * 0.3, c.h * 0.9, c.w * 0.7, c.h * 0.8, c.w, c.h * dice.between(0.1, 0.4));
    c.stroke(rail, style.accent, c.u * 4);
    c.dashed(rail, style.ground, c.u * 2, c.u * 8);
  }

  private static void labels(Canvas c, Dice dice, Style style) {
    for (var i = 0; i < 9; i++) {
      var text = Names.street(dice);
      var face = Face.plain(13 * c.u);
      var x = c.w * dice.between(0.1, 0.75);
      var y = c.h * (0.12 + 0.075 * i);
      c.stroke(face.at(text, x, y), style.ground, c.u * 5, 0.8);
      c.text(text, face, x, y, style.ink);
    }
  }

  private static void title(Canvas c, Dice dice, Style style) {
    var name = Names.place(dice).toUpperCase(java.util.Locale.ROOT);
    var face = Face.caps(34 * c.u);
    var w = Math.max(face.length(name), c.side * 0.2) + c.side * 0.07;
    c.fill(Canvas.box(c.side * 0.06, c.h - c.side * 0.175, w, c.side * 0.115), style.ground);
    c.stroke(
        Canvas.box(c.side * 0.06, c.h - c.side * 0.175, w, c.side * 0.115), style.ink, c.u * 1.5);
    c.text(name, face, c.side * 0.095, c.h - c.side * 0.118, style.ink);
    c.text(
        "Planta da cidade e arrabaldes",
        Face.italic(16 * c.u),
        c.side * 0.095,
        c.h - c.side * 0.083,
        style.ink);
  }
}
