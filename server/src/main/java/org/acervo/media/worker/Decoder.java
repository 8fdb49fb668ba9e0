package org.acervo.media.worker;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import org.acervo.items.Reason;
import org.acervo.kernel.MediaType;
import org.acervo.media.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Opens image files with ImageIO. Each type has one or two readers; the second is tried when the
 * first cannot, and when none can, whatever rows were decoded before the damage are kept.
 */
final class Decoder {

  /**
   * A decoded first image.
   *
   * @param width of the whole image in the file; {@code image} may have been read with gaps
   */
  record Result(BufferedImage image, int width, int height, @Nullable Reason missing) {}

  private Decoder() {}

  static Result decode(Path file, MediaType type) throws IOException, Unfit {
    List<ImageReader> readers = readers(type);
    List<String> errors = new ArrayList<>();
    try {
      for (ImageReader reader : readers) {
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
          reader.setInput(in, false, true);
          return onCanvas(file, type, read(reader, type));
        } catch (IOException | RuntimeException e) {
          // Decoders answer damage with any of these: the next one may know better.
          outOfMemory(e);
          errors.add(PictureEngine.reason(e));
        }
      }
      for (ImageReader reader : readers) {
        Result part = salvage(reader, file);
        if (part != null) {
          return onCanvas(file, type, part);
        }
      }
    } finally {
      readers.forEach(ImageReader::dispose);
    }
    throw new IOException(errors.isEmpty() ? "no decoder for " + type : errors.getFirst());
  }

  /** Some readers wrap it like damage; but the file may be sound, and the process is not. */
  private static void outOfMemory(Throwable wrapped) {
    for (Throwable cause = wrapped.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError error) {
        throw error;
      }
    }
  }

  /** The readers that know the odd variants come before those of the JDK. */
  private static List<ImageReader> readers(MediaType type) {
    List<ImageReader> readers = new ArrayList<>();
    Iterator<ImageReader> all = ImageIO.getImageReadersByMIMEType(type.mime());
    all.forEachRemaining(readers::add);
    readers.sort(
        Comparator.comparing(reader -> reader.getClass().getName().startsWith("com.sun.")));
    return readers;
  }

  private static Result read(ImageReader reader, MediaType type) throws IOException, Unfit {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    checkSize(width, height);
    Progress progress = new Progress();
    reader.addIIOReadProgressListener(progress);
    reader.addIIOReadWarningListener(progress);
    BufferedImage image = reader.read(0, param(reader, type, width, height));
    return new Result(image, width, height, progress.damage());
  }

  private static Result onCanvas(Path file, MediaType type, Result read) throws IOException, Unfit {
    var place = FirstFrame.of(file, type, read.width(), read.height());
    if (place.isEmpty()) {
      return read;
    }
    var frame = place.get();
    checkSize(frame.width(), frame.height());
    return new Result(
        frame.canvas(read.image(), read.width()), frame.width(), frame.height(), read.missing());
  }

  static void checkSize(int width, int height) throws Unfit {
    if (width > Budget.SIDE || height > Budget.SIDE) {
      throw tooLarge(Refusal.SIDE_TOO_LONG, width, height, Budget.SIDE);
    }
    if ((long) width * height > Budget.PIXELS) {
      throw tooLarge(Refusal.TOO_MANY_PIXELS, width, height, Budget.PIXELS);
    }
  }

  private static Unfit tooLarge(Refusal why, int width, int height, long limit) {
    return new Unfit(
        why, why.reason().with("width", width).with("height", height).with("limit", limit));
  }

  private static ImageReadParam param(ImageReader reader, MediaType type, int width, int height)
      throws IOException, Unfit {
    long pixels = (long) width * height;
    long bytes = pixels * bytesPerPixel(reader);
    if (type == MediaType.WEBP) {
      // This reader builds the whole picture before it leaves anything out.
      long room = Runtime.getRuntime().maxMemory() / 2;
      if (bytes + pixels * 3 > room) {
        throw tooLarge(Refusal.NEEDS_TOO_MUCH_MEMORY, width, height, room >> 20);
      }
    }
    int step = 1;
    while (bytes / ((long) step * step) > Budget.DECODED_BYTES) {
      step++;
    }
    ImageReadParam param = reader.getDefaultReadParam();
    param.setSourceSubsampling(step, step, 0, 0);
    return param;
  }

  private static int bytesPerPixel(ImageReader reader) throws IOException {
    Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
    return types.hasNext() ? Math.max(1, types.next().getColorModel().getPixelSize() / 8) : 4;
  }

  /** The rows before the damage, if the reader got that far. */
  private static @Nullable Result salvage(ImageReader reader, Path file) throws IOException {
    BufferedImage image = null;
    Progress progress = new Progress();
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      reader.setInput(in, false, true);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
      long pixels = (long) width * height;
      if (!types.hasNext() || pixels * bytesPerPixel(reader) > Budget.DECODED_BYTES) {
        return null;
      }
      image = types.next().createBufferedImage(width, height);
      ImageReadParam param = reader.getDefaultReadParam();
      param.setDestination(image);
      reader.addIIOReadProgressListener(progress);
      reader.read(0, param);
    } catch (IOException | RuntimeException e) {
      if (image == null || progress.percent < 1) {
        return null;
      }
      return new Result(image, image.getWidth(), image.getHeight(), progress.cut());
    }
    return new Result(image, image.getWidth(), image.getHeight(), null);
  }
}
