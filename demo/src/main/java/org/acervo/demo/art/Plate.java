package org.acervo.demo.art;

/** The sheet of a natural history: aged paper, a double rule, plate number and a Latin caption. */
final class Plate {
  private static final int[] PAPERS = {0xf3ead6, 0xefe6cf, 0xf5efe0, 0xece2cc};
  static final int INK = 0x3a2f28;

  private Plate() {}

  static void ground(Canvas c, Dice dice) {
    c.fill(dice.pick(PAPERS));
  }

  static void caption(Canvas c, Dice dice, String name, String note) {
    var m = c.side * 0.045;
    c.stroke(Canvas.box(m, m, c.w - 2 * m, c.h - 2 * m), INK, c.u * 1.4, 0.7);
    c.stroke(
        Canvas.box(m + 6 * c.u, m + 6 * c.u, c.w - 2 * m - 12 * c.u, c.h - 2 * m - 12 * c.u),
        INK,
        c.u * 0.6,
        0.6);
    c.centred(name, Face.italic(c.side * 0.032), c.w / 2.0, c.h - m - c.side * 0.057, INK);
    c.centred(
        note, Face.plain(c.side * 0.017).tracked(0.06), c.w / 2.0, c.h - m - c.side * 0.026, INK);
    c.flushRight(
        "Tab. " + roman(dice.whole(1, 89)),
        Face.italic(c.side * 0.02),
        c.w - m - c.side * 0.03,
        m + c.side * 0.045,
        INK);
    Light.paper(c, dice, 0.16);
  }

  static String roman(int number) {
    var values = new int[] {50, 40, 10, 9, 5, 4, 1};
    var signs = new String[] {"L", "XL", "X", "IX", "V", "IV", "I"};
    var out = new StringBuilder();
    var rest = number;
    for (var i = 0; i < values.length; i++) {
      while (rest >= values[i]) {
        out.append(signs[i]);
        rest -= values[i];
      }
    }
    return out.toString();
  }
}
