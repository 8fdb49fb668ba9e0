package org.acervo.demo.art;

import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;

/** A transit diagram of a city that does not exist: lines at 45 degrees, stations, terminals. */
record Transit() implements Picture {
  private static final int[][] INKS = {
    {0xf7f4ec, 0xd7263d, 0x1b998b, 0x2e294e, 0xf46036, 0xe0a500, 0x22303c},
    {0x14202e, 0xff6b6b, 0x4ecdc4, 0xffd166, 0xa78bfa, 0x9bde7e, 0xf2ede4},
    {0xfffaf0, 0x0b6e4f, 0xc1121f, 0x003049, 0xf4a261, 0x7b2d8b, 0x1d1d1f}
  };

  @Override
  public void paint(Canvas c, Dice dice) {
    var inks = INKS[dice.whole(0, INKS.length - 1)];
    c.fill(inks[0]);
    var cell = c.side / 15;
    var columns = (int) (c.w / cell);
    var rows = (int) (c.h / cell);
    river(c, dice, inks, cell);
    var stops = new ArrayList<double[]>();
    for (var line = 0; line < 5; line++) {
      route(c, dice, inks[1 + line], cell, columns, rows, line, stops);
    }
    for (var stop : stops) {
      c.fill(Canvas.disc(stop[0], stop[1], cell * 0.17), inks[0]);
      c.stroke(Canvas.disc(stop[0], stop[1], cell * 0.17), inks[6], cell * 0.07);
    }
    names(c, dice, inks, cell, stops);
    var title = "METRÔ DE " + Names.place(dice).toUpperCase(java.util.Locale.ROOT);
    c.text(title, Face.bold(cell * 0.55), cell, cell * 1.25, inks[6]);
    c.text("Mapa da rede", Face.plain(cell * 0.32), cell, cell * 1.8, inks[6]);
    Light.finish(c, dice, 4, 0.06);
  }

  private static void river(Canvas c, Dice dice, int[] inks, double cell) {
    var y = c.h * dice.between(0.3, 0.7);
    var bend = cell * dice.pick(List.of(2, 3, 4)) * dice.sign();
    var path = new Path2D.Double();
    path.moveTo(-cell, y);
    path.lineTo(c.w * 0.4, y);
    path.lineTo(c.w * 0.4 + Math.abs(bend), y + bend);
    path.lineTo(c.w + cell, y + bend);
    c.stroke(path, Tone.mix(inks[0], 0x4fa3c7, 0.35), cell * 1.1);
  }

  private static void route(
      Canvas c,
      Dice dice,
      int rgb,
      double cell,
      int columns,
      int rows,
      int line,
      List<double[]> stops) {
    var level = line < 3;
    var x = level ? 1.5 : 3 + (columns - 6) * (line - 2.5) / 2;
    var y = level ? 4 + (rows - 7) * (line + 0.5) / 3 : 2.5;
    x = Math.round(x * 2) / 2.0;
    y = Math.round(y * 2) / 2.0;
    var path = new Path2D.Double();
    path.moveTo(x * cell, y * cell);
    stops.add(new double[] {x * cell, y * cell});
    while (level ? x < columns - 2 : y < rows - 1.5) {
      var run = dice.whole(2, 3);
      var turn = dice.chance(0.5) ? dice.sign() * dice.whole(1, 2) : 0;
      for (var i = 0; i < run && (level ? x < columns - 2 : y < rows - 1.5); i++) {
        x += level ? 1 : 0;
        y += level ? 0 : 1;
        stops.add(new double[] {x * cell, y * cell});
      }
      path.lineTo(x * cell, y * cell);
      var nx = x + (level ? Math.abs(turn) : turn);
      var ny = y + (level ? turn : Math.abs(turn));
      if (turn != 0 && nx > 1 && nx < columns - 1 && ny > 2.5 && ny < rows - 1) {
        x = nx;
        y = ny;
        path.lineTo(x * cell, y * cell);
      }
    }
    c.stroke(path, rgb, cell * 0.3);
  }

  private static void names(Canvas c, Dice dice, int[] inks, double cell, List<double[]> stops) {
    var face = Face.plain(cell * 0.21);
    for (var i = 0; i < stops.size(); i += 2) {
      var stop = stops.get(i);
      var text = dice.chance(0.5) ? Names.town(dice) : Names.place(dice);
      var placed = java.awt.geom.AffineTransform.getRotateInstance(-Math.PI / 5, stop[0], stop[1]);
      var shape = placed.createTransformedShape(face.at(text, stop[0] + cell * 0.3, stop[1]));
      c.stroke(shape, inks[0], cell * 0.09, 0.8);
      c.fill(shape, inks[6]);
    }
  }
}
