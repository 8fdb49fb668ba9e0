package org.acervo.media.worker;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.acervo.kernel.MediaType;
import org.acervo.media.Preview;

/** Writes previews: JPEG when opaque, PNG when anything shows through. No metadata goes along. */
final class Encoder {
  /**
   * Where blocks begin to show on smooth sky is about 75; above 85 files grow faster than quality.
   */
  private static final float JPEG_QUALITY = 0.82f;

  private Encoder() {}

  static Preview encode(Canvas picture, int size) {
    Canvas canvas = picture.shrink(size);
    MediaType type = canvas.opaque() ? MediaType.JPEG : MediaType.PNG;
    byte[] bytes = bytes(canvas, type);
    while (bytes.length > Budget.PREVIEW_BYTES) {
      canvas = canvas.shrink(Math.max(canvas.width(), canvas.height()) * 3 / 4);
      bytes = bytes(canvas, type);
    }
    return new Preview(size, canvas.width(), canvas.height(), type, bytes);
  }

  private static byte[] bytes(Canvas canvas, MediaType type) {
    BufferedImage image = type == MediaType.PNG ? canvas.translucentImage() : canvas.opaqueImage();
    ImageWriter writer = ImageIO.getImageWritersByMIMEType(type.mime()).next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam param = writer.getDefaultWriteParam();
      if (type == MediaType.JPEG) {
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(JPEG_QUALITY);
      }
      writer.write(null, new IIOImage(image, null, null), param);
    } catch (IOException e) {
      throw new UncheckedIOException("writing a preview to memory", e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
