package org.acervo.demo.art;

/** A lit ball with clouds, craters or bands on it. */
final class Globe {
  private Globe() {}

  /**
   * Shades a ball lit from the upper left; {@code stretch} 1 gives continents, larger gives bands;
   * {@code night} is how black its dark side becomes, 0..1.
   */
  static void draw(
      Canvas c, Dice dice, double cx, double cy, double r, Ramp skin, double fine, double night) {
    draw(c, dice, cx, cy, r, skin, fine, 1, night);
  }

  static void draw(
      Canvas c,
      Dice dice,
      double cx,
      double cy,
      double r,
      Ramp skin,
      double fine,
      double stretch,
      double night) {
    var noise = new Noise(dice);
    var tilt = dice.between(-0.5, 0.5);
    var lx = -0.62;
    var ly = -0.48;
    var lz = 0.62;
    var cos = Math.cos(tilt);
    var sin = Math.sin(tilt);
    for (var y = (int) Math.max(0, cy - r - 1); y < Math.min(c.h, cy + r + 2); y++) {
      for (var x = (int) Math.max(0, cx - r - 1); x < Math.min(c.w, cx + r + 2); x++) {
        var nx = (x - cx) / r;
        var ny = (y - cy) / r;
        var d = nx * nx + ny * ny;
        var cover = Math.clamp((1 - Math.sqrt(d)) * r + 0.5, 0, 1);
        if (cover > 0) {
          var nz = Math.sqrt(Math.max(0, 1 - d));
          var u = nx * cos + ny * sin;
          var v = ny * cos - nx * sin;
          // Longitude and latitude widen the texture towards the limb like on a real ball.
          var lon = Math.atan2(u, nz) * fine;
          var lat = Math.asin(Math.clamp(v, -1, 1)) * fine * stretch;
          var swirl = noise.fbm(lon * 0.8, lat, 3) * (stretch > 1 ? 0.5 : 0.8);
          var value = 0.5 + 0.6 * noise.fbm(lon * (stretch > 1 ? 0.25 : 1) + swirl, lat + swirl, 4);
          var light = Math.clamp((nx * lx + ny * ly + nz * lz) * 1.25 + 0.12, 0, 1);
          var shaded = Tone.scale(skin.at(value), 1 - night * (1 - Math.sqrt(light)));
          var i = y * c.w + x;
          c.px[i] = Tone.blend(c.px[i], shaded, cover);
        }
      }
    }
  }
}
