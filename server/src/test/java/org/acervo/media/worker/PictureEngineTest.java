package org.acervo.media.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.acervo.items.Reason;
import org.acervo.items.Taken;
import org.acervo.kernel.MediaType;
import org.acervo.media.Facts;
import org.acervo.media.Inspection;
import org.acervo.media.Inspection.Failed;
import org.acervo.media.Inspection.Picture;
import org.acervo.media.Inspection.Refused;
import org.acervo.media.Preview;
import org.acervo.media.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureEngineTest {
  private static final List<Integer> SIZES = List.of(256, 1440);

  @TempDir Path folder;

  private Inspection inspect(byte[] bytes, MediaType type) throws IOException {
    return PictureEngine.inspect(Files.write(folder.resolve("original"), bytes), type, SIZES);
  }

  private Picture draw(byte[] bytes, MediaType type) throws IOException {
    Inspection answer = inspect(bytes, type);
    assertThat(answer).isInstanceOf(Picture.class);
    return (Picture) answer;
  }

  private static byte[] encode(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }

  /** Red top left, green top right, blue bottom left, white bottom right. */
  private static BufferedImage quarters(int width, int height, int type) {
    BufferedImage image = new BufferedImage(width, height, type);
    Graphics2D g = image.createGraphics();
    Color[] colors = {Color.RED, Color.GREEN, Color.BLUE, Color.WHITE};
    for (int i = 0; i < 4; i++) {
      g.setColor(colors[i]);
      g.fillRect(i % 2 * width / 2, i / 2 * height / 2, width / 2, height / 2);
    }
    g.dispose();
    return image;
  }

  private static BufferedImage image(Preview preview) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(preview.bytes()));
  }

  /**
   * The colours of the four quarters as letters: top left, top right, bottom left, bottom right.
   */
  private static String letters(Preview preview) throws IOException {
    BufferedImage image = image(preview);
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      int x = image.getWidth() * (1 + i % 2 * 2) / 4;
      int y = image.getHeight() * (1 + i / 2 * 2) / 4;
      Color c = new Color(image.getRGB(x, y));
      boolean r = c.getRed() > 128;
      boolean g = c.getGreen() > 128;
      boolean b = c.getBlue() > 128;
      letters.append(r && g && b ? 'W' : r ? 'R' : g ? 'G' : b ? 'B' : 'K');
    }
    return letters.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "1, RGBW, 600", "2, GRWB, 600", "3, WBGR, 600", "4, BWRG, 600",
    "5, RBGW, 400", "6, BRWG, 400", "7, WGBR, 400", "8, GWRB, 400"
  })
  void standsUprightForEveryOrientation(int orientation, String seen, int width)
      throws IOException {
    byte[] jpeg = encode(quarters(600, 400, BufferedImage.TYPE_3BYTE_BGR), "jpeg");
    Picture picture = draw(new ExifBytes().orientation(orientation).into(jpeg), MediaType.JPEG);
    assertThat(picture.width()).isEqualTo(width);
    assertThat(picture.height()).isEqualTo(1000 - width);
    for (Preview preview : picture.previews()) {
      assertThat(letters(preview)).isEqualTo(seen);
      assertThat(preview.width() > preview.height()).isEqualTo(width == 600);
    }
  }

  @ParameterizedTest
  @CsvSource({"jpeg, JPEG", "png, PNG", "gif, GIF", "tiff, TIFF", "bmp, BMP"})
  void drawsEveryFormatInItsColours(String format, MediaType type) throws IOException {
    byte[] bytes = encode(quarters(2000, 1000, BufferedImage.TYPE_3BYTE_BGR), format);
    assertThat(MediaType.sniff(Arrays.copyOf(bytes, MediaType.HEAD_BYTES))).contains(type);
    Picture picture = draw(bytes, type);
    assertThat(picture.previews()).extracting(Preview::size).containsExactly(1440, 256);
    assertThat(picture.previews()).extracting(Preview::width).containsExactly(1440, 256);
    assertThat(picture.previews()).extracting(Preview::height).containsExactly(720, 128);
    assertThat(picture.previews()).extracting(Preview::type).containsOnly(MediaType.JPEG);
    assertThat(letters(picture.previews().getLast())).isEqualTo("RGBW");
    assertThat(picture.width()).isEqualTo(2000);
    assertThat(picture.thumbHash()).hasSizeBetween(5, 40);
  }

  @Test
  void neverEnlarges() throws IOException {
    Picture picture =
        draw(encode(quarters(40, 20, BufferedImage.TYPE_3BYTE_BGR), "png"), MediaType.PNG);
    assertThat(picture.previews()).extracting(Preview::width).containsOnly(40);
  }

  @Test
  void keepsTransparencyAsPngAndWritesOpaqueAlphaAsJpeg() throws IOException {
    BufferedImage opaque = quarters(400, 400, BufferedImage.TYPE_INT_ARGB);
    assertThat(draw(encode(opaque, "png"), MediaType.PNG).previews().getFirst().type())
        .isEqualTo(MediaType.JPEG);
    BufferedImage half = quarters(400, 400, BufferedImage.TYPE_INT_ARGB);
    half.setRGB(0, 0, 200, 400, new int[200 * 400], 0, 200);
    Preview preview = draw(encode(half, "png"), MediaType.PNG).previews().getLast();
    assertThat(preview.type()).isEqualTo(MediaType.PNG);
    assertThat(image(preview).getRGB(20, 20) >>> 24).isZero();
    assertThat(image(preview).getRGB(200, 20)).isEqualTo(0xFF00FF00);
  }

  @Test
  void doesNotLetInvisibleColoursBleedIntoEdges() throws IOException {
    BufferedImage image = new BufferedImage(1000, 1000, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < 1000; y++) {
      for (int x = 0; x < 1000; x++) {
        image.setRGB(x, y, x % 2 == 0 ? 0xFFFF0000 : 0x0000FF00);
      }
    }
    Preview small = draw(encode(image, "png"), MediaType.PNG).previews().getLast();
    Color color = new Color(image(small).getRGB(100, 100), true);
    assertThat(color.getRed()).isGreaterThan(250);
    assertThat(color.getGreen()).isLessThan(5);
    assertThat(color.getAlpha()).isCloseTo(128, within(8));
  }

  @Test
  void averagesLightNotCodes() throws IOException {
    BufferedImage image = new BufferedImage(1024, 1024, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < 1024; y++) {
      for (int x = 0; x < 1024; x++) {
        image.getRaster().setSample(x, y, 0, (x + y) % 2 * 255);
      }
    }
    Picture picture = draw(encode(image, "png"), MediaType.PNG);
    assertThat(new Color(image(picture.previews().getLast()).getRGB(99, 99)).getRed())
        .isCloseTo(188, within(4));
    assertThat(picture.color()).matches("#(b[a-e])\\1\\1");
  }

  @Test
  void keepsGreyAsItIsInEightAndSixteenBits() throws IOException {
    BufferedImage eight = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
    BufferedImage sixteen = new BufferedImage(64, 64, BufferedImage.TYPE_USHORT_GRAY);
    for (int i = 0; i < 64 * 64; i++) {
      eight.getRaster().setSample(i % 64, i / 64, 0, 100);
      sixteen.getRaster().setSample(i % 64, i / 64, 0, 100 * 257);
    }
    assertThat(draw(encode(eight, "png"), MediaType.PNG).color()).isEqualTo("#646464");
    assertThat(draw(encode(sixteen, "png"), MediaType.PNG).color()).isEqualTo("#646464");
    assertThat(draw(encode(eight, "jpeg"), MediaType.JPEG).color()).isEqualTo("#646464");
  }

  @Test
  void drawsSixteenBitColourWithAlpha() throws IOException {
    ComponentColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB), true, false, 3, DataBuffer.TYPE_USHORT);
    WritableRaster raster = model.createCompatibleWritableRaster(50, 50);
    for (int i = 0; i < 2500; i++) {
      raster.setPixel(i % 50, i / 50, new int[] {0xFFFF, 0x8080, 0, 0x8080});
    }
    byte[] png = encode(new BufferedImage(model, raster, false, null), "png");
    Preview preview = draw(png, MediaType.PNG).previews().getFirst();
    assertThat(image(preview).getRGB(25, 25)).isEqualTo(0x80FF8000);
  }

  @Test
  void appliesTheProfileOfAPngAndIgnoresABrokenOne() throws IOException {
    BufferedImage grey = new BufferedImage(32, 32, BufferedImage.TYPE_3BYTE_BGR);
    for (int i = 0; i < 1024; i++) {
      grey.setRGB(i % 32, i / 32, 0xFF373737);
    }
    byte[] png = encode(grey, "png");
    byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    Picture picture = draw(withChunk(png, "iCCP", profileChunk(linear)), MediaType.PNG);
    assertThat(Integer.parseInt(picture.color().substring(1, 3), 16)).isCloseTo(128, within(3));
    byte[] broken = profileChunk("not a profile".getBytes(StandardCharsets.US_ASCII));
    assertThat(draw(withChunk(png, "iCCP", broken), MediaType.PNG).color()).isEqualTo("#373737");
  }

  private static byte[] profileChunk(byte[] profile) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("p\0\0".getBytes(StandardCharsets.US_ASCII));
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(profile);
    }
    return out.toByteArray();
  }

  /** Right behind the header chunk. */
  private static byte[] withChunk(byte[] png, String name, byte[] data) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(png, 0, 33);
    byte[] named = name.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(named);
    crc.update(data);
    DataOutputStream chunk = new DataOutputStream(out);
    chunk.writeInt(data.length);
    chunk.write(named);
    chunk.write(data);
    chunk.writeInt((int) crc.getValue());
    chunk.write(png, 33, png.length - 33);
    return out.toByteArray();
  }

  @Test
  void refusesAProfileOverTheBudget() throws IOException {
    byte[] png = encode(quarters(8, 8, BufferedImage.TYPE_3BYTE_BGR), "png");
    byte[] profile = profileChunk(new byte[5 << 20]);
    Refused refused = (Refused) inspect(withChunk(png, "iCCP", profile), MediaType.PNG);
    assertThat(refused.why()).isEqualTo(Refusal.PROFILE_TOO_LARGE);
    assertThat(refused.reason().params()).containsEntry("limit", 4_194_304L);
  }

  @Test
  void leavesOutAMetadataBombAndSaysSo() throws IOException {
    byte[] png = encode(quarters(8, 8, BufferedImage.TYPE_3BYTE_BGR), "png");
    byte[] bomb = profileChunk(new byte[64 << 20]);
    Picture picture = draw(withChunk(png, "zTXt", bomb), MediaType.PNG);
    assertThat(picture.facts().note()).contains("16,777,216");
  }

  @ParameterizedTest
  @CsvSource({
    "60000, 60000, TOO_MANY_PIXELS, 100000000",
    "65501, 1, SIDE_TOO_LONG, 65500",
    "1, 2000000000, SIDE_TOO_LONG, 65500"
  })
  void refusesABombFromItsHeader(int width, int height, Refusal why, long limit)
      throws IOException {
    byte[] png = encode(quarters(8, 8, BufferedImage.TYPE_3BYTE_BGR), "png");
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    DataOutputStream size = new DataOutputStream(header);
    size.writeBytes("IHDR");
    size.writeInt(width);
    size.writeInt(height);
    size.write(png, 24, 5);
    CRC32 crc = new CRC32();
    crc.update(header.toByteArray());
    size.writeInt((int) crc.getValue());
    System.arraycopy(header.toByteArray(), 0, png, 12, 21);
    Refused refused = (Refused) inspect(png, MediaType.PNG);
    assertThat(refused.why()).isEqualTo(why);
    assertThat(refused.reason().params()).containsEntry("limit", limit);
  }

  /** A frame may be smaller than the canvas, and the picture is the canvas. */
  @Test
  void showsTheCanvasOfAnAnimationAndNotTheRectangleOfItsFirstFrame() throws IOException {
    byte[] gif = encode(quarters(8, 8, BufferedImage.TYPE_3BYTE_BGR), "gif");
    int frame = 13 + (3 << ((gif[10] & 7) + 1));
    while (gif[frame] != 0x2C) { // past the extensions
      frame += 2;
      while (gif[frame] != 0) {
        frame += 1 + (gif[frame] & 0xFF);
      }
      frame++;
    }
    gif[6] = 20;
    gif[8] = 30;
    gif[frame + 1] = 5;
    gif[frame + 3] = 7;
    Picture picture = (Picture) inspect(gif, MediaType.GIF);
    assertThat(picture.width()).isEqualTo(20);
    assertThat(picture.height()).isEqualTo(30);

    gif[frame + 1] = 13; // it would reach beyond the canvas, so there is none to believe in
    assertThat(((Picture) inspect(gif, MediaType.GIF)).width()).isEqualTo(8);
  }

  @Test
  void refusesTooManyFrames() throws IOException {
    byte[] gif = encode(quarters(8, 8, BufferedImage.TYPE_3BYTE_BGR), "gif");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int header = 13 + (3 << ((gif[10] & 7) + 1));
    out.write(gif, 0, header);
    for (int i = 0; i < 201; i++) {
      out.write(gif, header, gif.length - header - 1);
    }
    out.write(0x3B);
    Refused refused = (Refused) inspect(out.toByteArray(), MediaType.GIF);
    assertThat(refused.why()).isEqualTo(Refusal.TOO_MANY_FRAMES);
    assertThat(refused.reason().params()).containsEntry("limit", 200L);
  }

  @Test
  void showsWhatIsLeftOfATruncatedFileAndSaysSo() throws IOException {
    BufferedImage noise = new BufferedImage(400, 400, BufferedImage.TYPE_3BYTE_BGR);
    java.util.Random random = new java.util.Random(3);
    for (int i = 0; i < 160_000; i++) {
      noise.setRGB(i % 400, i / 400, random.nextInt());
    }
    for (String format : List.of("png", "jpeg")) {
      byte[] whole = encode(noise, format);
      MediaType type = format.equals("png") ? MediaType.PNG : MediaType.JPEG;
      Picture picture = draw(Arrays.copyOf(whole, whole.length * 2 / 3), type);
      Reason missing = requireNonNull(picture.missing());
      assertThat(missing.code()).isEqualTo("damaged");
      assertThat((Long) missing.params().get("percent")).isBetween(50L, 80L);
      assertThat(inspect(Arrays.copyOf(whole, 30), type)).isInstanceOf(Failed.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"JPEG", "PNG", "GIF", "TIFF", "BMP", "WEBP"})
  void answersFailedForBytesOfAnotherKind(MediaType type) throws IOException {
    assertThat(inspect(new byte[500], type)).isInstanceOf(Failed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AVIF", "HEIC", "JXL", "SVG"})
  void saysWhichTypesAreNotDrawn(MediaType type) throws IOException {
    Refused refused = (Refused) inspect(new byte[500], type);
    assertThat(refused.why()).isEqualTo(Refusal.NOT_DRAWN);
    assertThat(refused.reason().params()).containsEntry("type", type.mime());
  }

  @Test
  void readsTheFactsOfACamera() throws IOException {
    byte[] jpeg = encode(quarters(80, 80, BufferedImage.TYPE_3BYTE_BGR), "jpeg");
    byte[] bytes =
        new ExifBytes()
            .orientation(1)
            .camera("Ma\u0007ke", "Model \u202Egpj.exe")
            .taken("2024:02:29 12:30:05", "-03:00")
            .south(23, 30)
            .into(jpeg);
    Picture picture = draw(bytes, MediaType.JPEG);
    Facts facts = picture.facts();
    assertThat(facts.taken())
        .isEqualTo(
            new Taken(
                LocalDateTime.of(2024, 2, 29, 12, 30, 5),
                Optional.of(ZoneOffset.ofHours(-3)),
                Taken.Source.ORIGINAL));
    assertThat(facts.camera())
        .isEqualTo(new Facts.Camera("Make", "Model gpj.exe", null, "1/250", 2.8, 400, 35.0));
    assertThat(facts.location()).isEqualTo(new Facts.Location(-23.5, -23.5));
    for (Preview preview : picture.previews()) {
      assertThat(new String(preview.bytes(), StandardCharsets.ISO_8859_1))
          .doesNotContain("Exif", "Model");
    }
  }

  @Test
  void readsLargeImagesWithGapsAndReportsTheirWholeSize() throws IOException {
    byte[] jpeg = encode(quarters(8000, 6000, BufferedImage.TYPE_3BYTE_BGR), "jpeg");
    Picture picture = draw(jpeg, MediaType.JPEG);
    assertThat(picture.width()).isEqualTo(8000);
    assertThat(picture.height()).isEqualTo(6000);
    assertThat(picture.previews().getFirst().width()).isEqualTo(1440);
    assertThat(letters(picture.previews().getFirst())).isEqualTo("RGBW");
  }
}
