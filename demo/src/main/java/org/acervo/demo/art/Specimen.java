package org.acervo.demo.art;

/** One butterfly, cut out: nothing behind it but transparency. */
record Specimen() implements Picture {
  @Override
  public void paint(Canvas c, Dice dice) {
    Butterflies.specimen(c, dice, Palette.any(dice), c.w / 2.0, c.h * 0.54, c.side * 0.44);
  }
}
