package org.acervo.demo.print;

import java.awt.Color;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;

/** How a booklet is set: format, letters, colours. The fonts are those every PDF reader has. */
record Look(
    PDRectangle page,
    PDFont body,
    PDFont italic,
    PDFont bold,
    PDFont display,
    float size,
    Color accent,
    Color tint) {
  static Look named(String name) {
    return switch (name) {
      case "museum" -> serif(PDRectangle.A5, 10.2f, 0x9c3d2e, 0xf3e9dc);
      case "garden" -> serif(PDRectangle.A5, 10.2f, 0x2f6b4a, 0xe8f0e2);
      case "poetry" -> serif(PDRectangle.A5, 11.5f, 0x4a4f8a, 0xf3f1ea);
      case "school" -> sans(PDRectangle.A4, 12f, 0xd1622b, 0xfdf0d9);
      case "report" -> sans(PDRectangle.A4, 11.6f, 0x1d4e6b, 0xe6eef2);
      case "minutes" -> serif(PDRectangle.A4, 13f, 0x3a3a3a, 0xf2f0ec);
      case "manual" -> sans(PDRectangle.A5, 9.2f, 0xb02a30, 0xf0efed);
      case "sky" -> serif(PDRectangle.A5, 10.2f, 0x2a3f73, 0xe7ebf3);
      default -> throw new IllegalArgumentException("No such look: " + name);
    };
  }

  private static Look serif(PDRectangle page, float size, int accent, int tint) {
    return new Look(
        page,
        font(FontName.TIMES_ROMAN),
        font(FontName.TIMES_ITALIC),
        font(FontName.TIMES_BOLD),
        font(FontName.TIMES_ROMAN),
        size,
        new Color(accent),
        new Color(tint));
  }

  private static Look sans(PDRectangle page, float size, int accent, int tint) {
    return new Look(
        page,
        font(FontName.HELVETICA),
        font(FontName.HELVETICA_OBLIQUE),
        font(FontName.HELVETICA_BOLD),
        font(FontName.HELVETICA_BOLD),
        size,
        new Color(accent),
        new Color(tint));
  }

  private static PDFont font(FontName name) {
    return new PDType1Font(name);
  }

  float leading() {
    return size * 1.42f;
  }

  float margin() {
    return page.getWidth() * 0.13f;
  }
}
