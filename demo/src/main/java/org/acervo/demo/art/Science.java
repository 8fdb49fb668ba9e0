package org.acervo.demo.art;

import java.awt.geom.Path2D;
import java.util.List;

/** Figures from the sciences that happen to be beautiful. */
record Science(Figure figure) implements Picture {
  enum Figure {
    ATTRACTOR,
    WAVES,
    STRATA,
    TRACES,
    TREE
  }

  private static final List<Ramp> HEAT =
      List.of(
          new Ramp(0x070b18, 0x123a5a, 0x2a9d8f, 0xf4d58d, 0xfffbe8),
          new Ramp(0x10061a, 0x4a1450, 0xc43b5a, 0xf59b4c, 0xfff3c9),
          new Ramp(0xf6f0e2, 0xd9c6a0, 0xb5694a, 0x4a2f45, 0x14121f),
          new Ramp(0x04131a, 0x0b4a5a, 0x6fb7b0, 0xf1eee0, 0xffffff));

  @Override
  public void paint(Canvas c, Dice dice) {
    switch (figure) {
      case ATTRACTOR -> attractor(c, dice);
      case WAVES -> waves(c, dice);
      case STRATA -> strata(c, dice);
      case TRACES -> traces(c, dice);
      case TREE -> tree(c, dice);
    }
    Light.finish(c, dice, 4, 0.12);
  }

  /** Density of a strange attractor of Peter de Jong's kind, on a logarithmic scale. */
  private static void attractor(Canvas c, Dice dice) {
    var ramp = dice.pick(HEAT);
    var known =
        new double[][] {
          {1.4, -2.3, 2.4, -2.1},
          {2.01, -2.53, 1.61, -0.33},
          {-2.7, -0.09, -0.86, -2.2},
          {-2.24, 0.43, -0.65, -2.43},
          {1.641, 1.902, 0.316, 1.525},
          {-0.827, -1.637, 1.659, -0.943},
          {0.97, -1.899, 1.381, -1.506},
          {-2.0, -2.0, -1.2, 2.0}
        };
    var p = known[dice.whole(0, known.length - 1)];
    var k = new double[4];
    for (var i = 0; i < 4; i++) {
      k[i] = p[i] + dice.between(-0.08, 0.08);
    }
    var hits = new float[c.w * c.h];
    var x = 0.1;
    var y = 0.1;
    var scale = c.side * 0.235;
    for (var i = 0; i < 900_000; i++) {
      var nx = Math.sin(k[0] * y) - Math.cos(k[1] * x);
      y = Math.sin(k[2] * x) - Math.cos(k[3] * y);
      x = nx;
      var px = (int) (c.w / 2.0 + x * scale);
      var py = (int) (c.h / 2.0 + y * scale);
      if (px > 0 && py > 0 && px < c.w && py < c.h) {
        hits[py * c.w + px]++;
      }
    }
    var soft = Blur.twice(hits, c.w, c.h, 1);
    c.shade((px, py) -> ramp.at(Math.log1p(soft[py * c.w + px] * 5) * 0.24));
  }

  /** Interference of a few sources, drawn as height and lit from the side. */
  private static void waves(Canvas c, Dice dice) {
    var ramp = dice.pick(HEAT);
    var count = dice.whole(2, 5);
    var sx = new double[count];
    var sy = new double[count];
    for (var i = 0; i < count; i++) {
      sx[i] = c.w / c.side * dice.real();
      sy[i] = c.h / c.side * dice.real();
    }
    var pitch = dice.between(60, 120);
    var field =
        new Field(
            c,
            3,
            (x, y) -> {
              var sum = 0.0;
              for (var i = 0; i < count; i++) {
                var d = Math.hypot(x - sx[i], y - sy[i]);
                sum += Math.sin(d * pitch) / (0.6 + 2.2 * d);
              }
              return sum;
            });
    c.shade((x, y) -> {
      var v = field.at(x, y);
      var slope = v - field.at(Math.min(c.w - 1, x + 3), y);
      return Tone.scale256(ramp.at(0.5 + v * 0.3), 256 + (int) (slope * 300));
    });
  }

  /** A section through layered ground with faults, an intrusion and fossils. */
  private static void strata(Canvas c, Dice dice) {
    var palette = dice.pick(Palette.PRINTS);
    var noise = new Noise(dice);
    c.fill(palette.paper());
    var layers = dice.whole(9, 14);
    var fault = dice.between(0.35, 0.65);
    var throwBy = c.side * dice.between(0.04, 0.11) * dice.sign();
    var dip = dice.between(-0.18, 0.18);
    for (var i = 0; i < layers; i++) {
      var shift = i;
      var band = new Path2D.Double();
      band.moveTo(0, c.h);
      for (var x = 0; x <= c.w + 4; x += 4) {
        var u = x / c.side;
        var slip = x > c.w * fault + c.side * (i * 0.022 - 0.15) ? throwBy : 0;
        var fold = 0.075 * noise.fbm(u * 1.3, shift * 0.16, 3);
        band.lineTo(
            x,
            c.h * (0.2 + 0.78 * i / layers)
                + c.side * (fold + dip * (u - 0.5))
                + (i == 0 ? slip * 0.15 : slip));
      }
      band.lineTo(c.w, c.h);
      var rgb = Tone.mix(palette.at(i * 3), palette.paper(), dice.between(0.1, 0.5));
      c.fill(band, rgb);
      c.stroke(band, palette.ink(), c.u * 1.6);
      hatch(c, dice, band, i, palette.ink());
    }
    c.text(
        "Perfil geológico " + Names.place(dice) + " – " + Names.place(dice),
        Face.plain(c.side * 0.03),
        c.side * 0.05,
        c.side * 0.075,
        palette.ink());
    c.text(
        "Escala vertical exagerada cinco vezes",
        Face.italic(c.side * 0.019),
        c.side * 0.05,
        c.side * 0.108,
        palette.ink());
  }

