package org.acervo.media;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a PDF.
 *
 * @param number counts from 1
 * @param width in points (1/72 inch) as displayed, after the page's own rotation
 * @param height in points, as displayed
 * @param previews one for each size asked for; empty when the page could not be drawn
 * @param text in reading order, empty when there is none or none was asked for
 * @param note what is missing and why, null when nothing is
 */
public record PdfPage(
    int number,
    float width,
    float height,
    List<Preview> previews,
    String text,
    @Nullable String note) {
  public PdfPage {
    previews = List.copyOf(previews);
    if (number < 1) {
      throw new IllegalArgumentException("page number %d: pages count from 1".formatted(number));
    }
  }
}
