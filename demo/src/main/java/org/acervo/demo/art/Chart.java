package org.acervo.demo.art;

import java.util.List;

/** A nautical chart: soundings, rhumb lines, depth contours and a coast left blank. */
record Chart() implements Picture {
  private static final List<int[]> INKS =
      List.of(
          new int[] {0xf4ead2, 0xe2cf9f, 0x5a4632, 0xb5533c, 0xd9dcc4},
          new int[] {0xe9f0ee, 0xf0e2b8, 0x24424f, 0xa63d57, 0xb7d5dc},
          new int[] {0x0f2436, 0xd9c48f, 0xe8dfc6, 0xe0894a, 0x1f4560});

  @Override
  public void paint(Canvas c, Dice dice) {
    var inks = dice.pick(INKS);
    var noise = new Noise(dice);
    var lean = dice.between(0, 6.28);
    var land =
        new Field(
            c,
            4,
            (x, y) ->
                0.5 * ((x - 0.7) * Math.cos(lean) + (y - 0.5) * Math.sin(lean))
                    + noise.fbm(x * 2.4 + 0.3 * noise.at(x * 5, y * 5), y * 2.4, 6) * 0.55);
    var coast = 0.16;
    c.shade((x, y) -> {
      var v = land.at(x, y);
      return v > coast
          ? inks[1]
          : Tone.blend(
              inks[4],
              inks[0],
              Math.clamp((coast - v) * 3 + 0.05 * Math.floor((coast - v) * 20), 0, 1));
    });
    rhumbs(c, dice, inks);
    for (var i = 1; i < 6; i++) {
      c.stroke(Contour.of(land, coast - 0.07 * i, c.w, c.h), inks[2], c.u * 0.9, 0.45 - 0.05 * i);
    }
    for (var i = 1; i < 5; i++) {
      c.stroke(Contour.of(land, coast + 0.016 * i, c.w, c.h), inks[2], c.u * 0.7, 0.35 - 0.07 * i);
    }
    c.stroke(Contour.of(land, coast, c.w, c.h), inks[2], c.u * 2.2);
    soundings(c, dice, land, coast, inks);
    var frame = new Cartouche(c, dice, inks[2], inks[0]);
    frame.border(0.04);
    var x = c.side * dice.between(0.2, 0.3);
    var y = c.h - c.side * dice.between(0.22, 0.3);
    c.fill(Canvas.disc(x, y, c.side * 0.12), inks[0], 0.6);
    frame.rose(x, y, c.side * 0.11);
    c.stroke(Canvas.disc(x, y, c.side * 0.115), inks[3], c.u * 1.4);
    var name =
        dice.pick(List.of("BAÍA", "COSTA", "CANAL", "ENSEADA"))
            + " DE "
            + Names.place(dice).toUpperCase(java.util.Locale.ROOT);
    title(c, name, inks);
    Light.paper(c, dice, 0.14);
  }

  private static void rhumbs(Canvas c, Dice dice, int[] inks) {
    for (var k = 0; k < 3; k++) {
      var x = c.w * dice.real();
      var y = c.h * dice.real();
      for (var i = 0; i < 32; i++) {
        var a = i * Math.PI / 16;
        var far = c.w + c.h;
        c.stroke(
            Canvas.poly(x, y, x + Math.cos(a) * far, y + Math.sin(a) * far),
            i % 4 == 0 ? inks[3] : inks[2],
            c.u * 0.6,
            0.28);
      }
    }
  }

  private static void soundings(Canvas c, Dice dice, Field land, double coast, int[] inks) {
    var step = c.side * 0.052;
    for (var y = step; y < c.h - step; y += step) {
      for (var x = step; x < c.w - step; x += step) {
        var px = x + dice.bell() * step * 0.22;
        var py = y + dice.bell() * step * 0.22;
        if (px < 0 || py < 0 || px >= c.w || py >= c.h) {
          continue;
        }
        var depth = (coast - land.at((int) px, (int) py)) * 130;
        if (depth > 1) {
          c.centred(String.valueOf((int) depth), Face.italic(c.u * 12), px, py, inks[2]);
        } else if (depth < -3 && dice.chance(0.2)) {
          c.fill(Canvas.poly(px - 5 * c.u, py, px, py - 9 * c.u, px + 5 * c.u, py), inks[2], 0.6);
        }
      }
    }
  }

  private static void title(Canvas c, String name, int[] inks) {
    var face = Face.caps(30 * c.u);
    var w = face.length(name) + c.side * 0.08;
    var x = (c.w - w) / 2;
    var y = c.side * 0.075;
    c.fill(Canvas.box(x, y, w, c.side * 0.105), inks[0]);
    c.stroke(Canvas.box(x, y, w, c.side * 0.105), inks[2], c.u * 1.5);
    c.stroke(
        Canvas.box(x + 4 * c.u, y + 4 * c.u, w - 8 * c.u, c.side * 0.105 - 8 * c.u),
        inks[3],
        c.u * 0.8);
    c.centred(name, face, c.w / 2.0, y + c.side * 0.052, inks[2]);
    c.centred(
        "Sondagens em metros, reduzidas à baixa-mar",
        Face.italic(15 * c.u),
        c.w / 2.0,
        y + c.side * 0.083,
        inks[2]);
  }
}
