package org.acervo.demo.art;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An invented island, as a survey office would print it: heights by colour and shade, contour
 * lines, rivers that run downhill into the sea, names, graticule, scale, compass and legend.
 */
record IslandMap() implements Picture {
  private static final double SEA = 0.6;

  private record Style(Ramp sea, Ramp land, int ink, int river, int paper) {}

  private static final List<Style> STYLES =
      List.of(
          new Style(
              new Ramp(0x6fa8b8, 0xa5cdd0, 0xd3e8e0),
              new Ramp(0xcbd8a4, 0xe9e2b2, 0xdcb47e, 0xa8734f, 0xf5efe6),
              0x2e2a26,
              0x4d8aa8,
              0xf6f0e0),
          new Style(
              new Ramp(0x24495c, 0x3f7886, 0x86b5ae),
              new Ramp(0x7fa173, 0xcfcf94, 0xe2ad68, 0xb4553d, 0xfbeedd),
              0x14222b,
              0x2f6c88,
              0xf1e6cf),
          new Style(
              new Ramp(0xd9d2bf, 0xe6e0cd, 0xf1ebda),
              new Ramp(0xf3e7c7, 0xe5c99c, 0xc79a6b, 0x8a5a40, 0x5f3b2e),
              0x3b2a1e,
              0x7f8f8f,
              0xefe6d0),
          new Style(
              new Ramp(0x1c2b4a, 0x2f4d78, 0x7096b4),
              new Ramp(0x3e6b5a, 0x8fae7a, 0xe6d9a0, 0xd98a5b, 0xf7e7dc),
              0x0f1730,
              0x6fb0d0,
              0xece7db));

  @Override
  public void paint(Canvas c, Dice dice) {
    var style = dice.pick(STYLES);
    var noise = new Noise(dice);
    var cx = c.w / c.side / 2 + dice.between(-0.06, 0.06);
    var cy = c.h / c.side / 2 + dice.between(-0.06, 0.06);
    var rx = c.w / c.side * 0.5;
    var ry = c.h / c.side * 0.5;
    var land =
        new Field(
                c,
                4,
                (x, y) -> {
                  var wx = x + 0.16 * noise.fbm(x * 2.6, y * 2.6 + 30, 4);
                  var wy = y + 0.16 * noise.fbm(x * 2.6 + 70, y * 2.6, 4);
                  var d = Math.hypot((wx - cx) / rx, (wy - cy) / ry);
                  var hills =
                      noise.fbm(wx * 3, wy * 3, 5) * 0.5 + noise.ridged(x * 3.4, y * 3.4, 4) * 0.24;
                  return 0.72 - Math.pow(d, 1.6) * 1.05 + hills - 0.14;
                })
            .normalised();
    relief(c, land, style);
    contours(c, land, style);
    rivers(c, dice, land, style);
    var frame = new Cartouche(c, dice, style.ink, style.paper);
    places(c, dice, land, style);
    frame.border(0.035);
    frame.compass();
    frame.legend(
        "ILHA " + Names.place(dice).toUpperCase(java.util.Locale.ROOT), style.land, style.sea);
    Light.paper(c, dice, 0.1);
  }

  private static void relief(Canvas c, Field land, Style style) {
    for (var y = 0; y < c.h; y++) {
      for (var x = 0; x < c.w; x++) {
        var v = land.at(x, y);
        int rgb;
        if (v < SEA) {
          var depth = v / SEA;
          // A few steps of depth with a bright shelf along the coast.
          rgb = style.sea.at(Math.floor(depth * 6) / 6 * 0.8 + depth * 0.2);
        } else {
          var x2 = Math.min(c.w - 1, x + 4);
          var y2 = Math.min(c.h - 1, y + 4);
          var shade = (v - land.at(x2, y2)) * 9 * 256 - 0.02;
          rgb =
              Tone.scale256(
                  style.land.at((v - SEA) / (1 - SEA)), 256 - (int) Math.clamp(shade, -70, 95));
        }
        c.px[y * c.w + x] = rgb;
      }
    }
  }

