package org.acervo.demo.art;

import java.util.List;

/** Marble, wood, weaving and the spots of reaction and diffusion: stuff to run a finger over. */
record Grain(Stuff stuff) implements Picture {
  enum Stuff {
    MARBLE,
    WOOD,
    WEAVE,
    TURING
  }

  private static final List<int[]> MARBLES =
      List.of(
          new int[] {0xf4f1ec, 0xd9d5d0, 0x8d8f96, 0xb39b6b},
          new int[] {0x1d2b2a, 0x2f4f48, 0x0d1716, 0xd9c48f},
          new int[] {0xf1dcd2, 0xd9a99a, 0x8f5a52, 0xf8efe6},
          new int[] {0x22252e, 0x3d4452, 0x0f1116, 0xe8e2d6},
          new int[] {0xdfe6e4, 0x9fb8b8, 0x4f7480, 0xf7f3e8});
  private static final List<int[]> WOODS =
      List.of(
          new int[] {0x8a5a33, 0xc08a55, 0xe0b47c},
          new int[] {0x4a2a1c, 0x74432a, 0x9c6540},
          new int[] {0xa8794f, 0xd9b383, 0xf0d9ae},
          new int[] {0x5d2f2a, 0x8f4a3c, 0xb96f57});

  @Override
  public void paint(Canvas c, Dice dice) {
    switch (stuff) {
      case MARBLE -> marble(c, dice);
      case WOOD -> wood(c, dice);
      case WEAVE -> weave(c, dice);
      case TURING -> turing(c, dice);
    }
    Light.finish(c, dice, 5, 0.2);
  }

  private static void marble(Canvas c, Dice dice) {
    var tones = dice.pick(MARBLES);
    var ramp = new Ramp(tones[2], tones[1], tones[0], tones[0], tones[1]);
    var noise = new Noise(dice);
    var lean = dice.between(-1, 1);
    var body =
        new Field(
            c,
            3,
            (x, y) -> {
              var q = noise.fbm(x * 1.6, y * 1.6, 4);
              var r = noise.fbm(x * 1.6 + 4 * q + 9, y * 1.6 + 2 * q, 4);
              return noise.fbm(x * 1.3 + 2.6 * r + lean * y, y * 1.3 + 2.6 * q, 4);
            });
    var vein =
        new Field(
            c,
            2,
            (x, y) -> {
              var q = noise.fbm(x * 2.1 + 31, y * 2.1, 4);
              return Math.abs(noise.fbm(x * 1.2 + q * 0.9 + lean * y, y * 1.2 - q * 0.7 + 5, 3));
            });
    c.shade((x, y) -> {
      var rgb = ramp.at(0.5 + body.at(x, y) * 0.8);
      var v = vein.at(x, y);
      return Tone.blend(
          rgb, tones[3], Math.max(0, 1 - v * 30) * 0.8 + Math.max(0, 1 - v * 7) * 0.2);
    });
  }

  private static void wood(Canvas c, Dice dice) {
    var tones = dice.pick(WOODS);
    var ramp = new Ramp(tones[0], tones[1], tones[2], tones[1]);
    var noise = new Noise(dice);
    var boards = dice.whole(4, 7);
    var width = c.w / boards + 1;
    var grain =
        new Field(c, 2, (x, y) -> noise.at(x * 140, y * 3) * 0.6 + noise.at(x * 40, y * 1.2) * 0.4);
    var rings =
        new Field(
            c,
            2,
            (x, y) -> {
              var board = (int) (x * c.side / width);
              var own = noise.cell(board, 3) * 40;
              var across = x - (board + noise.cell(board, 5)) * width / c.side;
              var bow = across * across * 30 + y * (0.6 + own * 0.02);
              return Math.sin((bow + 0.5 * noise.fbm(x * 3 + own, y * 0.9 + own, 4)) * 26) * 0.5;
            });
    c.shade((x, y) -> {
      var board = x / width;
      var tone = noise.cell(board, 9) * 0.35;
      var rgb = ramp.at(0.3 + tone + 0.34 * rings.at(x, y) + 0.08 * grain.at(x, y));
      var at = x % width;
      var joint = at < 2 ? 120 : at < 5 ? 225 : 256;
      return Tone.scale256(rgb, joint + (int) (grain.at(x, y) * 24));
    });
  }

  /** Over and under: a twill whose colours change with a stepped motif, as on Amazonian baskets. */
  private static void weave(Canvas c, Dice dice) {
    var palette = Palette.any(dice);
    var warp = palette.paper();
    var weft = dice.chance(0.5) ? palette.ink() : palette.any(dice, 0);
    var accent = palette.any(dice, weft);
    var strand = (int) Math.max(8, c.side / dice.whole(60, 90));
    var motif = dice.whole(9, 17);
    var kind = dice.whole(0, 2);
    var noise = new Noise(dice);
    c.shade((x, y) -> {
      var i = x / strand;
      var j = y / strand;
      var a = Math.abs(Math.floorMod(i, 2 * motif) - motif);
      var b = Math.abs(Math.floorMod(j, 2 * motif) - motif);
      var step = kind == 0 ? a + b : kind == 1 ? Math.max(a, b) : a + (b > motif / 2 ? 0 : b * 2);
      var over = Math.floorMod(step, 4) < 2;
      var thread = over ? (Math.floorMod(step, motif) > motif - 4 ? accent : weft) : warp;
      var along = over ? (x % strand) : (y % strand);
      var round = (along + 0.5) / strand * 2 - 1;
      var across = ((over ? y % strand : x % strand) + 0.5) / strand * 2 - 1;
      var light =
          262 - (int) (70 * round * round * round * round + 95 * Math.pow(Math.abs(across), 5));
      return Tone.scale256(
          thread, light + (int) ((noise.cell(over ? i * 7 : i, over ? j : j * 7) - 0.5) * 36));
    });
  }

  /**
   * Turing patterns without the chemistry: again and again the difference of a narrow and a wide
   * blur, pushed to its extremes; what remains is what short-range help and long-range hindrance
   * leave behind.
   */
  private static void turing(Canvas c, Dice dice) {
    var palette = Palette.any(dice);
    var field = new Field(c, 4, (x, y) -> dice.between(-1, 1));
    var bias = dice.between(-0.12, 0.12);
    var reach = dice.whole(2, 3);
    for (var i = 0; i < 9; i++) {
      var narrow = Blur.twice(field.cells, field.columns, field.rows, reach);
      var wide = Blur.twice(field.cells, field.columns, field.rows, reach * 2 + 1);
      for (var k = 0; k < field.cells.length; k++) {
        field.cells[k] = (float) Math.clamp((narrow[k] - wide[k]) * 14 + bias, -1, 1);
      }
    }
    var soft = Blur.twice(field.cells, field.columns, field.rows, 1);
    System.arraycopy(soft, 0, field.cells, 0, soft.length);
    var ground = dice.pick(palette.colours());
    var ramp =
        new Ramp(
            palette.ink(),
            Tone.mix(palette.ink(), ground, 0.8),
            ground,
            palette.any(dice, ground),
            palette.paper());
    c.shade((x, y) -> {
      var v = field.at(x, y);
      var slope = v - field.at(Math.min(c.w - 1, x + 3), Math.min(c.h - 1, y + 3));
      return Tone.scale256(ramp.at(0.5 + v * 0.5), 256 - (int) (slope * 130));
    });
  }
}
