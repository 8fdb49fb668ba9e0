package org.acervo.demo.art;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.awt.image.Raster;
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

  private static final float JPEG_QUALITY = 0.86f;

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
    var page = this == JPEG ? interleaved(image) : image;
    var out = new ByteArrayOutputStream(1 << 19);
    try (var stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(page, List.of(), null), options(writer));
    } catch (IOException e) {
      throw new UncheckedIOException("A picture could not be written as " + name(), e);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  /**
   * The same picture as bytes R, G, B, which the JPEG writer takes without unpacking each pixel.
   */
  private static BufferedImage interleaved(BufferedImage image) {
    var w = image.getWidth();
    var h = image.getHeight();
    var raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, w, h, 3, null);
    var bytes = ((DataBufferByte) raster.getDataBuffer()).getData();
    var pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    for (var i = 0; i < pixels.length; i++) {
      bytes[3 * i] = (byte) (pixels[i] >> 16);
      bytes[3 * i + 1] = (byte) (pixels[i] >> 8);
      bytes[3 * i + 2] = (byte) pixels[i];
    }
    var model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            false,
            false,
            Transparency.OPAQUE,
            DataBuffer.TYPE_BYTE);
    return new BufferedImage(model, raster, false, null);
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
