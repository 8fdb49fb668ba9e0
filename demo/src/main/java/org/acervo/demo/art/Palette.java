package org.acervo.demo.art;

import java.util.Arrays;
import java.util.List;

/**
 * Inks that go together, as a print shop would keep them: a paper, a dark ink and four or five
 * colours ordered from quiet to loud.
 */
record Palette(int paper, int ink, List<Integer> colours) {
  static final List<Palette> PRINTS =
      List.of(
          of(0xf4ecdc, 0x1f2430, 0x2b6777, 0xe0a458, 0xc8553d, 0xdfc9a4, 0x588b8b),
          of(0xf6efe2, 0x20201d, 0xd62828, 0x003049, 0xf7b801, 0x6a994e, 0xeae2b7),
          of(0xfaf3e7, 0x14213d, 0xe07a5f, 0x3d405b, 0x81b29a, 0xf2cc8f, 0xbf6f5c),
          of(0xf1ece4, 0x11151c, 0x1d4e89, 0xf26b38, 0xf7b32b, 0x2f9c95, 0xd7c9b0),
          of(0xf8f1e5, 0x2a1a1f, 0x764134, 0xdf9a57, 0x245953, 0xb33951, 0xe3d0a6),
          of(0xf3eee6, 0x16262e, 0x2e4756, 0x3c7a89, 0xdbc2cf, 0x9fa2b2, 0xe08e79));
  static final List<Palette> TROPICAL =
      List.of(
          of(0xfff3df, 0x0f2f2c, 0x0e7c66, 0xf2a541, 0xe4572e, 0xf7d6a3, 0x1b4d5c),
          of(0xfdf0e0, 0x1b1b3a, 0x00916e, 0xfeb95f, 0xf71735, 0xfa9f42, 0x255f85),
          of(0xf9efe3, 0x2d1e2f, 0x3a7d44, 0xf7b538, 0xd8572a, 0xdb7c9c, 0x1e5f74),
          of(0xfef6e4, 0x172c66, 0x2a9d8f, 0xf4a261, 0xe76f51, 0xe9c46a, 0x264653));
  static final List<Palette> DARK =
      List.of(
          of(0x16202b, 0xf4ead6, 0xe76f51, 0xf4a261, 0x2a9d8f, 0xe9c46a, 0x47697d),
          of(0x1d1a2b, 0xf6e7d8, 0xd1495b, 0xedae49, 0x66a182, 0x8d6a9f, 0x30638e),
          of(0x10231f, 0xf1e9d2, 0xc9a227, 0x6b9080, 0xd36135, 0xa4c3b2, 0x3a5a40));

  private static Palette of(int paper, int ink, int... colours) {
    return new Palette(paper, ink, Arrays.stream(colours).boxed().toList());
  }

  static Palette any(Dice dice) {
    return dice.pick(dice.pick(List.of(PRINTS, PRINTS, TROPICAL, DARK)));
  }

  int at(int i) {
    return colours.get(Math.floorMod(i, colours.size()));
  }

  int any(Dice dice, int except) {
    int rgb;
    do {
      rgb = dice.pick(colours);
    } while (rgb == except);
    return rgb;
  }

  /** The ink or paper that reads better on a colour. */
  int on(int rgb) {
    var a = Math.abs(Tone.lightness(ink) - Tone.lightness(rgb));
    var b = Math.abs(Tone.lightness(paper) - Tone.lightness(rgb));
    return a > b ? ink : paper;
  }
}
