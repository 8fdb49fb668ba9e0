package org.acervo.media.worker;

import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;

/**
 * Rows of a decoded image in sRGB.
 *
 * <p>Samples are read directly where they are sRGB or grey already. Grey is taken as coded with the
 * sRGB curve, as every file means it: Java's own grey space is linear and would brighten it. Other
 * colour spaces go through their profile, some rows at a time.
 */
final class Decoded {
  private static final int STRIP = 64;

  private Decoded() {}

  static Pixels of(BufferedImage image) {
    ColorModel colors = image.getColorModel();
    if (colors instanceof IndexColorModel indexed) {
      return new Indexed(image, palette(indexed));
    }
    if (colors.isAlphaPremultiplied()) {
      return new Slow(image);
    }
    if (image.getType() == BufferedImage.TYPE_INT_RGB
        || image.getType() == BufferedImage.TYPE_INT_ARGB) {
      return new Ints(image, ((DataBufferInt) image.getRaster().getDataBuffer()).getData());
    }
    boolean plain =
        colors instanceof ComponentColorModel
            && colors.getTransferType() <= java.awt.image.DataBuffer.TYPE_USHORT;
    if (plain && (colors.getNumColorComponents() == 1 || srgb(colors.getColorSpace()))) {
      return Samples.of(image);
    }
    return srgb(colors.getColorSpace()) ? new Slow(image) : converted(image);
  }

  /** The same pixels seen through a profile; unchanged when it does not fit or is broken. */
  static BufferedImage withProfile(BufferedImage image, byte[] profile) {
    if (!(image.getColorModel() instanceof ComponentColorModel colors)
        || colors.getNumColorComponents() != 3) {
      return image;
    }
    try {
      ICC_Profile icc = ICC_Profile.getInstance(profile);
      if (icc.getNumComponents() != 3) {
        return image;
      }
      ColorModel through =
          new ComponentColorModel(
              new ICC_ColorSpace(icc),
              colors.hasAlpha(),
              false,
              colors.getTransparency(),
              colors.getTransferType());
      return new BufferedImage(through, image.getRaster(), false, null);
    } catch (IllegalArgumentException | CMMException broken) {
      return image;
    }
  }

  private static boolean srgb(ColorSpace space) {
    return space.isCS_sRGB();
  }

  private static int[] palette(IndexColorModel colors) {
    int[] palette = new int[1 << Math.min(16, colors.getPixelSize())];
    int[] known = new int[colors.getMapSize()];
    colors.getRGBs(known);
    System.arraycopy(known, 0, palette, 0, Math.min(known.length, palette.length));
    return palette;
  }

