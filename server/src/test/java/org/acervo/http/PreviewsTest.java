package org.acervo.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
final class PreviewsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Library library;
  private String home;

  @BeforeAll
  void open() {
    library = Library.open();
    home = library.collection();
  }

  @AfterAll
  void close() {
    library.close();
  }

  private JsonNode whenDrawn(String id) throws InterruptedException {
    var end = Instant.now().plus(PATIENCE);
    while (true) {
      var item = library.admin.get("/api/v1/items/" + id).json();
      if (!item.at("/preview/state").asText().equals("pending") || Instant.now().isAfter(end)) {
        return item;
      }
      Thread.sleep(100);
    }
  }

  @Test
  void pictureGetsPreviewsPlaceholderAndColour() throws Exception {
    var item =
        whenDrawn(library.admin.upload(home, "p.jpg", Samples.picture("jpg", 800, 600, 21)).id());
    assertThat(item.at("/preview/state").asText()).as(item.toString()).isEqualTo("ready");
    assertThat(item.at("/width").asInt()).isEqualTo(800);
    assertThat(item.at("/preview/thumbhash").asText()).isNotBlank();
    assertThat(item.at("/preview/color").asText()).matches("#[0-9a-f]{6}");
    var preview = library.admin.get(item.at("/preview/urls/256").asText());
    assertThat(preview.status()).isEqualTo(200);
    assertThat(preview.header("cache-control")).contains("immutable");
    assertThat(width(preview)).isEqualTo(256);
    var again =
        library
            .admin
            .with("If-None-Match", preview.header("etag"))
            .get(item.at("/preview/urls/256").asText());
    assertThat(again.status()).isEqualTo(304);
    assertThat(
            library
                .admin
                .get("/api/v1/items/" + item.at("/id").asText() + "/preview?size=77")
                .status())
        .isEqualTo(400);
  }

  @Test
  void pdfHasPagesWithPreviewsAndText() throws Exception {
    var item =
        whenDrawn(library.admin.upload(home, "d.pdf", Samples.pdf("Primeira", "Segunda")).id());
    assertThat(item.at("/kind").asText()).isEqualTo("pdf");
    assertThat(item.at("/pages").asInt()).isEqualTo(2);
    String path = "/api/v1/items/" + item.at("/id").asText() + "/pages/";
    assertThat(library.admin.get(path + "2/text").json().at("/text").asText()).contains("Segunda");
    assertThat(library.admin.get(path + "2/preview?size=256").status()).isEqualTo(200);
    assertThat(library.admin.get(path + "2/preview?size=1440").status()).isEqualTo(200);
    assertThat(library.admin.get(path + "3/preview").status()).isEqualTo(404);
    assertThat(library.admin.get(path + "0/text").status()).isEqualTo(404);
    assertThat(library.admin.get(path + "x/text").status()).isEqualTo(404);
  }

  @Test
  void brokenPictureIsKeptWithItsReason() throws Exception {
    byte[] whole = Samples.picture("png", 400, 300, 22);
    byte[] broken = Arrays.copyOf(whole, 60);
    var item = whenDrawn(library.admin.upload(home, "broken.png", broken).id());
    assertThat(item.at("/preview/state").asText()).isEqualTo("failed");
    assertThat(item.at("/preview/reason/code").asText()).isEqualTo("damaged");
    assertThat(library.admin.get("/api/v1/items/" + item.at("/id").asText() + "/original").body())
        .isEqualTo(broken);
  }

  @Test
  void svgIsKeptAndNeverServedAsAPage() {
    byte[] svg =
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>".getBytes(UTF_8);
    var item = library.admin.upload(home, "x.svg", svg);
    assertThat(item.status()).isEqualTo(201);
    assertThat(item.json().at("/preview/state").asText()).isEqualTo("none");
    var original = library.admin.get("/api/v1/items/" + item.id() + "/original");
    assertThat(original.header("content-disposition")).startsWith("attachment");
    assertThat(original.header("content-security-policy")).contains("sandbox");
  }

  private static int width(Client.Answer preview) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(preview.body())).getWidth();
  }
}
