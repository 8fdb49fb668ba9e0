package org.acervo.collections;

/**
 * How many items, and how many bytes their originals have.
 *
 * @param images number of images
 * @param pdfs number of PDFs
 * @param bytes sum of the sizes of the originals
 */
public record Tally(long images, long pdfs, long bytes) {
  public static final Tally NONE = new Tally(0, 0, 0);

  public static Tally image(long bytes) {
    return new Tally(1, 0, bytes);
  }

  public static Tally pdf(long bytes) {
    return new Tally(0, 1, bytes);
  }

  public long items() {
    return images + pdfs;
  }

  public Tally plus(Tally other) {
    return new Tally(images + other.images, pdfs + other.pdfs, bytes + other.bytes);
  }

  public Tally negated() {
    return new Tally(-images, -pdfs, -bytes);
  }
}
