package org.acervo.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypeTest {

  @ParameterizedTest
  @CsvSource({
    "FFD8FFE0, JPEG",
    "89504E470D0A1A0A, PNG",
    "524946460000000057454250, WEBP",
    "474946383761, GIF",
    "474946383961, GIF",
    "49492A00, TIFF",
    "4D4D002A, TIFF",
    "49492B0008000000, TIFF",
    "4D4D002B00080000, TIFF",
    "424D00000000000000000000000028000000000000000000000000, BMP",
    "0000001C667479706176696600000000617669666D696631, AVIF",
    "000000186674797068656963000000006D69663168656963, HEIC",
    "00000018667479706D696631000000006D69663161766966, AVIF",
    "FF0A, JXL",
    "0000000C4A584C200D0A870A, JXL",
    "255044462D312E37, PDF"
  })
  void recognisesSignatures(String hex, MediaType type) {
    assertThat(MediaType.sniff(HexFormat.of().parseHex(hex))).contains(type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "\uFEFF<?xml version='1.0'?>\n<!-- a > b --><!DOCTYPE svg [<!ENTITY a '>'>]>\n<svg>",
        "  <s:svg xmlns:s='http://www.w3.org/2000/svg'>"
      })
  void findsTheSvgRootBehindAnyProlog(String xml) {
    for (Charset charset : new Charset[] {StandardCharsets.UTF_8, StandardCharsets.UTF_16}) {
      assertThat(MediaType.sniff(xml.getBytes(charset))).contains(MediaType.SVG);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "B",
        "BM is a band",
        "<html><svg></svg></html>",
        "<!-- <svg> ",
        "<svgx>",
        "plain text",
        "<?xml version='1.0'?><rss/>",
        "MZ",
        "II*"
      })
  void takesNothingElse(String text) {
    assertThat(MediaType.sniff(text.getBytes(StandardCharsets.ISO_8859_1))).isEmpty();
  }

  @Test
  void findsThePdfHeaderWithinTheFirst1024BytesOnly() {
    byte[] head = new byte[MediaType.HEAD_BYTES];
    byte[] mark = "%PDF-".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(mark, 0, head, 1019, mark.length);
    assertThat(MediaType.sniff(head)).contains(MediaType.PDF);
    byte[] late = new byte[MediaType.HEAD_BYTES];
    System.arraycopy(mark, 0, late, 1020, mark.length);
    assertThat(MediaType.sniff(late)).isEmpty();
  }

  @Test
  void neverThrowsOnRandomBytes() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] head = new byte[random.nextInt(64)];
      random.nextBytes(head);
      assertThat(MediaType.sniff(head)).isNotNull();
    }
  }

  @Test
  void onlyPdfIsOfKindPdf() {
    for (MediaType type : MediaType.values()) {
      assertThat(type.kind() == Kind.PDF).isEqualTo(type == MediaType.PDF);
    }
  }
}
