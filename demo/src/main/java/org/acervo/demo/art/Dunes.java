package org.acervo.demo.art;

import java.util.List;

/** Sand in crescents, bright to windward and shaded to lee, with rain lagoons between them. */
record Dunes() implements Picture {
  private static final List<int[]> SANDS =
      List.of(
          new int[] {0xfff4e2, 0xe9cfae, 0x7d6a6a},
          new int[] {0xffd9a0, 0xe0955a, 0x7a3f3a},
          new int[] {0xffc9a3, 0xd9766b, 0x5b2a45},
          new int[] {0xf6efe6, 0xcfc4c0, 0x6c7690},
          new int[] {0xffe6b8, 0xd8b070, 0x6b4a3a});

  @Override
  public void paint(Canvas c, Dice dice) {
    var sky = dice.pick(dice.pick(List.of(Sky.DAY, Sky.GOLD, Sky.DUSK)));
    var sand = dice.pick(SANDS);
    var horizon = c.h * dice.between(0.3, 0.48);
    sky.paint(c, dice, horizon + c.side * 0.1, dice.between(0, 0.4));
    var noise = new Noise(dice);
    var wind = dice.sign();
    var layers = dice.whole(5, 8);
    var drift = new Field(c, 3, (x, y) -> noise.at(x * 5, y * 110 + 3 * noise.at(x * 5, y * 6)));
    var ridges = new Ridge[layers + 1];
    for (var i = 0; i < layers; i++) {
      var near = (i + 0.5) / layers;
      var base = horizon + (c.h - horizon) * Math.pow(near, 1.35) * 0.95;
      var layer = i;
      ridges[i] =
          new Ridge(
              c,
              x ->
                  base
                      - c.side
                          * (0.05 + 0.17 * near)
                          * crest(noise, x * (1.5 - 0.75 * near) + layer * 13.7, layer));
    }
    ridges[layers] = new Ridge(c, _ -> c.h);
    for (var i = 0; i < layers; i++) {
      var near = (i + 0.5) / layers;
      var base = horizon + (c.h - horizon) * Math.pow(near, 1.35) * 0.95;
      var flooded = i > 1 && i < layers - 1 && dice.chance(0.35);
      var pond = flooded ? base + c.side * 0.03 : c.h * 2.0;
      fill(c, drift, near, ridges[i].top, ridges[i + 1].top, wind, sand, sky, pond);
    }
    Light.finish(c, dice, 5, 0.18);
  }

  /** Rounded on one side, sharp on the other: |sin|-like cusps bent by slow noise. */
  private static double crest(Noise noise, double x, int layer) {
    var soft = noise.fbm(x, layer * 5.1, 3);
    var cusp = 1 - Math.abs(noise.at(x * 1.1 + 40, layer * 2.3)) * 1.7;
    return soft * 0.5 + cusp * 0.75;
  }

  private static void fill(
      Canvas c,
      Field drift,
      double near,
      double[] top,
      double[] next,
      double wind,
      int[] sand,
      Sky sky,
      double pond) {
    var fade = 0.55 - 0.5 * near;
    var body = Tone.mix(sand[1], sky.haze(), fade);
    var sides =
        new Ramp(Tone.mix(sand[0], sky.haze(), fade), body, Tone.mix(sand[2], sky.haze(), fade));
    var water = Tone.mix(sky.middle(), 0x2f8f9d, 0.5);
    var reach = (int) (12 + 26 * near);
    var upper = new int[c.w];
    for (var x = 0; x < c.w; x++) {
      var slope = (top[Math.min(c.w - 1, x + reach)] - top[Math.max(0, x - reach)]) / (2.0 * reach);
      upper[x] = sides.at(0.5 + wind * slope * 1.6);
    }
    var deep = c.side * (0.1 + 0.2 * near);
    for (var y = 0; y < c.h; y++) {
      for (var x = 0; x < c.w; x++) {
        if (y < (int) top[x] || y > next[x] + 1) {
          continue;
        }
        var i = y * c.w + x;
        var rgb = Tone.blend(upper[x], body, (y - top[x]) / deep);
        rgb = Tone.scale256(rgb, 256 + (int) (drift.at(x, y) * 26 * near));
        if (y > pond) {
          rgb = Tone.blend(rgb, water, 0.35 + 0.5 * Math.min(1, (y - pond) / (c.side * 0.02)));
        }
        c.px[i] = y < top[x] + 1 ? Tone.blend(c.px[i], rgb, y + 1 - top[x]) : rgb;
      }
    }
  }
}