  private static void contours(Canvas c, Field land, Style style) {
    for (var level = 1; level < 12; level++) {
      var height = SEA + (1 - SEA) * level / 12;
      var main = level % 4 == 0;
      c.stroke(
          Contour.of(land, height, c.w, c.h),
          style.ink,
          c.u * (main ? 1.3 : 0.7),
          main ? 0.5 : 0.3);
    }
    c.stroke(Contour.of(land, SEA, c.w, c.h), style.ink, c.u * 2, 0.9);
    for (var i = 1; i <= 3; i++) {
      c.stroke(Contour.of(land, SEA - 0.012 * i, c.w, c.h), style.ink, c.u * 0.6, 0.34 - 0.08 * i);
    }
  }

  /** Rivers from random springs in the highlands, widening on their way. */
  private static void rivers(Canvas c, Dice dice, Field land, Style style) {
    var drawn = 0;
    for (var tries = 0; tries < 400 && drawn < 12; tries++) {
      var x = dice.between(0.1, 0.9) * c.w;
      var y = dice.between(0.1, 0.9) * c.h;
      if (land.at((int) x, (int) y) < SEA + 0.2) {
        continue;
      }
      var course = course(c, land, x, y);
      if (course.size() > 14) {
        drawn++;
        for (var i = 1; i < course.size(); i++) {
          var p = course.get(i - 1);
          var q = course.get(i);
          var width = c.u * (0.8 + 3.2 * i / course.size());
          c.stroke(Canvas.poly(p[0], p[1], q[0], q[1]), style.river, width);
        }
      }
    }
  }

  /** Steepest descent; caught in a hollow, the water looks further and breaks through. */
  private static List<double[]> course(Canvas c, Field land, double springX, double springY) {
    var course = new ArrayList<double[]>();
    var here = new double[] {springX, springY};
    while (course.size() < 260 && land.at((int) here[0], (int) here[1]) > SEA) {
      course.add(here);
      var next = here;
      for (var reach = 8; reach <= 72 && Arrays.equals(next, here); reach *= 3) {
        next = lowest(c, land, here, reach);
      }
      if (Arrays.equals(next, here)) {
        break;
      }
      here = next;
    }
    course.add(here);
    return course;
  }

  private static double[] lowest(Canvas c, Field land, double[] from, int reach) {
    var best = from;
    var level = land.at((int) from[0], (int) from[1]);
    for (var a = 0; a < 16; a++) {
      var x = Math.clamp(from[0] + Math.cos(a * Math.PI / 8) * reach, 0, c.w - 1);
      var y = Math.clamp(from[1] + Math.sin(a * Math.PI / 8) * reach, 0, c.h - 1);
      if (land.at((int) x, (int) y) < level) {
        level = land.at((int) x, (int) y);
        best = new double[] {x, y};
      }
    }
    return best;
  }

  private static void places(Canvas c, Dice dice, Field land, Style style) {
    var taken = new ArrayList<double[]>();
    for (var tries = 0; tries < 500 && taken.size() < 13; tries++) {
      var x = dice.between(0.12, 0.8) * c.w;
      var y = dice.between(0.12, 0.88) * c.h;
      var v = land.at((int) x, (int) y);
      var free =
          taken.stream()
              .allMatch(
                  p -> Math.abs(p[0] - x) > c.side * 0.2 || Math.abs(p[1] - y) > c.side * 0.06);
      var underLegend = x < c.side * 0.45 && y > c.h - c.side * 0.26;
      if (!free || underLegend || v < SEA + 0.015) {
        continue;
      }
      taken.add(new double[] {x, y});
      if (v > 0.78) {
        c.fill(
            Canvas.poly(x - 7 * c.u, y + 6 * c.u, x, y - 7 * c.u, x + 7 * c.u, y + 6 * c.u),
            style.ink);
        label(c, Names.peak(dice), Face.italic(15 * c.u), x + 11 * c.u, y + 5 * c.u, style);
      } else {
        var town = taken.size() < 4;
        c.fill(Canvas.disc(x, y, c.u * (town ? 6 : 4)), style.paper);
        c.stroke(Canvas.disc(x, y, c.u * (town ? 6 : 4)), style.ink, c.u * 1.6);
        var face = town ? Face.bold(20 * c.u) : Face.plain(15 * c.u);
        label(c, Names.town(dice), face, x + 11 * c.u, y + 5 * c.u, style);
      }
    }
  }

  private static void label(Canvas c, String text, Face face, double x, double y, Style style) {
    c.stroke(face.at(text, x, y), style.paper, c.u * 4, 0.55);
    c.text(text, face, x, y, style.ink);
  }
}
