package org.acervo.demo.art;

/**
 * Voronoi cells around jittered grid points, with the distance of a pixel to its nearest border.
 */
final class Cells {
  /** The colour of the cell around (cx, cy); id is the cell's own number in 0..1. */
  interface Skin {
    int at(double cx, double cy, double id);
  }

  /** What happens to a cell's colour at a distance in pixels from its border. */
  interface Joint {
    int at(int rgb, double edge);
  }

  private final Noise random;
  private final Noise other;
  private final double size;
  private final double jitter;

  Cells(Dice dice, double size, double jitter) {
    this.random = new Noise(dice);
    this.other = new Noise(dice);
    this.size = size;
    this.jitter = jitter;
  }

  void each(Canvas c, Skin skin, Joint joint) {
    var columns = (int) (c.w / size) + 5;
    var rows = (int) (c.h / size) + 5;
    var px = new double[columns * rows];
    var py = new double[columns * rows];
    for (var j = 0; j < rows; j++) {
      for (var i = 0; i < columns; i++) {
        px[j * columns + i] = (i - 2 + 0.5 + jitter * (random.cell(i, j) - 0.5)) * size;
        py[j * columns + i] = (j - 2 + 0.5 + jitter * (other.cell(i, j) - 0.5)) * size;
      }
    }
    var colours = new int[columns * rows];
    for (var k = 0; k < colours.length; k++) {
      colours[k] = skin.at(px[k], py[k], random.cell(k, 77));
    }
    var perPixel = 1 / size;
    for (var y = 0; y < c.h; y++) {
      var gj = (int) (y * perPixel) + 2;
      for (var x = 0; x < c.w; x++) {
        var gi = (int) (x * perPixel) + 2;
        var best = -1;
        var near = Double.MAX_VALUE;
        var second = Double.MAX_VALUE;
        var runner = -1;
        for (var j = gj - 1; j <= gj + 1; j++) {
          for (var i = gi - 1; i <= gi + 1; i++) {
            var k = j * columns + i;
            var d = (px[k] - x) * (px[k] - x) + (py[k] - y) * (py[k] - y);
            if (d < near) {
              second = near;
              runner = best;
              near = d;
              best = k;
            } else if (d < second) {
              second = d;
              runner = k;
            }
          }
        }
        // Distance to the bisector of the two nearest points.
        var across = px[best] - px[runner];
        var down = py[best] - py[runner];
        var gap = Math.sqrt(across * across + down * down);
        var edge = (second - near) / (2 * gap);
        c.px[y * c.w + x] = joint.at(colours[best], edge);
      }
    }
  }
}
