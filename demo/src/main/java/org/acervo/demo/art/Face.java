package org.acervo.demo.art;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * Lettering as outlines: one free sans serif (Liberation Sans, carried inside PDFBox), varied in
 * weight, width, slant and tracking. Java's own text engine is avoided on purpose: it needs fonts
 * and libraries of the machine, so a picture would differ from one machine to the next, or fail.
 *
 * @param size em in pixels
 * @param weight extra stroke around the outline, as a part of the em (0.05 looks bold)
 * @param width horizontal scale, 1 for regular
 * @param slant shear, 0.2 looks italic
 * @param tracking space added between letters, as a part of the em
 */
record Face(double size, double weight, double width, double slant, double tracking) {
  private static final Map<Character, Glyph> GLYPHS = new ConcurrentHashMap<>();

  private record Glyph(Path2D outline, double advance) {}

  static Face plain(double size) {
    return new Face(size, 0, 1, 0, 0);
  }

  static Face bold(double size) {
    return new Face(size, 0.055, 1, 0, 0);
  }

  static Face italic(double size) {
    return new Face(size, 0, 1, 0.2, 0.01);
  }

  /** Widely spaced capitals, as on maps and museum labels. */
  static Face caps(double size) {
    return new Face(size, 0.012, 1, 0, 0.22);
  }

  Face wide(double newWidth) {
    return new Face(size, weight, newWidth, slant, tracking);
  }

  Face heavy(double newWeight) {
    return new Face(size, newWeight, width, slant, tracking);
  }

  Face tracked(double newTracking) {
    return new Face(size, weight, width, slant, newTracking);
  }

  /** The same face in the size at which the text is this many pixels long. */
  Face fitting(String text, double length) {
    return new Face(size * length / length(text), weight, width, slant, tracking);
  }

  double length(String text) {
    var sum = 0.0;
    for (var i = 0; i < text.length(); i++) {
      sum += glyph(text.charAt(i)).advance * width + tracking;
    }
    return (sum - (text.isEmpty() ? 0 : tracking)) * size;
  }

  /** The outline with the left end of its base line at (x, y). */
  Shape at(String text, double x, double y) {
    var path = new Path2D.Double(Path2D.WIND_NON_ZERO);
    var pen = 0.0;
    for (var i = 0; i < text.length(); i++) {
      var glyph = glyph(text.charAt(i));
      var place = new AffineTransform(size * width, 0, slant * size, -size, x + pen, y);
      path.append(glyph.outline.getPathIterator(place), false);
      pen += (glyph.advance * width + tracking) * size;
    }
    return path;
  }

  private static Glyph glyph(char letter) {
    return GLYPHS.computeIfAbsent(letter, Face::load);
  }

  private static synchronized Glyph load(char letter) {
    try {
      var font = Source.FONT;
      var gid = font.getUnicodeCmapLookup().getGlyphId(letter);
      var em = (double) font.getUnitsPerEm();
      var outline = new Path2D.Double(Path2D.WIND_NON_ZERO);
      var data = font.getGlyph().getGlyph(gid);
      if (data != null) {
        outline.append(
            data.getPath().getPathIterator(AffineTransform.getScaleInstance(1 / em, 1 / em)),
            false);
      }
      return new Glyph(outline, font.getAdvanceWidth(gid) / em);
    } catch (IOException e) {
      throw new UncheckedIOException("The letter " + letter + " cannot be read from the font", e);
    }
  }

  /** Parsed on the first letter drawn. */
  private static final class Source {
    private static final String NAME =
        "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    private static final TrueTypeFont FONT = open();

    private static TrueTypeFont open() {
      try (var in = PDDocument.class.getResourceAsStream(NAME)) {
        if (in == null) {
          throw new IllegalStateException(NAME + " is missing: is PDFBox on the class path?");
        }
        return new TTFParser().parse(new RandomAccessReadBuffer(in));
      } catch (IOException e) {
        throw new UncheckedIOException(NAME + " cannot be read", e);
      }
    }
  }
}
