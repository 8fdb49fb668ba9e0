package org.acervo.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;

/** Files that tests make themselves. */
final class Samples {
  private Samples() {}

  /** A picture that no other number gives. */
  static byte[] picture(String format, int width, int height, int number) {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var graphics = image.createGraphics();
    graphics.setColor(new Color((number * 40_503) & 0xffffff));
    graphics.fillRect(0, 0, width, height);
    graphics.setColor(Color.WHITE);
    graphics.drawString("n" + number, 4, 14);
    graphics.dispose();
    return written(image, format);
  }

  /** A picture that does not compress, so that it is as large as its pixels. */
  static byte[] noise(int width, int height, long seed) {
    var random = new SplittableRandom(seed);
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, random.nextInt());
      }
    }
    return written(image, "png");
  }

  private static byte[] written(BufferedImage image, String format) {
    var out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalArgumentException("no writer for " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** A file that is kept without a preview, so that nothing about it changes by itself. */
  static byte[] drawing(int number) {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\"><!-- %d --></svg>"
        .formatted(number)
        .getBytes(UTF_8);
  }

  static byte[] pdf(String... pages) {
    try (var document = new PDDocument()) {
      for (String text : pages) {
        var page = new PDPage();
        document.addPage(page);
        try (var content = new PDPageContentStream(document, page)) {
          content.beginText();
          content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 24);
          content.newLineAtOffset(72, 700);
          content.showText(text);
          content.endText();
        }
      }
      var out = new ByteArrayOutputStream();
      document.save(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
