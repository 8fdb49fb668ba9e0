package org.acervo.demo.art;

import java.util.List;

/** Plates from an atlas of the sky: planets, a star chart, phases and orbits. */
record Heavens(Subject subject) implements Picture {
  enum Subject {
    PLANET,
    STAR_CHART,
    PHASES,
    ORBITS
  }

  private static final int[][] INKS = {
    {0x0d1626, 0xe8dcc0, 0xd9a34a},
    {0x14121f, 0xefe4d6, 0xd1786a},
    {0x0b2027, 0xe6e9d8, 0x7fb8b0},
    {0xf1e8d4, 0x23303f, 0xb5533c}
  };
  private static final List<int[]> SKINS =
      List.of(
          new int[] {0x5a2d1e, 0xb5613a, 0xe5b57a, 0xf7e6c8},
          new int[] {0x12355b, 0x2a7fa5, 0x9fd3d0, 0xf4f7ef},
          new int[] {0x4a3b5c, 0x9a6f8f, 0xe0b0a0, 0xf8e9d8},
          new int[] {0x2d3a2e, 0x5f7f5a, 0xc9c08a, 0xf1ead0},
          new int[] {0x7a5a3a, 0xc99a63, 0xf0d9ae, 0xb5714a, 0xf7ead2},
          new int[] {0x2b2b33, 0x62626c, 0xa7a5a3, 0xe2ded6});

  @Override
  public void paint(Canvas c, Dice dice) {
    var inks = INKS[dice.whole(0, INKS.length - 1)];
    switch (subject) {
      case PLANET -> planet(c, dice);
      case STAR_CHART -> starChart(c, dice, inks);
      case PHASES -> phases(c, dice, inks);
      case ORBITS -> orbits(c, dice, inks);
    }
    Light.finish(c, dice, 5, 0.2);
  }

  private static void planet(Canvas c, Dice dice) {
    var sky = dice.pick(Sky.NIGHT);
    var noise = new Noise(dice);
    var cloud = new Field(c, 4, (x, y) -> noise.fbm(x * 1.5, y * 1.5 + noise.at(x, y), 5));
    var deep = Tone.scale(sky.zenith(), 0.6);
    var tint = dice.pick(0x5a3a7a, 0x1f5a6a, 0x7a3a4a, 0x2a4a8a);
    c.shade((x, y) -> Tone.blend(deep, tint, Math.max(0, cloud.at(x, y) * 0.9 + 0.1)));
    for (var i = 0; i < 700; i++) {
      var bright = Math.pow(dice.real(), 5);
      var star = Canvas.disc(c.w * dice.real(), c.h * dice.real(), c.u * (0.7 + 1.6 * bright));
      c.fill(star, 0xfdf3e4, 0.35 + 0.65 * bright);
    }
    var r = c.side * dice.between(0.24, 0.36);
    var x = c.w * dice.between(0.38, 0.62);
    var y = c.h * dice.between(0.42, 0.58);
    var skin = dice.pick(SKINS);
    var ringed = dice.chance(0.5);
    var ring = new Ring(dice, x, y, r, skin);
    Light.glow(c, x - r * 0.2, y - r * 0.2, r * 1.6, skin[1], 0.5);
    if (ringed) {
      ring.half(c, true);
    }
    Globe.draw(
        c,
        dice,
        x,
        y,
        r,
        new Ramp(skin),
        dice.between(1.6, 2.6),
        dice.chance(0.5) ? dice.between(3, 5) : 1,
        1);
    if (ringed) {
      ring.half(c, false);
    }
    for (var i = 0; i < dice.whole(1, 3); i++) {
      var moon = new Ramp(dice.pick(SKINS));
      Globe.draw(
          c,
          dice,
          c.w * dice.between(0.06, 0.94),
          c.h * dice.between(0.08, 0.92),
          r * dice.between(0.05, 0.15),
          moon,
          2,
          1);
    }
  }

  /** Rings in perspective, the far half drawn before the ball and the near half after it. */
  private record Ring(
      double x, double y, double r, int bright, int dull, double lean, double flat, long grooves) {
    Ring(Dice dice, double x, double y, double r, int[] skin) {
      this(
          x,
          y,
          r,
          skin[skin.length - 1],
          skin[1],
          dice.between(-0.45, 0.45),
          dice.between(0.2, 0.36),
          dice.bits());
    }

    void half(Canvas c, boolean far) {
      var dice = new Dice(grooves);
      for (var k = 0; k < 74; k++) {
        var a = r * (1.3 + 0.95 * k / 74);
        var arc =
            new java.awt.geom.Arc2D.Double(
                -a, -a * flat, 2 * a, 2 * a * flat, far ? 0 : 180, 180, java.awt.geom.Arc2D.OPEN);
        var place = java.awt.geom.AffineTransform.getTranslateInstance(x, y);
        place.rotate(lean);
        var gap = k > 44 && k < 49 ? 0.05 : dice.between(0.25, 0.8);
        c.stroke(
            place.createTransformedShape(arc),
            Tone.mix(bright, dull, dice.real() * 0.7),
            r * 0.0145,
            gap);
      }
    }
  }

