package org.acervo.demo.art;

import java.awt.geom.Path2D;

/** A feathered leaf: a bending midrib with narrow leaflets on both sides. */
final class Frond {
  private Frond() {}

  static void draw(
      Canvas c, double x, double y, double angle, double length, double bend, int rgb) {
    var steps = 22;
    var rib = new Path2D.Double();
    rib.moveTo(x, y);
    var px = x;
    var py = y;
    var a = angle;
    for (var i = 1; i <= steps; i++) {
      a += bend / steps * 1.6;
      px += Math.cos(a) * length / steps;
      py += Math.sin(a) * length / steps;
      rib.lineTo(px, py);
      var t = i / (double) steps;
      var size = length * 0.26 * Math.sin(Math.PI * Math.pow(t, 0.7) * 0.94 + 0.1);
      for (var side = -1; side <= 1; side += 2) {
        leaflet(c, px, py, a + side * (1.15 - 0.5 * t), size, length * 0.018, rgb);
      }
    }
    c.stroke(rib, rgb, length * 0.012);
  }

  private static void leaflet(
      Canvas c, double x, double y, double a, double size, double w, int rgb) {
    var tipX = x + Math.cos(a) * size;
    var tipY = y + Math.sin(a) * size;
    var nx = -Math.sin(a) * w;
    var ny = Math.cos(a) * w;
    var midX = (x + tipX) / 2;
    var midY = (y + tipY) / 2;
    var leaf = new Path2D.Double();
    leaf.moveTo(x, y);
    leaf.quadTo(midX + nx, midY + ny, tipX, tipY);
    leaf.quadTo(midX - nx, midY - ny, x, y);
    c.fill(leaf, rgb);
  }
}
