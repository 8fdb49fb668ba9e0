package org.acervo.demo.art;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterators;
import java.util.stream.StreamSupport;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/**
 * How a finished picture becomes a file. Only the JDK's own writers, so plug-ins change nothing.
 */
public enum Format {
  JPEG("jpg", "image/jpeg"),
  PNG("png", "image/png"),
  GIF("gif", "image/gif"),
  BMP("bmp", "image/bmp"),
  TIFF("tif", "image/tiff");

  private static final float JPEG_QUALITY = 0.87f;

  private final String extension;
  private final String mediaType;

  Format(String extension, String mediaType) {
    this.extension = extension;
    this.mediaType = mediaType;
  }

  public String extension() {
    return extension;
  }

  public String mediaType() {
    return mediaType;
  }

  byte[] encode(BufferedImage image) {
    var writer = writer();
    var out = new ByteArrayOutputStream(1 << 19);
    try (var stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, List.of(), null), options(writer));
    } catch (IOException e) {
      throw new UncheckedIOException("A picture could not be written as " + name(), e);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  private ImageWriter writer() {
    Iterator<ImageWriter> all = ImageIO.getImageWritersByMIMEType(mediaType);
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(all, 0), false)
        .filter(w -> w.getClass().getName().startsWith("com.sun.imageio."))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("This JDK cannot write " + mediaType));
  }

  private ImageWriteParam options(ImageWriter writer) {
    var options = writer.getDefaultWriteParam();
    switch (this) {
      case JPEG -> {
        options.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        options.setCompressionQuality(JPEG_QUALITY);
      }
      case TIFF -> {
        options.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        options.setCompressionType("Deflate");
      }
      case PNG, GIF, BMP -> {}
    }
    return options;
  }
}
