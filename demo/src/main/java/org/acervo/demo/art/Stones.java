package org.acervo.demo.art;

import java.util.List;

/**
 * Surfaces made of cells around scattered points (Worley 1996): Portuguese pavement with its black
 * waves, terrazzo, and leaded glass lit from behind.
 */
record Stones(Surface surface) implements Picture {
  enum Surface {
    PAVEMENT,
    TERRAZZO,
    GLASS
  }

  @Override
  public void paint(Canvas c, Dice dice) {
    switch (surface) {
      case PAVEMENT -> pavement(c, dice);
      case TERRAZZO -> terrazzo(c, dice);
      case GLASS -> glass(c, dice);
    }
    Light.finish(c, dice, surface == Surface.GLASS ? 4 : 6, 0.25);
  }

  private static void pavement(Canvas c, Dice dice) {
    var cells = new Cells(dice, c.side / 46, 0.42);
    var dark = dice.pick(0x2e2c2b, 0x3a2b2a, 0x26323c);
    var pale = dice.pick(0xe7e0d0, 0xece6dc, 0xdfd6c4);
    var third = dice.pick(List.of(dark, dark, 0x9c4a38));
    var pattern = dice.whole(0, 3);
    var beat = dice.between(2.5, 4.5);
    var turn = dice.chance(0.5);
    cells.each(
        c,
        (cx, cy, id) -> {
          var u = (turn ? cy : cx) / c.side;
          var v = (turn ? cx : cy) / c.side;
          var wave =
              switch (pattern) {
                case 0 -> Math.sin(u * beat * 2 + 1.9 * Math.sin(v * beat * 4));
                case 1 -> Math.sin(v * beat * 5 + Math.sin(u * beat * 2.2) * 2.4);
                case 2 -> Math.sin(u * beat * 4) * Math.sin(v * beat * 4);
                default -> Math.sin(Math.hypot(u % 0.5 - 0.25, v % 0.5 - 0.25) * beat * 14);
              };
          var stone = wave > 0.1 ? pale : wave < -0.85 ? third : dark;
          return Tone.scale256(stone, 224 + (int) (id * 60));
        },
        (rgb, edge) -> {
          var sand = Math.clamp(edge / (c.side * 0.0022), 0, 1);
          return Tone.blend(
              0x7d7466, rgb, sand * (0.8 + 0.2 * Math.min(1, edge / (c.side * 0.006))));
        });
  }

  private static void terrazzo(Canvas c, Dice dice) {
    var palette = Palette.any(dice);
    var base = Tone.mix(palette.paper(), 0xf1ece4, 0.3);
    c.fill(base);
    for (var layer = 0; layer < 3; layer++) {
      var size = c.side * new double[] {0.045, 0.022, 0.009}[layer];
      var count =
          (int) (c.w * (double) c.h / (size * size) * new double[] {0.16, 0.24, 0.3}[layer]);
      for (var i = 0; i < count; i++) {
        chip(c, dice, size * dice.between(0.5, 1.3), palette, base);
      }
    }
  }

  private static void chip(Canvas c, Dice dice, double size, Palette palette, int base) {
    var x = c.w * dice.real();
    var y = c.h * dice.real();
    var corners = dice.whole(4, 6);
    var xy = new double[corners * 2];
    var start = dice.between(0, 6.28);
    var squash = dice.between(0.6, 1);
    for (var i = 0; i < corners; i++) {
      var a = start + 2 * Math.PI * (i + dice.between(-0.25, 0.25)) / corners;
      var r = size * dice.between(0.35, 0.6);
      xy[2 * i] = x + Math.cos(a) * r;
      xy[2 * i + 1] = y + Math.sin(a) * r * squash;
    }
    var rgb =
        Tone.mix(
            dice.chance(0.12) ? palette.ink() : dice.pick(palette.colours()),
            base,
            dice.between(0, 0.35));
    c.fill(Canvas.poly(xy), rgb);
  }

  private static void glass(Canvas c, Dice dice) {
    var cells = new Cells(dice, c.side / dice.between(9, 16), 0.9);
    var palette = Palette.any(dice);
    var noise = new Noise(dice);
    var sunX = c.w * dice.between(0.25, 0.75);
    var sunY = c.h * dice.between(0.2, 0.6);
    var ripple = new Field(c, 3, (x, y) -> noise.fbm(x * 14, y * 14, 3));
    cells.each(
        c,
        (cx, cy, id) -> {
          var d = Math.hypot(cx - sunX, cy - sunY) / c.side;
          var pick = palette.at((int) (id * 5 + d * 5));
          return Tone.light(pick, 0.2 - d * 0.24 + (id - 0.5) * 0.12);
        },
        (rgb, edge) -> Tone.blend(0x17161a, rgb, (edge - c.side * 0.0035) / (c.side * 0.0015)));
    for (var y = 0; y < c.h; y++) {
      for (var x = 0; x < c.w; x++) {
        c.px[y * c.w + x] = Tone.scale256(c.px[y * c.w + x], 262 + (int) (ripple.at(x, y) * 62));
      }
    }
    Light.glow(c, sunX, sunY, c.side * 0.7, 0xfff2cf, 0.4);
  }
}
