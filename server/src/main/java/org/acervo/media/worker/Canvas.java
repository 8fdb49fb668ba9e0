package org.acervo.media.worker;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;

/**
 * An image in linear light as 3 or 4 floats per pixel from 0 to 1, colours multiplied by alpha. The
 * form in which pictures are made smaller.
 */
@SuppressWarnings("ArrayRecordComponent") // a buffer inside one computation, never compared
record Canvas(int width, int height, int channels, float[] light) {

  /** Fits the longest side into {@code size}, never larger than it is. */
  static int[] fit(int width, int height, int size) {
    int longest = Math.max(width, height);
    if (longest <= size) {
      return new int[] {width, height};
    }
    double scale = (double) size / longest;
    return new int[] {
      Math.clamp(Math.round(width * scale), 1, size),
      Math.clamp(Math.round(height * scale), 1, size)
    };
  }

  Canvas shrink(int size) {
    int[] fitted = fit(width, height, size);
    if (fitted[0] == width && fitted[1] == height) {
      return this;
    }
    return Shrink.rows(
        width,
        height,
        channels,
        fitted[0],
        fitted[1],
        (y, row) -> System.arraycopy(light, y * row.length, row, 0, row.length));
  }

  boolean opaque() {
    if (channels == 3) {
      return true;
    }
    for (int i = 3; i < light.length; i += 4) {
      if (light[i] < 0.998f) {
        return false;
      }
    }
    return true;
  }

  /** sRGB with alpha. */
  BufferedImage translucentImage() {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    int[] argb = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    for (int p = 0, i = 0; p < argb.length; p++, i += channels) {
      argb[p] = argb(i);
    }
    return image;
  }

  /** sRGB without alpha, in the layout that the JPEG writer takes without conversion. */
  BufferedImage opaqueImage() {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    for (int p = 0, i = 0; p < bgr.length; p += 3, i += channels) {
      bgr[p] = (byte) Light.code(light[i + 2]);
      bgr[p + 1] = (byte) Light.code(light[i + 1]);
      bgr[p + 2] = (byte) Light.code(light[i]);
    }
    return image;
  }

  private int argb(int i) {
    if (channels == 3) {
      return 0xFF000000
          | Light.code(light[i]) << 16
          | Light.code(light[i + 1]) << 8
          | Light.code(light[i + 2]);
    }
    int alpha = Math.clamp(Math.round(light[i + 3] * 255), 0, 255);
    if (alpha == 0) {
      return 0;
    }
    float up = 1 / light[i + 3];
    return alpha << 24
        | Light.code(light[i] * up) << 16
        | Light.code(light[i + 1] * up) << 8
        | Light.code(light[i + 2] * up);
  }

  /** The mean of what is seen, as {@code #rrggbb}; transparent parts do not count. */
  String color() {
    double red = 0;
    double green = 0;
    double blue = 0;
    double weight = 0;
    for (int i = 0; i < light.length; i += channels) {
      red += light[i];
      green += light[i + 1];
      blue += light[i + 2];
      weight += channels == 4 ? light[i + 3] : 1;
    }
    if (weight == 0) {
      return "#ffffff";
    }
    return "#%02x%02x%02x"
        .formatted(
            Light.code((float) (red / weight)),
            Light.code((float) (green / weight)),
            Light.code((float) (blue / weight)));
  }
}
