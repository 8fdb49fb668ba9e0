package org.acervo.demo.art;

import java.util.List;

/** Poems to look at, after the concrete poets: the page is filled by what the word means. */
record ConcretePoem() implements Picture {
  private static final List<String> WAVES =
      List.of("rio", "onda", "mar", "vento", "areia", "wave", "voz");
  private static final List<String> ROUND =
      List.of("lua", "sol", "ovo", "olho", "moon", "eco", "roda");
  private static final List<String> FALL =
      List.of("chuva", "folha", "queda", "rain", "pena", "neve");
  private static final List<String> GROW =
      List.of("cidade", "muro", "eu nós", "passo", "tempo", "silêncio");

  @Override
  public void paint(Canvas c, Dice dice) {
    var palette = Palette.any(dice);
    var loud = dice.chance(0.45);
    var ground = loud ? dice.pick(palette.colours()) : palette.paper();
    var ink = loud ? palette.on(ground) : palette.ink();
    var accent = loud ? palette.on(ground) : palette.any(dice, palette.paper());
    c.fill(ground);
    switch (dice.whole(0, 3)) {
      case 0 -> wave(c, dice, dice.pick(WAVES), ink, accent);
      case 1 -> circle(c, dice, dice.pick(ROUND), ink, accent);
      case 2 -> fall(c, dice, dice.pick(FALL), ink, accent);
      default -> grow(c, dice, dice.pick(GROW), ink, accent);
    }
    Light.finish(c, dice, 6, 0.06);
  }

  private static void wave(Canvas c, Dice dice, String word, int ink, int accent) {
    var rows = dice.whole(15, 24);
    var size = c.h * 0.86 / rows;
    var beat = dice.between(1.2, 2.6);
    var hot = dice.whole(3, rows - 3);
    for (var r = 0; r < rows; r++) {
      var face = Face.bold(size * 0.95).heavy(0.03);
      var x = -size;
      var k = 0;
      while (x < c.w) {
        var phase = x / c.w * beat * 2 * Math.PI + r * 0.33;
        var y = c.h * 0.09 + r * size + Math.sin(phase) * size * 1.25;
        var letter = word.substring(k % word.length(), k % word.length() + 1);
        c.text(letter, face, x, y, r == hot ? accent : Tone.blend(ink, accent, r == hot ? 1 : 0.1));
        x += face.length(letter) + size * 0.1;
        k++;
      }
    }
  }

  private static void circle(Canvas c, Dice dice, String word, int ink, int accent) {
    var rings = 11;
    var far = c.side * 0.45;
    for (var r = 1; r <= rings; r++) {
      var radius = far * r / rings;
      var size = far / rings * 0.92;
      var face = Face.bold(size).heavy(0.03);
      var text = word + " ";
      var count = Math.max(1, (int) Math.round(2 * Math.PI * radius / face.length(text)));
      var total = count * text.length();
      var start = dice.between(0, 6.28);
      for (var i = 0; i < total; i++) {
        var letter = text.substring(i % text.length(), i % text.length() + 1);
        var a = start + 2 * Math.PI * i / total;
        var saved = c.g.getTransform();
        c.g.translate(c.w / 2.0 + Math.cos(a) * radius, c.h / 2.0 + Math.sin(a) * radius);
        c.g.rotate(a + Math.PI / 2);
        c.centred(letter, face, 0, 0, r % 4 == 0 ? accent : ink);
        c.g.setTransform(saved);
      }
    }
  }

  private static void fall(Canvas c, Dice dice, String word, int ink, int accent) {
    var columns = (int) (c.w / c.side * 15);
    var step = c.w * 0.9 / columns;
    for (var x = 0; x < columns; x++) {
      var y = -c.h * dice.real();
      var size = step * dice.between(0.7, 1.25);
      var rgb = dice.chance(0.12) ? accent : ink;
      for (var i = 0; y < c.h * 1.05; i++) {
        var letter = word.substring(i % word.length(), i % word.length() + 1);
        c.centred(letter, Face.bold(size).heavy(0.03), c.w * 0.05 + (x + 0.5) * step, y, rgb);
        y += size * (1.0 + 0.016 * i) + (i % word.length() == word.length() - 1 ? size : 0);
      }
    }
  }

  private static void grow(Canvas c, Dice dice, String word, int ink, int accent) {
    var rows = dice.whole(7, 11);
    var y = c.h * 0.06;
    var rate = dice.between(1.18, 1.3);
    var unit = c.h * 0.9 * (rate - 1) / (Math.pow(rate, rows) - 1);
    for (var r = 0; r < rows; r++) {
      var tall = unit * Math.pow(rate, r);
      var face = new Face(tall * 1.2, 0.03, 1, 0, 0);
      var copies = Math.max(1, (int) Math.round(c.w * 0.88 / face.length(word + " ")));
      var text = String.join(" ", java.util.Collections.nCopies(copies, word));
      var fit = face.wide(c.w * 0.88 / face.length(text));
      c.text(text, fit, c.w * 0.06, y + tall * 0.93, r == rows - 2 ? accent : ink);
      y += tall;
    }
  }
}
