package org.acervo.media;

import java.util.List;
import org.acervo.items.Reason;
import org.jspecify.annotations.Nullable;

/**
 * One page of a PDF.
 *
 * @param number counts from 1
 * @param width in points (1/72 inch) as displayed, after the page's own rotation
 * @param height in points, as displayed
 * @param previews one for each size asked for; empty when the page could not be drawn
 * @param text in reading order, empty when the page has none, null when it was not read
 * @param missing what the previews do not show and why, null when nothing is
 */
public record PdfPage(
    int number,
    float width,
    float height,
    List<Preview> previews,
    @Nullable String text,
    @Nullable Reason missing) {
  public PdfPage {
    previews = List.copyOf(previews);
    if (number < 1) {
      throw new IllegalArgumentException("page number %d: pages count from 1".formatted(number));
    }
  }
}
