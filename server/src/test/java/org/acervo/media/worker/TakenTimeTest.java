package org.acervo.media.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.drew.imaging.ImageMetadataReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.acervo.items.Taken;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TakenTimeTest {

  private static @Nullable Taken of(ExifBytes exif) throws Exception {
    var out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_3BYTE_BGR), "jpeg", out);
    byte[] jpeg = exif.into(out.toByteArray());
    return TakenTime.of(ImageMetadataReader.readMetadata(new ByteArrayInputStream(jpeg)));
  }

  private static String shown(@Nullable Taken taken) {
    return taken == null
        ? "none"
        : taken.local()
            + taken.offset().map(offset -> " " + offset).orElse("")
            + " "
            + taken.source().code();
  }

  @ParameterizedTest
  @CsvSource({
    "2020:01:01 00:30:00, '', 2020-01-01T00:30 original",
    "2016:02:02 24:28:33, '', 2016-02-02T00:00 original",
    "2016:02:02 23:61:33, '', 2016-02-02T23:00 original",
    "2016:02:30 10:00:00, '', 2016-02-01T00:00 original",
    "2016:13:30 10:00:00, '', 2016-01-01T00:00 original",
    "1938:05:17 12:00:00, '', 1938-05-17T12:00 original",
    "2024:07:21 23:39:24, +02:00, 2024-07-21T23:39:24 +02:00 original",
    "2024:07:21 23:39:24, +99:00, 2024-07-21T23:39:24 original",
    "'    :  :     :  :  ', '', none",
    "0000:00:00 00:00:00, '', none"
  })
  void impossiblePartsAreDroppedAndNotTheWholeDate(String time, String offset, String right)
      throws Exception {
    assertThat(shown(of(new ExifBytes().taken(time, offset)))).isEqualTo(right);
  }

  @Test
  void theFirstOfTheSourcesThatSaysSomethingIsBelieved() throws Exception {
    var exif = new ExifBytes().modified("2011:07:08 09:10:11", "+01:00");
    assertThat(shown(of(exif))).isEqualTo("2011-07-08T09:10:11 +01:00 modified");
    exif.satellites("2010:06:05", 4, 3, 2);
    assertThat(shown(of(exif))).isEqualTo("2010-06-05T04:03:02 Z gps");
    exif.digitized("2009:01:02 03:04:05");
    assertThat(shown(of(exif))).isEqualTo("2009-01-02T03:04:05 digitized");
    exif.taken("2008:01:02 03:04:05", "+02:00");
    assertThat(shown(of(exif))).isEqualTo("2008-01-02T03:04:05 +02:00 original");
  }

  @ParameterizedTest
  @CsvSource({
    "1938, 1938-01-01T00:00",
    "1938-05, 1938-05-01T00:00",
    "2016-02-02T00:28:33.5-03:30, 2016-02-02T00:28:33 -03:30",
    "D:20261130221301+01'00', 2026-11-30T22:13:01 +01:00",
    "D:20261130, 2026-11-30T00:00",
    "20160202T002833+0100, 2016-02-02T00:28:33 +01:00",
    "2016-02-02T00:28Z, 2016-02-02T00:28 Z",
    "yesterday, none",
    "1700:01:01 00:00:00, none"
  })
  void readsTheWaysInWhichFilesWriteTimes(String text, String right) {
    var taken = LooseTime.parse(text, null, Taken.Source.XMP);
    assertThat(shown(taken).replace(" xmp", "")).isEqualTo(right);
  }

  @EnabledIfEnvironmentVariable(named = "ACERVO_CORPUS", matches = ".+")
  @ParameterizedTest
  @CsvSource({
    "date-hour24.jpg, 2016-02-02T00:00 original",
    "date-modify-only.jpg, 2003-08-14T15:16:17 modified",
    "date-zero.jpg, 2011-07-08T",
    "date-newyear-nozone.jpg, 2020-01-01T00:30 original",
    "date-offsets.jpg, 2024-07-21T23:39:24 +02:00 original",
    "date-1938.jpg, 1938-05-17T12:00 original"
  })
  void readsTheFilesOfReports(String name, String right) throws Exception {
    var file = Path.of(System.getenv("ACERVO_CORPUS"), "reports", name).toFile();
    assumeTrue(file.exists(), "a corpus without reports");
    assertThat(shown(TakenTime.of(ImageMetadataReader.readMetadata(file)))).startsWith(right);
  }
}
