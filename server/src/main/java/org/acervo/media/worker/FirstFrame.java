package org.acervo.media.worker;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageInputStream;
import org.acervo.kernel.MediaType;

/**
 * Where the first frame of an animation lies on its canvas. GIF and WebP let frames be smaller than
 * the canvas, and ImageIO reads the frame alone. Sources: GIF89a specification; WebP container
 * specification, chunks VP8X and ANMF.
 *
 * @param width of the canvas
 * @param height of the canvas
 * @param left of the frame on it
 * @param top of the frame on it
 */
record FirstFrame(int width, int height, int left, int top) {
  private static final int BYTES_PER_PIXEL = 4;

  /**
   * The place of the first frame; empty where a file has no canvas, or one that does not hold the
   * frame.
   *
   * @param frameWidth as the reader says it
   * @param frameHeight as the reader says it
   */
  static Optional<FirstFrame> of(Path file, MediaType type, int frameWidth, int frameHeight)
      throws IOException {
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
      Optional<FirstFrame> found =
          switch (type) {
            case GIF -> inGif(in);
            case WEBP -> inWebp(in);
            default -> Optional.empty();
          };
      return found.filter(frame -> frame.holds(frameWidth, frameHeight));
    } catch (EOFException e) { // damaged before its first frame, and the reader knows better
      return Optional.empty();
    }
  }

  private boolean holds(int frameWidth, int frameHeight) {
    boolean whole = frameWidth == width && frameHeight == height;
    return !whole && left + frameWidth <= width && top + frameHeight <= height;
  }

  private static Optional<FirstFrame> inGif(ImageInputStream in) throws IOException {
    in.seek(6);
    int width = in.readUnsignedShort();
    int height = in.readUnsignedShort();
    int flags = in.readUnsignedByte();
    in.skipBytes(2 + GifWalk.palette(flags));
    for (int block = in.readUnsignedByte(); block == 0x21; block = in.readUnsignedByte()) {
      in.skipBytes(1);
      var _ = GifWalk.skipBlocks(in);
    }
    return Optional.of(
        new FirstFrame(width, height, in.readUnsignedShort(), in.readUnsignedShort()));
  }

  private static Optional<FirstFrame> inWebp(ImageInputStream in) throws IOException {
    in.seek(12);
    int width = 0;
    int height = 0;
    while (true) {
      int chunk = in.readInt();
      long length = in.readUnsignedInt();
      long next = in.getStreamPosition() + length + (length & 1);
      if (chunk == code("VP8X")) {
        in.skipBytes(4);
        width = threeBytes(in) + 1;
        height = threeBytes(in) + 1;
      } else if (chunk == code("ANMF") && width > 0) {
        return Optional.of(new FirstFrame(width, height, 2 * threeBytes(in), 2 * threeBytes(in)));
      } else if (chunk == code("VP8 ") || chunk == code("VP8L")) {
        return Optional.empty();
      }
      in.seek(next);
    }
  }

  private static int code(String name) {
    return name.charAt(0) | name.charAt(1) << 8 | name.charAt(2) << 16 | name.charAt(3) << 24;
  }

  private static int threeBytes(ImageInputStream in) throws IOException {
    return in.readUnsignedShort() | in.readUnsignedByte() << 16;
  }

  /**
   * The canvas with the frame on it; what the frame does not cover is transparent.
   *
   * @param frame as it was read, perhaps with gaps
   * @param frameWidth of the whole frame in the file
   */
  BufferedImage canvas(BufferedImage frame, int frameWidth) {
    int step = Math.ceilDiv(frameWidth, frame.getWidth());
    while ((long) width * height * BYTES_PER_PIXEL / ((long) step * step) > Budget.DECODED_BYTES) {
      step++;
    }
    var canvas =
        new BufferedImage(
            Math.ceilDiv(width, step), Math.ceilDiv(height, step), BufferedImage.TYPE_INT_ARGB);
    double scale = (double) frameWidth / frame.getWidth() / step;
    Graphics2D graphics = canvas.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(
        frame,
        left / step,
        top / step,
        (int) Math.round(frame.getWidth() * scale),
        (int) Math.round(frame.getHeight() * scale),
        null);
    graphics.dispose();
    return canvas;
  }
}
