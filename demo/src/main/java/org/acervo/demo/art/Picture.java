package org.acervo.demo.art;

/** A kind of picture: paints one of endlessly many, which one is decided by the dice. */
interface Picture {
  void paint(Canvas canvas, Dice dice);
}
