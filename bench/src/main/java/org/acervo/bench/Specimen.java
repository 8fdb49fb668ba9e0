package org.acervo.bench;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/**
 * Files to upload: real ones, so that nothing on the way is skipped, and never twice the same
 * bytes.
 */
final class Specimen {
  private Specimen() {}

  /** A small PNG of a soft gradient. */
  static byte[] png(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    int tint = random.nextInt(0x80);
    BufferedImage image = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 480; y++) {
      for (int x = 0; x < 640; x++) {
        image.setRGB(x, y, (x * 255 / 640) << 16 | (y * 255 / 480) << 8 | tint + random.nextInt(4));
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  /** A PDF of one empty page that carries that many MiB of random bytes in an unused stream. */
  static Path pdf(Path file, int mib, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    long length = (long) mib << 20;
    StringBuilder table = new StringBuilder("xref\n0 5\n0000000000 65535 f \n");
    long offset = 0;
    try (OutputStream out = Files.newOutputStream(file)) {
      String[] parts = {
        "%PDF-1.4\n",
        "1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n",
        "2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n",
        "3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>\nendobj\n",
        "4 0 obj\n<</Length " + length + ">>\nstream\n"
      };
      for (int i = 0; i < parts.length; i++) {
        if (i > 0) {
          table.append(String.format(Locale.ROOT, "%010d 00000 n \n", offset));
        }
        out.write(parts[i].getBytes(StandardCharsets.US_ASCII));
        offset += parts[i].length();
      }
      byte[] chunk = new byte[1 << 20];
      for (int i = 0; i < mib; i++) {
        random.nextBytes(chunk);
        out.write(chunk);
      }
      String tail = "\nendstream\nendobj\n";
      offset += length + tail.length();
      String end =
          tail + table + "trailer\n<</Size 5/Root 1 0 R>>\nstartxref\n" + offset + "\n%%EOF\n";
      out.write(end.getBytes(StandardCharsets.US_ASCII));
    }
    return file;
  }
}
