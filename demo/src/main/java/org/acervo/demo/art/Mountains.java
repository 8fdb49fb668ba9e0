package org.acervo.demo.art;

/** Ranges behind ranges, each paler than the one before it; sometimes over a lake. */
record Mountains(boolean lake) implements Picture {
  @Override
  public void paint(Canvas c, Dice dice) {
    var sky = Sky.any(dice);
    var horizon = c.h * dice.between(0.48, 0.62);
    sky.paint(c, dice, horizon, dice.between(0.1, 0.55));
    var noise = new Noise(dice);
    var relief =
        new Field(
            c,
            4,
            (x, y) -> noise.fbm(x * 8 + 1.5 * noise.at(x * 4, y * 4), y * 5 - x * 3, 4) * 1.2);
    var layers = dice.whole(4, 7);
    var jagged = dice.between(0.25, 1);
    var shore = lake ? c.h * dice.between(0.66, 0.76) : c.h;
    var ridges = new Ridge[layers + 1];
    for (var i = 0; i < layers; i++) {
      var near = (i + 0.6) / layers;
      var base = horizon + (shore - horizon) * Math.pow(near, 1.5) * (lake ? 0.86 : 0.92);
      var height = c.side * (0.17 + 0.24 * dice.real()) * (1.2 - 0.55 * near);
      ridges[i] = new Ridge(c, skyline(noise, i, base, height, near, jagged));
    }
    ridges[layers] = new Ridge(c, x -> shore);
    for (var i = 0; i < layers; i++) {
      var near = (i + 0.6) / layers;
      var crest = Tone.mix(sky.haze(), sky.near(), 0.08 + 0.92 * Math.pow(near, 1.05));
      var mist = Tone.mix(crest, sky.haze(), 0.72 - 0.62 * near);
      ridges[i].fill(
          c, ridges[i + 1], crest, mist, c.side * (0.34 - 0.1 * near), relief, 0.06 + 0.15 * near);
    }
    if (lake) {
      Water.mirror(c, dice, (int) shore, sky);
    }
    if (dice.chance(0.6)) {
      Trees.fringe(c, dice, Tone.scale(sky.near(), 0.55));
    }
    if (dice.chance(0.5)) {
      birds(c, dice, horizon * 0.75, Tone.mix(sky.near(), sky.haze(), 0.25));
    }
    Light.finish(c, dice, 5, 0.22);
  }

  private static Ridge.Line skyline(
      Noise noise, int layer, double base, double height, double near, double jagged) {
    var shift = layer * 31.7;
    var fineness = 1.5 + 0.8 * near;
    return x -> {
      var soft = noise.fbm(x * fineness + shift, layer * 3.3, 5) * 0.8 + 0.3;
      var sharp = noise.ridged(x * fineness * 1.1 + shift, layer * 1.9, 5);
      var trees = near > 0.55 ? Math.abs(noise.at(x * 130, layer)) * 0.05 * near : 0;
      return base - height * (soft * (1 - jagged) + sharp * jagged + trees);
    };
  }

  static void birds(Canvas c, Dice dice, double y, int rgb) {
    var cx = c.w * dice.between(0.2, 0.8);
    for (var i = 0; i < dice.whole(4, 11); i++) {
      var s = c.u * dice.between(6, 13);
      var x = cx + dice.bell() * 70 * c.u;
      var by = y + dice.bell() * 26 * c.u;
      var wing = new java.awt.geom.Path2D.Double();
      wing.moveTo(x - s, by - s * dice.between(0.1, 0.6));
      wing.quadTo(x - s * 0.4, by - s * 0.5, x, by);
      wing.quadTo(x + s * 0.4, by - s * 0.5, x + s, by - s * dice.between(0.1, 0.6));
      c.stroke(wing, rgb, c.u * 1.8);
    }
  }
}
