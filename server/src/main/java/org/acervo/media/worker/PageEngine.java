package org.acervo.media.worker;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.acervo.items.Reason;
import org.apache.pdfbox.filter.MissingImageReaderException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.rendering.PageDrawer;
import org.apache.pdfbox.rendering.PageDrawerParameters;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;

/** Draws and reads single pages of an open PDF. */
final class PageEngine {
  private static final System.Logger LOG = System.getLogger(PageEngine.class.getName());

  private final PDDocument pdf;
  private final Drawing drawing;

  PageEngine(PDDocument pdf) {
    this.pdf = pdf;
    this.drawing = new Drawing(pdf);
  }

  /**
   * The visible part of a page in its own units, as displayed, and the size of a unit in points.
   */
  record Sheet(float width, float height, float unit) {}

  static Sheet sheet(PDPage page) {
    PDRectangle box = page.getCropBox();
    boolean usable = box.getWidth() > 0 && box.getHeight() > 0;
    float width = usable ? box.getWidth() : PDRectangle.LETTER.getWidth();
    float height = usable ? box.getHeight() : PDRectangle.LETTER.getHeight();
    boolean turned = page.getRotation() % 180 != 0;
    float unit = page.getUserUnit();
    return new Sheet(turned ? height : width, turned ? width : height, unit > 0 ? unit : 1);
  }

  Canvas draw(int index, Sheet sheet, int size) throws IOException {
    float scale = size / Math.max(sheet.width(), sheet.height());
    double pixels = Math.max(1, sheet.width() * scale) * Math.max(1, sheet.height() * scale);
    if (!(pixels <= Budget.PAGE_PIXELS)) {
      throw new IOException(
          "%.0f x %.0f points; at most %,d pixels are drawn."
              .formatted(sheet.width(), sheet.height(), Budget.PAGE_PIXELS));
    }
    drawing.undrawn.clear();
    BufferedImage image = drawing.renderImage(index, scale, ImageType.RGB);
    return Shrink.of(Decoded.of(image), size);
  }

  /** What the page drawn last does not show, null when nothing is known to be missing. */
  @Nullable Reason missing() {
    return drawing.undrawn.isEmpty()
        ? null
        : Reason.of("imagesMissing")
            .with("images", drawing.undrawn.size())
            .with("format", String.join(", ", new TreeSet<>(drawing.undrawn)));
  }

  String text(int number, int maxChars) {
    BoundedText text = new BoundedText(maxChars);
    try {
      PDFTextStripper stripper = new PDFTextStripper();
      stripper.setStartPage(number);
      stripper.setEndPage(number);
      stripper.writeText(pdf, text);
    } catch (IOException | RuntimeException e) {
      // The text is full, or a broken font or operator ended it: what was read so far stands.
      LOG.log(System.Logger.Level.DEBUG, "the text of page {0} ends early: {1}", number, e);
    }
    String clean = Plain.text(PageText.of(text.toString()), maxChars);
    return clean == null ? "" : clean;
  }

  /** PDFBox only logs an image it has no decoder for; readers of a blank page should know why. */
  private static final class Drawing extends PDFRenderer {
    private final List<String> undrawn = new ArrayList<>();

    Drawing(PDDocument pdf) {
      super(pdf);
      setSubsamplingAllowed(true);
    }

    @Override
    protected PageDrawer createPageDrawer(PageDrawerParameters parameters) throws IOException {
      return new PageDrawer(parameters) {
        @Override
        public void drawImage(PDImage image) throws IOException {
          try {
            super.drawImage(image);
          } catch (MissingImageReaderException e) {
            undrawn.add(String.valueOf(image.getSuffix()));
          }
        }
      };
    }
  }
}
