package org.acervo.demo.art;

/** Sea shells by Raup's rule (1966): a circle grows while it turns and sinks along an axis. */
record Shells() implements Picture {
  @Override
  public void paint(Canvas c, Dice dice) {
    Plate.ground(c, dice);
    var columns = (int) Math.round(c.w / c.side * 2.6);
    var rows = (int) Math.round(c.h / c.side * 2.4);
    var m = c.side * 0.09;
    var w = (c.w - 2 * m) / columns;
    var h = (c.h - m - c.side * 0.16) / rows;
    for (var y = 0; y < rows; y++) {
      for (var x = 0; x < columns; x++) {
        var cx = m + (x + 0.5) * w;
        var cy = m + (y + 0.45) * h;
        shell(c, dice, cx, cy, Math.min(w, h) * 0.56);
        c.centred(
            (y * columns + x + 1) + ". " + Latin.animal(dice),
            Face.italic(Math.min(w * 0.055, c.side * 0.02)),
            cx,
            m + (y + 0.98) * h,
            Plate.INK);
      }
    }
    Plate.caption(
        c, dice, "Conchae maris australis", "praias do litoral sul, coletadas entre marés");
  }

  private static void shell(Canvas c, Dice dice, double cx, double cy, double r) {
    var skin =
        new Ramp(
            dice.pick(0x6e3b2a, 0x4a4f5e, 0x8a5a2b, 0x5d3a4f, 0x39545a),
            dice.pick(0xd9a877, 0xd98f80, 0xb9b48f, 0xc9a0a8, 0x9fb3a8),
            0xfaf1e2);
    var growth = dice.between(1.5, 2.6);
    var sink = dice.pick(0, 1, 1, 2) * dice.between(0.6, 1.3);
    var turns = sink > 0 ? 6 : 3.6;
    var tilt = dice.bell() * 0.12;
    var hand = dice.sign();
    var steps = 240;
    var bands = dice.whole(8, 26);
    var whole = 1 + sink * 0.75;
    for (var i = 0; i < steps; i++) {
      var t = i / (double) steps;
      var a = turns * 2 * Math.PI * t;
      var size = Math.pow(growth, (t - 1) * turns);
      var tube = r / whole * size * (sink > 0 ? 0.72 : 0.46);
      var px = r / whole * size * Math.cos(a) * (sink > 0 ? 0.42 : 0.58) * hand;
      var py =
          sink > 0
              ? r / whole * (size * sink * 2.1 - sink * 1.2) + tube * 0.25 * Math.sin(a)
              : r / whole * size * 0.58 * Math.sin(a);
      // Turns behind the axis lie in shadow and are painted over by the next turn in front.
      var lit = sink > 0 ? 0.72 + 0.28 * Math.sin(a) : 0.92;
      var stripe = 0.5 + 0.5 * Math.sin(t * turns * bands);
      ring(
          c,
          cx + px * Math.cos(tilt) - py * Math.sin(tilt),
          cy + px * Math.sin(tilt) + py * Math.cos(tilt),
          tube,
          skin,
          stripe,
          lit);
    }
  }

  private static void ring(
      Canvas c, double x, double y, double r, Ramp skin, double stripe, double lit) {
    var tone = skin.at(0.35 + 0.6 * stripe);
    c.fill(Canvas.disc(x, y, r), Tone.scale(tone, 0.66 * lit));
    c.fill(Canvas.disc(x - r * 0.05, y - r * 0.05, r * 0.93), Tone.scale(tone, 0.9 * lit));
    c.fill(Canvas.disc(x - r * 0.18, y - r * 0.2, r * 0.6), Tone.blend(tone, 0xffffff, 0.14), 0.7);
  }
}
