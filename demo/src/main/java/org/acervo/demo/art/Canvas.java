package org.acervo.demo.art;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/**
 * The sheet a picture is painted on: shapes through Java 2D and light through the bare pixels.
 * Lengths are in pixels; {@link #u} is a thousandth of the short side, so that strokes keep their
 * weight on every format.
 */
final class Canvas implements AutoCloseable {
  /** A colour for a pixel. */
  interface Shader {
    int at(int x, int y);
  }

  final int w;
  final int h;
  final double side;
  final double u;
  final int[] px;
  final BufferedImage image;
  final Graphics2D g;

  Canvas(int w, int h) {
    this(w, h, BufferedImage.TYPE_INT_RGB);
  }

  Canvas(int w, int h, int type) {
    this.w = w;
    this.h = h;
    this.side = Math.min(w, h);
    this.u = side / 1000;
    this.image = new BufferedImage(w, h, type);
    this.px = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    this.g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
  }

  void fill(int rgb) {
    java.util.Arrays.fill(px, rgb);
  }

  void shade(Shader shader) {
    for (var y = 0; y < h; y++) {
      for (var x = 0; x < w; x++) {
        px[y * w + x] = shader.at(x, y);
      }
    }
  }

  /** A vertical gradient over rows from..to; outside of it the end colours go on. */
  void gradient(Ramp ramp, int from, int to) {
    for (var y = from; y < Math.min(to, h); y++) {
      java.util.Arrays.fill(px, y * w, (y + 1) * w, ramp.at((y - from) / (double) (to - from)));
    }
  }

  void fill(Shape shape, int rgb) {
    fill(shape, rgb, 1);
  }

  void fill(Shape shape, int rgb, double alpha) {
    g.setColor(Tone.awt(rgb, alpha));
    g.fill(shape);
  }

  void stroke(Shape shape, int rgb, double width) {
    stroke(shape, rgb, width, 1);
  }

  void stroke(Shape shape, int rgb, double width, double alpha) {
    g.setColor(Tone.awt(rgb, alpha));
    g.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(shape);
  }

  void dashed(Shape shape, int rgb, double width, double dash) {
    g.setColor(Tone.awt(rgb));
    g.setStroke(
        new BasicStroke(
            (float) width,
            BasicStroke.CAP_BUTT,
            BasicStroke.JOIN_ROUND,
            1,
            new float[] {(float) dash, (float) dash},
            0));
    g.draw(shape);
  }

  void line(double x1, double y1, double x2, double y2, int rgb, double width) {
    stroke(new Line2D.Double(x1, y1, x2, y2), rgb, width);
  }

  /** Letters with the left end of their base line at (x, y). */
  void text(String text, Face face, double x, double y, int rgb) {
    var outline = face.at(text, x, y);
    fill(outline, rgb);
    if (face.weight() > 0) {
      g.setStroke(
          new BasicStroke(
              (float) (face.weight() * face.size()),
              BasicStroke.CAP_BUTT,
              BasicStroke.JOIN_MITER,
              3));
      g.draw(outline);
    }
  }

  void centred(String text, Face face, double cx, double y, int rgb) {
    text(text, face, cx - face.length(text) / 2, y, rgb);
  }

  void flushRight(String text, Face face, double right, double y, int rgb) {
    text(text, face, right - face.length(text), y, rgb);
  }

  static Ellipse2D disc(double cx, double cy, double r) {
    return new Ellipse2D.Double(cx - r, cy - r, 2 * r, 2 * r);
  }

  static Rectangle2D box(double x, double y, double w, double h) {
    return new Rectangle2D.Double(x, y, w, h);
  }

  /** A polygon through x, y, x, y, ... */
  static Path2D poly(double... xy) {
    var path = new Path2D.Double();
    path.moveTo(xy[0], xy[1]);
    for (var i = 2; i < xy.length; i += 2) {
      path.lineTo(xy[i], xy[i + 1]);
    }
    path.closePath();
    return path;
  }

  @Override
  public void close() {
    g.dispose();
  }
}
