package org.acervo.uploads;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.acervo.kernel.MediaType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DimensionsTest {
  private static final Dimensions LANDSCAPE = new Dimensions(300, 200);
  private static final Dimensions PORTRAIT = new Dimensions(200, 300);

  private static Optional<Dimensions> of(MediaType type, byte[] file) {
    return of(type, file, Math.min(file.length, 64));
  }

  private static Optional<Dimensions> of(MediaType type, byte[] file, int head) {
    return Dimensions.of(
        type,
        new Header(
            Arrays.copyOf(file, head),
            file.length,
            (offset, length) -> Arrays.copyOfRange(file, (int) offset, (int) offset + length)));
  }

  private static byte[] written(String format) throws IOException {
    var out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(300, 200, BufferedImage.TYPE_3BYTE_BGR), format, out);
    return out.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({"PNG, png", "JPEG, jpeg", "GIF, gif", "BMP, bmp", "TIFF, tiff"})
  void readsThemWithoutDecoding(MediaType type, String format) throws IOException {
    assertThat(of(type, written(format))).contains(LANDSCAPE);
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void readsTheThreeKindsOfWebp() {
    byte[] lossy =
        little(64)
            .put(ascii("RIFF    WEBPVP8 "))
            .position(26)
            .putShort((short) 300)
            .putShort((short) 200)
            .array();
    byte[] lossless =
        little(64).put(ascii("RIFF    WEBPVP8L")).position(21).putInt(299 | 199 << 14).array();
    byte[] extended =
        little(64)
            .put(ascii("RIFF    WEBPVP8X"))
            .position(24)
            .putInt(299)
            .position(27)
            .putShort((short) 199)
            .array();
    for (byte[] file : new byte[][] {lossy, lossless, extended}) {
      assertThat(of(MediaType.WEBP, file)).contains(LANDSCAPE);
    }
  }

  /** A directory that says nothing but an orientation, as a camera writes it. */
  private static byte[] exif(int orientation) {
    return ByteBuffer.allocate(26)
        .putShort((short) 0x4D4D)
        .putShort((short) 42)
        .putInt(8)
        .putShort((short) 1)
        .putShort((short) 0x0112)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) orientation)
        .array();
  }

  @ParameterizedTest
  @CsvSource({"1, false", "3, false", "6, true", "8, true", "99, false"})
  void turnsThemAsTheCameraWasHeld(int orientation, boolean portrait) throws IOException {
    byte[] jpeg = written("jpeg");
    byte[] tiff = exif(orientation);
    var out = ByteBuffer.allocate(jpeg.length + tiff.length + 10);
    out.put(jpeg, 0, 2).putShort((short) 0xFFE1).putShort((short) (tiff.length + 8));
    out.put(ascii("Exif\0\0")).put(tiff).put(jpeg, 2, jpeg.length - 2);
    assertThat(of(MediaType.JPEG, out.array())).contains(portrait ? PORTRAIT : LANDSCAPE);
  }

  private static byte[] box(String name, byte[]... content) {
    int size = 8 + Arrays.stream(content).mapToInt(part -> part.length).sum();
    var out = ByteBuffer.allocate(size).putInt(size).put(ascii(name));
    for (byte[] part : content) {
      out.put(part);
    }
    return out.array();
  }

  private static byte[] ints(int... values) {
    var out = ByteBuffer.allocate(4 * values.length);
    Arrays.stream(values).forEach(out::putInt);
    return out.array();
  }

  @Test
  void readsThePrimaryItemOfAHeif() {
    byte[] properties =
        box(
            "ipco",
            box("ispe", ints(0, 160, 120)),
            box("ispe", ints(0, 300, 200)),
            box("irot", new byte[] {1}));
    byte[] associations = box("ipma", ints(0, 2), new byte[] {0, 7, 1, 1, 0, 9, 2, 2, (byte) 0x83});
    byte[] file =
        concat(
            box("ftyp", ascii("heic")),
            box(
                "meta",
                ints(0),
                box("pitm", ints(0), new byte[] {0, 9}),
                box("iprp", properties, associations)));
    assertThat(of(MediaType.HEIC, file)).contains(PORTRAIT);
  }

  private static byte[] concat(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }

  /** Bits least first: not small, height 1 + 9 bits, no ratio, width 1 + 9 bits, all usual. */
  @Test
  void readsTheBitsOfJpegXl() {
    long bits = 199L << 3 | 299L << 17 | 1L << 26;
    byte[] file = little(10).put((byte) 0xFF).put((byte) 0x0A).putLong(bits).array();
    assertThat(of(MediaType.JXL, file)).contains(LANDSCAPE);
  }

  @ParameterizedTest
  @EnumSource(MediaType.class)
  void noHeaderDoesHarm(MediaType type) throws IOException {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    byte[] jpeg = written("jpeg");
    for (int i = 0; i < 2_000; i++) {
      byte[] file = new byte[random.nextInt(400)];
      random.nextBytes(file);
      for (int at = 0; i % 2 == 0 && at < Math.min(file.length, 40); at++) {
        file[at] = jpeg[at];
      }
      var found = of(type, file, random.nextInt(file.length + 1));
      assertThat(found.stream().allMatch(one -> one.width() > 0 && one.height() > 0))
          .as("seed %d, file %d", seed, i)
          .isTrue();
    }
  }

  @EnabledIfEnvironmentVariable(named = "ACERVO_CORPUS", matches = ".+")
  @ParameterizedTest
  @CsvSource({
    "anim.webp, WEBP, 300, 200",
    "anim-blank-first.gif, GIF, 300, 200",
    "anim.png, PNG, 300, 200",
    "phone-108mp.jpg, JPEG, 12000, 9000",
    "tall-1x30000.png, PNG, 1, 30000",
    "photo.heic, HEIC, 0, 0",
    "photo.avif, AVIF, 0, 0"
  })
  void readsTheFilesOfReports(String name, MediaType type, int width, int height)
      throws IOException {
    var file = Path.of(System.getenv("ACERVO_CORPUS"), "reports", name);
    var found = of(type, Files.readAllBytes(file));
    assertThat(found).isPresent();
    if (width > 0) {
      assertThat(found).contains(new Dimensions(width, height));
    }
  }
}