  private static void starChart(Canvas c, Dice dice, int[] inks) {
    c.fill(inks[0]);
    var cx = c.w / 2.0;
    var cy = c.h / 2.0;
    var r = c.side * 0.42;
    c.fill(Canvas.disc(cx, cy, r), Tone.light(inks[0], inks[0] > 0xc00000 ? -0.03 : 0.04));
    for (var i = 1; i <= 6; i++) {
      c.stroke(
          Canvas.disc(cx, cy, r * i / 6), inks[1], c.u * (i == 6 ? 2.4 : 0.7), i == 6 ? 1 : 0.4);
    }
    c.stroke(Canvas.disc(cx, cy, r * 1.055), inks[1], c.u * 1.2);
    for (var i = 0; i < 24; i++) {
      var a = i * Math.PI / 12;
      c.stroke(
          Canvas.poly(
              cx + Math.cos(a) * r / 6,
              cy + Math.sin(a) * r / 6,
              cx + Math.cos(a) * r,
              cy + Math.sin(a) * r),
          inks[1],
          c.u * 0.6,
          0.35);
      c.centred(
          Plate.roman((i + 5) % 24 + 1),
          Face.plain(c.side * 0.017),
          cx + Math.cos(a) * r * 1.028,
          cy + Math.sin(a) * r * 1.028 + c.side * 0.006,
          inks[2]);
    }
    c.stroke(Canvas.disc(cx + r * 0.12, cy - r * 0.1, r * 0.6), inks[2], c.u * 1.6, 0.8);
    for (var i = 0; i < 900; i++) {
      var a = dice.between(0, 2 * Math.PI);
      var d = r * Math.sqrt(dice.real()) * 0.99;
      c.fill(
          Canvas.disc(
              cx + Math.cos(a) * d,
              cy + Math.sin(a) * d,
              c.u * (0.7 + 2 * Math.pow(dice.real(), 6))),
          inks[1],
          0.8);
    }
    for (var k = 0; k < 17; k++) {
      constellation(c, dice, cx, cy, r, k, inks);
    }
    c.centred(
        dice.pick(
            List.of("HEMISFÉRIO AUSTRAL", "CARTA DO CÉU", "COELUM STELLATUM", "CÉU DE INVERNO")),
        Face.caps(c.side * 0.026),
        cx,
        c.side * 0.05,
        inks[1]);
    c.centred(
        "visto do Observatório da Serra, " + dice.whole(1870, 1932),
        Face.italic(c.side * 0.02),
        cx,
        c.h - c.side * 0.027,
        inks[1]);
  }

  private static final List<String> FIGURES =
      List.of(
          "Tucano",
          "Ema",
          "Jangada",
          "Violeiro",
          "Onça",
          "Arara",
          "Rede",
          "Pião",
          "Tear",
          "Tamanduá",
          "Barco",
          "Sanfona",
          "Jabuti",
          "Lamparina",
          "Colibri",
          "Moringa",
          "Pescador");

  private static void constellation(
      Canvas c, Dice dice, double cx, double cy, double r, int k, int[] inks) {
    var a = k * 2.39996 + 0.5;
    var d = r * Math.sqrt((k + 0.8) / 18) * 0.92;
    var x = cx + Math.cos(a) * d;
    var y = cy + Math.sin(a) * d;
    var walk = dice.between(0, 6.28);
    for (var i = 0; i < dice.whole(4, 7); i++) {
      walk += dice.between(-1.1, 1.1);
      var nx = x + Math.cos(walk) * r * dice.between(0.05, 0.1);
      var ny = y + Math.sin(walk) * r * dice.between(0.05, 0.1);
      if (Math.hypot(nx - cx, ny - cy) > r * 0.95) {
        break;
      }
      c.stroke(Canvas.poly(x, y, nx, ny), inks[2], c.u * 1.1, 0.85);
      c.fill(Canvas.disc(nx, ny, c.u * dice.between(2.2, 5)), inks[1]);
      x = nx;
      y = ny;
    }
    c.text(FIGURES.get(k), Face.italic(c.side * 0.016), x + c.u * 9, y - c.u * 6, inks[1]);
  }

