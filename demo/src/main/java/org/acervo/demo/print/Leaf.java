package org.acervo.demo.print;

import java.awt.Color;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/** One page under the pen. Origin at the lower left, lengths in points. */
final class Leaf implements AutoCloseable {
  /** No gap between words is stretched beyond this part of the em; a ragged line is less ugly. */
  private static final float MAX_STRETCH = 0.45f;

  private final PDPageContentStream pen;
  final float width;
  final float height;

  Leaf(PDDocument document, Look look) throws IOException {
    var page = new PDPage(look.page());
    document.addPage(page);
    this.pen = new PDPageContentStream(document, page);
    this.width = look.page().getWidth();
    this.height = look.page().getHeight();
  }

  void text(String text, PDFont font, float size, float x, float y, Color colour)
      throws IOException {
    pen.beginText();
    pen.setFont(font, size);
    pen.setNonStrokingColor(colour);
    pen.newLineAtOffset(x, y);
    pen.showText(text);
    pen.endText();
  }

  /** A line stretched to fill the measure, unless that would tear it apart. */
  void justified(
      String text, PDFont font, float size, float x, float y, float measure, Color colour)
      throws IOException {
    var gaps = text.chars().filter(ch -> ch == ' ').count();
    var spare = (measure - length(text, font, size)) / Math.max(1, gaps);
    pen.setWordSpacing(spare > 0 && spare < size * MAX_STRETCH ? spare : 0);
    text(text, font, size, x, y, colour);
    pen.setWordSpacing(0);
  }

  void centred(String text, PDFont font, float size, float cx, float y, Color colour)
      throws IOException {
    text(text, font, size, cx - length(text, font, size) / 2, y, colour);
  }

  void flushRight(String text, PDFont font, float size, float right, float y, Color colour)
      throws IOException {
    text(text, font, size, right - length(text, font, size), y, colour);
  }

  void box(float x, float y, float w, float h, Color colour) throws IOException {
    pen.setNonStrokingColor(colour);
    pen.addRect(x, y, w, h);
    pen.fill();
  }

  void line(float x1, float y1, float x2, float y2, float weight, Color colour) throws IOException {
    pen.setStrokingColor(colour);
    pen.setLineWidth(weight);
    pen.moveTo(x1, y1);
    pen.lineTo(x2, y2);
    pen.stroke();
  }

  /** A line through points x, y, x, y, ... */
  void curve(List<Float> xy, float weight, Color colour) throws IOException {
    pen.setStrokingColor(colour);
    pen.setLineWidth(weight);
    pen.setLineJoinStyle(1);
    pen.moveTo(xy.get(0), xy.get(1));
    for (var i = 2; i < xy.size(); i += 2) {
      pen.lineTo(xy.get(i), xy.get(i + 1));
    }
    pen.stroke();
  }

  void image(PDImageXObject image, float x, float y, float w, float h) throws IOException {
    pen.drawImage(image, x, y, w, h);
  }

  static float length(String text, PDFont font, float size) throws IOException {
    return font.getStringWidth(text) * size / 1000;
  }

  /** Breaks a text into lines no longer than the measure. */
  static List<String> lines(String text, PDFont font, float size, float measure)
      throws IOException {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    var space = length(" ", font, size);
    var used = 0f;
    for (var word : text.split(" ", -1)) {
      var length = length(word, font, size);
      if (!line.isEmpty() && used + space + length > measure) {
        lines.add(line.toString());
        line.setLength(0);
        used = 0;
      }
      used += length + (line.isEmpty() ? 0 : space);
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  @Override
  public void close() throws IOException {
    pen.close();
  }
}
