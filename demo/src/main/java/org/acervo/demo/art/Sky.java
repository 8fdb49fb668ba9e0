package org.acervo.demo.art;

import java.util.List;

/**
 * An hour of the day: the colours of sky, haze, near ground and light that all landscapes share.
 *
 * @param zenith to {@code low}: the sky from the top down to the horizon
 * @param haze what far things fade into
 * @param near the darkest, nearest ground
 * @param sun colour of the sun or moon and of lit clouds
 */
record Sky(int zenith, int middle, int low, int haze, int near, int sun) {
  static final List<Sky> DAY =
      List.of(
          new Sky(0x2f6fae, 0x7db4da, 0xdfeaea, 0xc3d9e2, 0x1e3b34, 0xfff6dc),
          new Sky(0x3d7ea6, 0x9fc6cf, 0xf3e6c8, 0xd9dccb, 0x24402c, 0xfff1c9),
          new Sky(0x6f93ad, 0xb6c7cf, 0xe9e4da, 0xcfd4d3, 0x2a3a3d, 0xfffaf0));
  static final List<Sky> GOLD =
      List.of(
          new Sky(0x2d4a7c, 0xd98a6a, 0xffd38a, 0xf2b98a, 0x1c2238, 0xfff0c0),
          new Sky(0x27567f, 0x9fb5b0, 0xffdf9e, 0xe6c79c, 0x13263a, 0xfff4d2),
          new Sky(0x1e4a63, 0xe0a05a, 0xffe0a0, 0xe8be8c, 0x142a30, 0xfff7d8),
          new Sky(0x6a4c80, 0xf09a8c, 0xffdcb4, 0xf3bba4, 0x2a2140, 0xfff2dc),
          new Sky(0x813a3c, 0xe2703a, 0xffc861, 0xeb9650, 0x2b1216, 0xffeeb4));
  static final List<Sky> DUSK =
      List.of(
          new Sky(0x131a3c, 0x4b4a86, 0xe89a86, 0x9a7d9c, 0x0b1024, 0xffe1c4),
          new Sky(0x0e2240, 0x2e6486, 0xf0b27e, 0x7d93a0, 0x07141f, 0xffe8c8),
          new Sky(0x1a1238, 0x76366e, 0xff8f6c, 0xa8607e, 0x0e0920, 0xffd9b0),
          new Sky(0x0c2b3a, 0x3f7d86, 0xf6d7a8, 0x8fb0a8, 0x06191e, 0xfff0d2));
  static final List<Sky> MIST =
      List.of(
          new Sky(0x9fb3b5, 0xc9d3cd, 0xece9dd, 0xdfe3da, 0x1c332f, 0xfffdf2),
          new Sky(0xa9a7b8, 0xd3c7c9, 0xf3e3d6, 0xe5dad6, 0x2c2a40, 0xfff6ea),
          new Sky(0x86a7ab, 0xb9cfc6, 0xe6ead5, 0xd2dfd0, 0x12352b, 0xfffbe6));
  static final List<Sky> NIGHT =
      List.of(
          new Sky(0x050a1c, 0x0d1c3f, 0x27456b, 0x24395a, 0x03060f, 0xf4f1e0),
          new Sky(0x070617, 0x1b1740, 0x4a3166, 0x352a55, 0x05040e, 0xf6ead8),
          new Sky(0x03101a, 0x06283a, 0x1c5560, 0x1a4450, 0x020a0e, 0xeaf6ee));

  static Sky any(Dice dice) {
    return dice.pick(dice.pick(List.of(DAY, GOLD, GOLD, DUSK, MIST)));
  }

  Ramp ramp() {
    return new Ramp(zenith, Tone.mix(zenith, middle, 0.6), middle, low);
  }

  /** Paints sky, sun or moon and clouds down to the horizon row; returns where the sun stands. */
  double[] paint(Canvas c, Dice dice, double horizon, double cloudiness) {
    c.gradient(ramp(), 0, (int) horizon);
    for (var y = (int) horizon; y < c.h; y++) {
      java.util.Arrays.fill(c.px, y * c.w, (y + 1) * c.w, low);
    }
    var sunX = c.w * (dice.chance(0.5) ? dice.between(0.22, 0.42) : dice.between(0.58, 0.78));
    var sunY = horizon - c.side * dice.between(0.06, 0.3);
    Light.glow(c, sunX, sunY, c.side * 1.1, sun, 0.35);
    Light.glow(c, sunX, sunY, c.side * 0.35, sun, 0.5);
    if (dice.chance(0.75)) {
      c.fill(Canvas.disc(sunX, sunY, c.side * dice.between(0.022, 0.05)), sun, 0.95);
    }
    if (cloudiness > 0) {
      clouds(c, dice, horizon, cloudiness);
    }
    return new double[] {sunX, sunY};
  }

  /** Clouds on a plane above the eye: they shrink and flatten towards the horizon. */
  private void clouds(Canvas c, Dice dice, double horizon, double cover) {
    var noise = new Noise(dice);
    var shift = dice.between(0, 50);
    var density =
        new Field(
            c,
            4,
            (x, y) -> {
              var above = Math.max(0.02, (horizon / c.side - y) + 0.12);
              return noise.fbm((x - c.w / c.side / 2) / above * 0.9 + shift, 1.6 / above, 5);
            });
    var shadow = Tone.mix(haze, zenith, 0.35);
    for (var y = 0; y < Math.min(c.h, horizon); y++) {
      var fade = Math.min(1, (horizon - y) / (0.14 * c.side));
      for (var x = 0; x < c.w; x++) {
        var d = density.at(x, y) + cover - 0.5;
        if (d > 0) {
          var a = Math.min(1, d * 2.6) * fade * 0.85;
          var body = Tone.blend(sun, shadow, Math.min(1, d * 1.7));
          c.px[y * c.w + x] = Tone.blend(c.px[y * c.w + x], body, a);
        }
      }
    }
  }
}