  private static void hatch(Canvas c, Dice dice, Path2D band, int kind, int ink) {
    var clip = c.g.getClip();
    c.g.clip(band);
    var top = band.getBounds2D().getY();
    for (var i = 0; i < 420; i++) {
      var x = c.w * dice.real();
      var y = top + c.h * 0.16 * dice.real();
      switch (kind % 4) {
        case 0 -> c.fill(Canvas.disc(x, y, c.u * dice.between(0.8, 2)), ink, 0.5);
        case 1 -> c.stroke(Canvas.poly(x, y, x + c.side * 0.025, y), ink, c.u * 0.9, 0.45);
        case 2 -> c.stroke(Canvas.disc(x, y, c.u * dice.between(3, 8)), ink, c.u * 0.8, 0.4);
        default ->
            c.stroke(
                Canvas.poly(x - 5 * c.u, y, x, y - 7 * c.u, x + 5 * c.u, y), ink, c.u * 0.8, 0.4);
      }
    }
    c.g.setClip(clip);
  }

  /** Stacked traces, each hiding what lies behind it. */
  private static void traces(Canvas c, Dice dice) {
    var palette = dice.chance(0.6) ? dice.pick(Palette.DARK) : dice.pick(Palette.PRINTS);
    c.fill(palette.paper());
    var noise = new Noise(dice);
    var lines = dice.whole(44, 70);
    var ramp = new Ramp(palette.at(0), palette.at(1), palette.at(2), palette.at(3));
    var centre = dice.between(0.4, 0.6);
    for (var i = 0; i < lines; i++) {
      var y = c.h * (0.16 + 0.74 * i / lines);
      var trace = new Path2D.Double();
      trace.moveTo(c.w * 0.08, y);
      for (var k = 0; k <= 300; k++) {
        var t = k / 300.0;
        var hump = Math.exp(-Math.pow((t - centre - 0.12 * noise.at(i * 0.07, 5)) / 0.2, 2));
        var rise =
            (0.15 + Math.abs(noise.fbm(t * 9, i * 0.21, 4))) * hump * 0.16
                + 0.002 * noise.at(t * 120, i);
        trace.lineTo(c.w * (0.08 + 0.84 * t), y - c.side * rise);
      }
      var edge = (Path2D) trace.clone();
      trace.lineTo(c.w * 0.92, y + c.h * 0.05);
      trace.lineTo(c.w * 0.08, y + c.h * 0.05);
      c.fill(trace, palette.paper());
      c.stroke(edge, ramp.at(i / (double) lines), c.u * 2.2);
    }
  }

  /** A radial family tree: every branch divides and all leaves end on one circle. */
  private static void tree(Canvas c, Dice dice) {
    var palette = Palette.any(dice);
    c.fill(palette.paper());
    branch(c, dice, palette, 0, 2 * Math.PI, 0, 7, -1);
    c.centred(
        "ARBOR VITAE", Face.caps(c.side * 0.02), c.w / 2.0, c.h - c.side * 0.022, palette.ink());
  }

  private static double branch(
      Canvas c,
      Dice dice,
      Palette palette,
      double from,
      double to,
      int level,
      int depth,
      int clan) {
    var mid = (from + to) / 2;
    var r = c.side * 0.44 * level / depth;
    var cx = c.w / 2.0;
    var cy = c.h / 2.0;
    if (level == depth) {
      var rgb = palette.at(clan);
      c.fill(Canvas.disc(cx + Math.cos(mid) * r, cy + Math.sin(mid) * r, c.side * 0.0055), rgb);
      c.stroke(
          Canvas.poly(
              cx + Math.cos(mid) * r * 1.02,
              cy + Math.sin(mid) * r * 1.02,
              cx + Math.cos(mid) * r * dice.between(1.04, 1.1),
              cy + Math.sin(mid) * r * dice.between(1.04, 1.1)),
          rgb,
          c.side * 0.004);
      return mid;
    }
    var parts = level == 0 ? 5 : dice.pick(2, 2, 2, 3, 1);
    var share = (to - from) / parts;
    var next = c.side * 0.44 * (level + 1) / depth;
    for (var i = 0; i < parts; i++) {
      var own = level == 0 ? i : clan;
      var end =
          branch(c, dice, palette, from + i * share, from + (i + 1) * share, level + 1, depth, own);
      var curve = new Path2D.Double();
      var half = (r + next) / 2;
      curve.moveTo(cx + Math.cos(mid) * r, cy + Math.sin(mid) * r);
      curve.curveTo(
          cx + Math.cos(mid) * half,
          cy + Math.sin(mid) * half,
          cx + Math.cos(end) * half,
          cy + Math.sin(end) * half,
          cx + Math.cos(end) * next,
          cy + Math.sin(end) * next);
      c.stroke(
          curve,
          Tone.mix(palette.at(own), palette.ink(), 0.35 - 0.05 * level),
          c.u * (8.5 - level));
    }
    return mid;
  }
}