  private static Pixels converted(BufferedImage image) {
    try {
      Strips strips = new Strips(image);
      strips.load(0);
      return strips;
    } catch (CMMException | IllegalArgumentException broken) {
      boolean readable =
          image.getColorModel() instanceof ComponentColorModel
              && image.getColorModel().getNumColorComponents() == 3;
      return readable ? Samples.of(image) : new Slow(image);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // a view of one image, never compared
  private record Indexed(BufferedImage image, int[] palette, int[] row) implements Pixels {
    Indexed(BufferedImage image, int[] palette) {
      this(image, palette, new int[image.getWidth()]);
    }

    @Override
    public int width() {
      return image.getWidth();
    }

    @Override
    public int height() {
      return image.getHeight();
    }

    @Override
    public boolean alpha() {
      return image.getColorModel().hasAlpha();
    }

    @Override
    public void row(int y, int[] argb) {
      image.getRaster().getPixels(0, y, row.length, 1, row);
      for (int x = 0; x < row.length; x++) {
        argb[x] = row[x] < palette.length ? palette[row[x]] : 0xFF000000;
      }
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // a view of one image, never compared
  private record Ints(BufferedImage image, int[] data) implements Pixels {
    @Override
    public int width() {
      return image.getWidth();
    }

    @Override
    public int height() {
      return image.getHeight();
    }

    @Override
    public boolean alpha() {
      return image.getColorModel().hasAlpha();
    }

    @Override
    public void row(int y, int[] argb) {
      System.arraycopy(data, y * argb.length, argb, 0, argb.length);
      if (!alpha()) {
        for (int x = 0; x < argb.length; x++) {
          argb[x] |= 0xFF000000;
        }
      }
    }
  }

  /** Anything Java itself can turn into sRGB. */
  private record Slow(BufferedImage image) implements Pixels {
    @Override
    public int width() {
      return image.getWidth();
    }

    @Override
    public int height() {
      return image.getHeight();
    }

    @Override
    public boolean alpha() {
      return image.getColorModel().hasAlpha();
    }

    @Override
    public void row(int y, int[] argb) {
      image.getRGB(0, y, argb.length, 1, argb, 0, argb.length);
    }
  }

  private static final class Strips implements Pixels {
    private final BufferedImage image;
    private final ColorConvertOp convert = new ColorConvertOp(null);
    private BufferedImage strip;
    private int loaded = -1;

    Strips(BufferedImage image) {
      this.image = image;
      this.strip = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
    }

    void load(int y) {
      int rows = Math.min(STRIP, image.getHeight() - y);
      BufferedImage from = image.getSubimage(0, y, image.getWidth(), rows);
      if (strip.getWidth() != from.getWidth() || strip.getHeight() != rows) {
        int type = alpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
        strip = new BufferedImage(from.getWidth(), rows, type);
      }
      convert.filter(from, strip);
      loaded = y;
    }

    @Override
    public int width() {
      return image.getWidth();
    }

    @Override
    public int height() {
      return image.getHeight();
    }

    @Override
    public boolean alpha() {
      return image.getColorModel().hasAlpha();
    }

    @Override
    public void row(int y, int[] argb) {
      int start = y - y % STRIP;
      if (loaded != start) {
        load(start);
      }
      strip.getRGB(0, y - start, argb.length, 1, argb, 0, argb.length);
    }
  }

  /**
   * Interleaved bytes directly; every other layout and depth through the raster, scaled to 8 bit.
   */
  private static final class Samples implements Pixels {
    private final BufferedImage image;
    private final int bands;
    private final int colors;
    private final int[] row;
    private final float[] scale;
    private final byte[] bytes;
    private final int[] offsets;

    private Samples(BufferedImage image, byte[] bytes, int[] offsets) {
      this.image = image;
      this.bands = image.getRaster().getNumBands();
      this.colors = image.getColorModel().getNumColorComponents();
      this.row = new int[image.getWidth() * bands];
      this.bytes = bytes;
      this.offsets = offsets;
      this.scale = new float[bands];
      for (int b = 0; b < bands; b++) {
        scale[b] = 255f / ((1 << image.getColorModel().getComponentSize(b)) - 1);
      }
    }

    static Samples of(BufferedImage image) {
      Raster raster = image.getRaster();
      boolean direct =
          raster.getSampleModel() instanceof PixelInterleavedSampleModel model
              && raster.getDataBuffer() instanceof DataBufferByte
              && raster.getSampleModelTranslateX() == 0
              && raster.getSampleModelTranslateY() == 0
              && model.getScanlineStride() == image.getWidth() * model.getPixelStride()
              && model.getPixelStride() == raster.getNumBands()
              && raster.getDataBuffer().getOffset() == 0;
      return direct
          ? new Samples(
              image,
              ((DataBufferByte) raster.getDataBuffer()).getData(),
              ((PixelInterleavedSampleModel) raster.getSampleModel()).getBandOffsets())
          : new Samples(image, new byte[0], new int[0]);
    }

    @Override
    public int width() {
      return image.getWidth();
    }

    @Override
    public int height() {
      return image.getHeight();
    }

    @Override
    public boolean alpha() {
      return image.getColorModel().hasAlpha();
    }

    @Override
    public void row(int y, int[] argb) {
      if (bytes.length > 0 && colors == 3) {
        directColor(y, argb);
        return;
      }
      image.getRaster().getPixels(0, y, argb.length, 1, row);
      for (int x = 0, i = 0; x < argb.length; x++, i += bands) {
        int red = level(i, 0);
        int green = colors == 3 ? level(i, 1) : red;
        int blue = colors == 3 ? level(i, 2) : red;
        int alpha = alpha() ? level(i, colors) : 255;
        argb[x] = alpha << 24 | red << 16 | green << 8 | blue;
      }
    }

    private void directColor(int y, int[] argb) {
      int i = y * argb.length * bands;
      int r = offsets[0];
      int g = offsets[1];
      int b = offsets[2];
      for (int x = 0; x < argb.length; x++, i += bands) {
        argb[x] =
            0xFF000000
                | (bytes[i + r] & 0xFF) << 16
                | (bytes[i + g] & 0xFF) << 8
                | (bytes[i + b] & 0xFF);
      }
      if (alpha()) {
        int a = y * argb.length * bands + offsets[3];
        for (int x = 0; x < argb.length; x++, a += bands) {
          argb[x] = (argb[x] & 0xFFFFFF) | (bytes[a] & 0xFF) << 24;
        }
      }
    }

    private int level(int pixel, int band) {
      return Math.min(255, (int) (row[pixel + band] * scale[band] + 0.5f));
    }
  }
}
