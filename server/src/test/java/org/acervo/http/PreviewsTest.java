package org.acervo.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.acervo.http.Library.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.bson.Document;
import org.bson.types.Binary;
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

  /** Damage of any kind that leaves a document readable: one byte, the type, another's picture. */
  @Test
  void damagedPreviewIsNeverGivenOutAndIsDrawnAnew() throws Exception {
    var item =
        whenDrawn(library.admin.upload(home, "f.jpg", Samples.picture("jpg", 700, 500, 23)).id());
    String url = item.at("/preview/urls/256").asText();
    var good = expect(200, library.admin.get(url));
    var previews = library.server.database().getCollection("previews");
    var id = new Document("_id", new Document("$regex", "/1/256$"));
    var which =
        previews.find(id).into(new ArrayList<>()).stream()
            .filter(one -> Arrays.equals(one.get("bytes", Binary.class).getData(), good.body()))
            .findFirst()
            .orElseThrow();
    var one = new Document("_id", which.get("_id"));
    byte[] flipped = good.body().clone();
    flipped[flipped.length / 2] ^= 1;
    for (var damage :
        List.of(
            new Document("bytes", new Binary(flipped)),
            new Document("bytes", new Binary(Arrays.copyOf(good.body(), 40))),
            new Document("type", "text/html"),
            new Document("bytes", null),
            new Document("type", 7))) {
      previews.updateOne(one, new Document("$set", damage));
      var again = expect(200, library.admin.get(url));
      assertThat(again.body()).isEqualTo(good.body());
      assertThat(again.header("content-type")).isEqualTo(good.header("content-type"));
    }
  }

  /** Also what its workers have written, and the copies of originals that they were given. */
  @Test
  void everythingInAUsedHomeIsItsOwners() throws Exception {
    whenDrawn(library.admin.upload(home, "u.pdf", Samples.pdf("Quarta")).id());
    whenDrawn(library.admin.upload(home, "u.png", Samples.picture("png", 300, 200, 24)).id());
    var open = new ArrayList<String>();
    var seen = new AtomicInteger();
    Files.walkFileTree(
        library.server.home(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes is)
              throws IOException {
            return check(folder, "rwx------");
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes is) throws IOException {
            return check(file, "rw-------");
          }

          // A worker may end meanwhile.
          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
          }

          private FileVisitResult check(Path path, String wanted) throws IOException {
            var now = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
            if (!now.equals(wanted)) {
              open.add(path + " " + now);
            }
            seen.incrementAndGet();
            return FileVisitResult.CONTINUE;
          }
        });
    assertThat(open).isEmpty();
    assertThat(seen.get()).isGreaterThan(5);
  }

  @Test
  void damagedTextIsReadAnew() throws Exception {
    var item = whenDrawn(library.admin.upload(home, "t.pdf", Samples.pdf("Terceira")).id());
    String path = "/api/v1/items/" + item.at("/id").asText() + "/pages/1/text";
    String good = expect(200, library.admin.get(path)).text();
    assertThat(good).contains("Terceira");
    var texts = library.server.database().getCollection("texts");
    var which = new Document("text", new Document("$regex", "Terceira"));
    assertThat(
            texts
                .updateOne(which, new Document("$set", new Document("text", "Terceiro")))
                .getModifiedCount())
        .isEqualTo(1);
    assertThat(expect(200, library.admin.get(path)).text()).isEqualTo(good);
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
