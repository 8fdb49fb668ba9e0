package org.acervo.demo.art;

import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Path2D;
import java.util.List;

/**
 * Azulejos: one quarter motif, drawn once, turned and mirrored into a tile and repeated over the
 * wall under a glaze that catches the light.
 */
record Tiles() implements Picture {
  private static final List<int[]> GLAZES =
      List.of(
          new int[] {0xf3f3ec, 0x1d4f9e, 0x6f9bd1, 0x0f2d66, 0xe9c46a},
          new int[] {0xf6f1e3, 0x1b6f7a, 0x7fb8b0, 0x0d3b47, 0xe08e45},
          new int[] {0xf7efe0, 0x2a6f4e, 0x8fbf8a, 0x143d2b, 0xd9a441},
          new int[] {0xf5ead8, 0xb5472f, 0xe3a873, 0x5a1f1a, 0x2f5d7c},
          new int[] {0xf2efe9, 0x33415c, 0x979dac, 0x1b2233, 0xc9a66b},
          new int[] {0xfbf3e6, 0x8b2e5a, 0xd58fa8, 0x46142d, 0x3f7f7a});

  @Override
  public void paint(Canvas c, Dice dice) {
    var glaze = dice.pick(GLAZES);
    var across = dice.whole(4, 7);
    var size = (int) Math.ceil(c.side / across);
    try (var tile = new Canvas(size, size)) {
      tile.fill(glaze[0]);
      for (var i = 0; i < dice.whole(5, 8); i++) {
        motif(tile, dice, glaze, size / 2.0);
      }
      for (var y = 0; y * size < c.h; y++) {
        for (var x = 0; x * size < c.w; x++) {
          c.g.drawImage(tile.image, x * size, y * size, null);
        }
      }
    }
    glaze(c, dice, size);
    Light.finish(c, dice, 4, 0.22);
  }

  /** One shape in the upper left quarter, carried by symmetry into the other three. */
  private static void motif(Canvas t, Dice dice, int[] glaze, double half) {
    var rgb = glaze[dice.whole(1, 4)];
    var a = dice.between(0.15, 0.95) * half;
    var b = dice.between(0.08, 0.5) * half;
    var kind = dice.whole(0, 6);
    for (var q = 0; q < 4; q++) {
      for (var mirror = 0; mirror < 2; mirror++) {
        var place = AffineTransform.getRotateInstance(q * Math.PI / 2, half, half);
        if (mirror == 1) {
          place.concatenate(new AffineTransform(0, 1, 1, 0, 0, 0));
        }
        var shape =
            switch (kind) {
              case 0 -> petal(0, 0, half * 0.95, b * 0.6);
              case 1 -> petal(half, half, -a, b * 0.5);
              case 2 -> new Arc2D.Double(-a, -a, 2 * a, 2 * a, 270, 90, Arc2D.OPEN);
              case 3 -> new Arc2D.Double(half - b, half - b, 2 * b, 2 * b, 90, 90, Arc2D.PIE);
              case 4 -> vine(half, a, b);
              case 5 ->
                  Canvas.poly(half, half - a, half - b * 0.4, half - a * 0.5, half, half - a * 0.2);
              default -> Canvas.disc(half * 0.5, half * 0.5, b * 0.35);
            };
        var placed = place.createTransformedShape(shape);
        if (kind == 2 || kind == 4) {
          t.stroke(placed, rgb, half * 0.07);
        } else {
          t.fill(placed, rgb);
          t.stroke(placed, glaze[3], half * 0.018);
        }
      }
    }
  }

  private static Path2D petal(double x, double y, double length, double width) {
    var p = new Path2D.Double();
    var d = length * 0.7;
    p.moveTo(x, y);
    p.curveTo(x + d * 0.5 + width, y + d * 0.3, x + d + width * 0.2, y + d * 0.6, x + d, y + d);
    p.curveTo(x + d * 0.6, y + d + width * 0.2, x + d * 0.3, y + d * 0.5 + width, x, y);
    return p;
  }

  private static Path2D vine(double half, double a, double b) {
    var p = new Path2D.Double();
    p.moveTo(half, half - a);
    p.curveTo(half - b, half - a, half - a * 0.8, half - b, half - a * 0.5, half - a * 0.5);
    p.curveTo(
        half - a * 0.3,
        half - a * 0.7,
        half - a * 0.2,
        half - a * 0.4,
        half - a * 0.4,
        half - a * 0.35);
    return p;
  }

  /** Joints, hand-made differences from tile to tile and a soft shine. */
  private static void glaze(Canvas c, Dice dice, int size) {
    var noise = new Noise(dice);
    var bump = new Field(c, 4, (x, y) -> noise.fbm(x * 9, y * 9, 3));
    var edge = Math.max(2, size / 70);
    for (var y = 0; y < c.h; y++) {
      for (var x = 0; x < c.w; x++) {
        var tx = x % size;
        var ty = y % size;
        var i = y * c.w + x;
        var own = noise.cell(x / size, y / size) - 0.5;
        var light = 256 + (int) (own * 34 + bump.at(x, y) * 14);
        if (tx < edge || ty < edge) {
          c.px[i] = Tone.scale256(0xb9b2a3, light);
          continue;
        }
        if (tx < edge * 3 || ty < edge * 3) {
          light += 26;
        } else if (tx > size - edge * 2 || ty > size - edge * 2) {
          light -= 46;
        }
        var shine = Math.max(0, 1 - Math.abs((tx + ty) / (double) size - 0.55 - own * 0.5) * 6);
        c.px[i] = Tone.blend(Tone.scale256(c.px[i], light), 0xffffff, shine * 0.1);
      }
    }
  }
}