  private static void phases(Canvas c, Dice dice, int[] inks) {
    c.fill(inks[0]);
    var columns = c.w > c.h ? 7 : 4;
    var rows = 28 / columns;
    var w = c.w * 0.88 / columns;
    var h = c.h * 0.78 / rows;
    var skin =
        new Ramp(Tone.mix(inks[1], inks[0], 0.45), Tone.mix(inks[1], inks[0], 0.15), inks[1]);
    for (var i = 0; i < 28; i++) {
      var x = c.w * 0.06 + (i % columns + 0.5) * w;
      var y = c.h * 0.14 + (Math.floorDiv(i, columns) + 0.45) * h;
      var r = Math.min(w, h) * 0.33;
      Globe.draw(c, new Dice(5), x, y, r, skin, 3, 0.1);
      shadow(c, x, y, r * 1.01, i / 28.0, Tone.light(inks[0], 0.05));
      c.stroke(Canvas.disc(x, y, r * 1.14), inks[2], c.u * 0.9, 0.7);
      c.centred(String.valueOf(i + 1), Face.plain(Math.min(w, h) * 0.08), x, y + r * 1.46, inks[1]);
    }
    c.centred(
        dice.pick(List.of("FASES DA LUA", "LUNATIO", "PHASES OF THE MOON")),
        Face.caps(c.side * 0.034),
        c.w / 2.0,
        c.h * 0.09,
        inks[1]);
  }

  private static void shadow(Canvas c, double x, double y, double r, double phase, int rgb) {
    var k = Math.cos(phase * 2 * Math.PI);
    for (var py = (int) (y - r); py <= y + r; py++) {
      var half = Math.sqrt(Math.max(0, r * r - (py - y) * (py - y)));
      var from = phase < 0.5 ? x - half : x - half * k;
      var to = phase < 0.5 ? x + half * k : x + half;
      for (var px = (int) from; px <= to; px++) {
        var soft = Math.clamp(Math.min(px - from, to - px) / 3.0, 0, 1);
        c.px[py * c.w + px] = Tone.blend(c.px[py * c.w + px], rgb, 0.93 * soft);
      }
    }
  }

  private static void orbits(Canvas c, Dice dice, int[] inks) {
    c.fill(inks[0]);
    var cx = c.w * 0.5;
    var cy = c.h * 0.5;
    var far = c.side * 0.46;
    for (var i = 0; i < 60; i++) {
      var a = i * Math.PI / 30;
      c.stroke(
          Canvas.poly(
              cx + Math.cos(a) * far * 0.1,
              cy + Math.sin(a) * far * 0.1,
              cx + Math.cos(a) * far * (i % 5 == 0 ? 0.17 : 0.135),
              cy + Math.sin(a) * far * (i % 5 == 0 ? 0.17 : 0.135)),
          inks[2],
          c.u * 1.4);
    }
    c.fill(Canvas.disc(cx, cy, far * 0.085), inks[2]);
    Light.glow(c, cx, cy, far * 0.4, inks[2], 0.4);
    var count = dice.whole(6, 8);
    for (var i = 1; i <= count; i++) {
      var r = far * (0.18 + 0.8 * i / count);
      c.stroke(Canvas.disc(cx, cy, r), inks[1], c.u * 1.2, 0.65);
      for (var k = 0; k < 72; k++) {
        var a = k * Math.PI / 36;
        c.stroke(
            Canvas.poly(
                cx + Math.cos(a) * r,
                cy + Math.sin(a) * r,
                cx + Math.cos(a) * (r + far * 0.011),
                cy + Math.sin(a) * (r + far * 0.011)),
            inks[1],
            c.u * 0.7,
            0.5);
      }
      var a = dice.between(0, 2 * Math.PI);
      var size = far * dice.between(0.022, 0.045);
      Globe.draw(
          c,
          dice,
          cx + Math.cos(a) * r,
          cy + Math.sin(a) * r,
          size,
          new Ramp(dice.pick(SKINS)),
          2,
          2,
          0.8);
      c.text(
          Names.place(dice),
          Face.italic(c.side * 0.017),
          cx + Math.cos(a) * r + size * 1.4,
          cy + Math.sin(a) * r - size,
          inks[1]);
    }
    c.text("SYSTEMA SOLIS", Face.caps(c.side * 0.024), c.side * 0.05, c.h - c.side * 0.05, inks[1]);
  }
}
