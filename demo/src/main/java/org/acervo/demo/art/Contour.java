package org.acervo.demo.art;

import java.awt.geom.Path2D;

/** Lines of equal value by marching squares (Lorensen and Cline 1987, in the plane). */
final class Contour {
  private Contour() {}

  /** All pieces of the line at a level, as one path over a sheet of w by h pixels. */
  static Path2D of(Field field, double level, int w, int h) {
    var path = new Path2D.Double();
    var sx = (double) w / (field.columns - 2);
    var sy = (double) h / (field.rows - 2);
    for (var y = 0; y < field.rows - 1; y++) {
      for (var x = 0; x < field.columns - 1; x++) {
        var i = y * field.columns + x;
        var a = field.cells[i] - level;
        var b = field.cells[i + 1] - level;
        var d = field.cells[i + field.columns] - level;
        var e = field.cells[i + field.columns + 1] - level;
        var crossings = 0;
        if (a < 0 != b < 0) {
          add(path, crossings++, (x + a / (a - b)) * sx, y * sy);
        }
        if (b < 0 != e < 0) {
          add(path, crossings++, (x + 1) * sx, (y + b / (b - e)) * sy);
        }
        if (d < 0 != e < 0) {
          add(path, crossings++, (x + d / (d - e)) * sx, (y + 1) * sy);
        }
        if (a < 0 != d < 0) {
          add(path, crossings, x * sx, (y + a / (a - d)) * sy);
        }
      }
    }
    return path;
  }

  /** Crossings come in pairs: the first of a pair starts a piece, the second ends it. */
  private static void add(Path2D path, int crossings, double x, double y) {
    if (crossings % 2 == 0) {
      path.moveTo(x, y);
    } else {
      path.lineTo(x, y);
    }
  }
}
