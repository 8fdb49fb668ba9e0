package org.acervo.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.airlift.compress.v3.zstd.ZstdJavaDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.acervo.cache.Body.Encoding;
import org.junit.jupiter.api.Test;

class BodyTest {
  private static final byte[] LONG = "Acervo ".repeat(1_000).getBytes(UTF_8);
  private static final byte[] NONE = new byte[0];

  @Test
  void everyEncodingHoldsTheSameAnswer() throws IOException {
    var body = Body.of(Draft.of(LONG));
    assertThat(body.in(Encoding.PLAIN)).isEqualTo(LONG);
    try (var in = new GZIPInputStream(new ByteArrayInputStream(body.in(Encoding.GZIP)))) {
      assertThat(in.readAllBytes()).isEqualTo(LONG);
    }
    var out = new byte[LONG.length];
    byte[] zstd = body.in(Encoding.ZSTD);
    int length = new ZstdJavaDecompressor().decompress(zstd, 0, zstd.length, out, 0, out.length);
    assertThat(Arrays.copyOf(out, length)).isEqualTo(LONG);
  }

  @Test
  void shortAnswersAreNotCompressed() {
    assertThat(Body.of(Draft.of(Arrays.copyOf(LONG, 511))).has(Encoding.GZIP)).isFalse();
    assertThat(Body.of(Draft.of(Arrays.copyOf(LONG, 512))).has(Encoding.ZSTD)).isTrue();
    assertThat(Body.of(Draft.of(NONE)).has(Encoding.PLAIN)).isTrue();
  }

  @Test
  void equalAnswersHaveEqualTagsAndOthersHaveOthers() {
    var body = Body.of(Draft.of(LONG));
    assertThat(Body.of(Draft.of(LONG.clone())).tag()).isEqualTo(body.tag());
    assertThat(Body.of(Draft.of(Arrays.copyOf(LONG, 999))).tag()).isNotEqualTo(body.tag());
    assertThat(Body.of(new Draft("r3-", LONG)).tag()).isEqualTo("r3-" + body.tag());
  }

  /** Each is a representation of its own (RFC 9110, section 8.8.3.3). */
  @Test
  void eachEncodingHasAStrongTagOfItsOwn() {
    var body = Body.of(Draft.of(LONG));
    assertThat(Arrays.stream(Encoding.values()).map(body::etag))
        .doesNotHaveDuplicates()
        .allMatch(tag -> tag.matches("\"[^\"]+\""));
  }

  @Test
  void restoredFromGzipItIsTheSame() {
    var body = Body.of(Draft.of(LONG));
    var restored =
        Body.restored(body.tag(), NONE, body.in(Body.Encoding.GZIP), body.in(Body.Encoding.ZSTD));
    assertThat(restored.in(Body.Encoding.PLAIN)).isEqualTo(LONG);
    assertThat(restored.weight()).isEqualTo(body.weight());
  }
}
