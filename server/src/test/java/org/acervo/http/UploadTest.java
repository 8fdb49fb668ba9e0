package org.acervo.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.acervo.kernel.Sha256;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
final class UploadTest {
  private Library library;
  private String home;

  @BeforeAll
  void open() {
    library = Library.open(Map.of("ACERVO_UPLOAD_LIMIT", "6MiB"));
    home = library.collection();
  }

  @AfterAll
  void close() {
    library.close();
  }

  /** Known from the file's head, before anybody has drawn it. */
  @Test
  void answerToAnUploadSaysHowLargeThePictureIs() {
    for (String format : List.of("png", "jpg", "gif")) {
      var added = library.admin.upload(home, "w." + format, Samples.picture(format, 123, 45, 77));
      assertThat(added.status()).as(added.text()).isEqualTo(201);
      assertThat(added.json().at("/width").asInt()).as(format).isEqualTo(123);
      assertThat(added.json().at("/height").asInt()).as(format).isEqualTo(45);
    }
  }

  @Test
  void smallPictureComesBackByteForByte() {
    byte[] bytes = Samples.picture("png", 30, 20, 1);
    var item =
        library.admin.upload(
            home, "a.png", bytes, Map.of("title", "Um título", "tags", "mar, céu"));
    assertThat(item.status()).as(item.text()).isEqualTo(201);
    assertThat(item.json().at("/sha256").asText()).isEqualTo(Sha256.of(bytes).hex());
    assertThat(item.json().at("/title").asText()).isEqualTo("Um título");
    assertThat(item.json().at("/tags/1").asText()).isEqualTo("céu");
    assertThat(item.json().at("/kind").asText()).isEqualTo("image");
    var original = library.admin.get("/api/v1/items/" + item.id() + "/original");
    assertThat(original.body()).isEqualTo(bytes);
    assertThat(original.header("etag")).isEqualTo("\"" + Sha256.of(bytes) + "\"");
  }

  @Test
  void largePictureGoesThroughChunksAndRangesFitTogether() {
    byte[] bytes = Samples.noise(1100, 1000, 7);
    assertThat(bytes.length).isGreaterThan(3 << 20);
    String id = library.admin.upload(home, "big.png", bytes).id();
    String path = "/api/v1/items/" + id + "/original";
    assertThat(library.admin.get(path).body()).isEqualTo(bytes);
    int chunk = 1020 << 10;
    int[][] ranges = {
      {0, 0},
      {0, 99},
      {chunk - 1, chunk},
      {chunk, chunk},
      {2 * chunk - 5, 2 * chunk + 5},
      {bytes.length - 1, bytes.length - 1},
      {10, bytes.length - 1}
    };
    for (int[] range : ranges) {
      var part = library.admin.with("Range", "bytes=" + range[0] + "-" + range[1]).get(path);
      assertThat(part.status()).isEqualTo(206);
      assertThat(part.header("content-range"))
          .isEqualTo("bytes " + range[0] + "-" + range[1] + "/" + bytes.length);
      assertThat(part.body()).isEqualTo(Arrays.copyOfRange(bytes, range[0], range[1] + 1));
    }
    assertThat(library.admin.with("Range", "bytes=-4").get(path).body()).hasSize(4);
    var beyond = library.admin.with("Range", "bytes=" + bytes.length + "-").get(path);
    assertThat(beyond.status()).isEqualTo(416);
    assertThat(beyond.header("content-range")).isEqualTo("bytes */" + bytes.length);
    assertThat(beyond.header("content-type")).isEqualTo("application/problem+json");
    assertThat(beyond.code()).isEqualTo("out-of-range");
    var other =
        library.admin.with("Range", "bytes=" + bytes.length + "-").with("If-Match", "\"x\"");
    assertThat(other.get(path).status()).isEqualTo(412);
  }

  @Test
  void headAndConditionalRequestsSendNoBody() {
    byte[] bytes = Samples.picture("png", 31, 20, 2);
    String path = "/api/v1/items/" + library.admin.upload(home, "b.png", bytes).id() + "/original";
    var head = library.admin.send("HEAD", path, null, null);
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("content-length")).isEqualTo(Integer.toString(bytes.length));
    assertThat(head.body()).isEmpty();
    var again = library.admin.with("If-None-Match", head.header("etag")).get(path);
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    var stale = library.admin.with("Range", "bytes=0-3").with("If-Range", "\"other\"").get(path);
    assertThat(stale.status()).isEqualTo(200);
  }

  @Test
  void sameBytesInOneCollectionAreOneItem() {
    byte[] bytes = Samples.picture("gif", 32, 20, 3);
    var first = library.admin.upload(home, "c.gif", bytes);
    var second = library.admin.upload(home, "other-name.gif", bytes);
    assertThat(first.status()).isEqualTo(201);
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.id()).isEqualTo(first.id());
    var elsewhere = library.admin.upload(library.collection(), "c.gif", bytes);
    assertThat(elsewhere.status()).isEqualTo(201);
    assertThat(elsewhere.id()).isNotEqualTo(first.id());
  }

  @Test
  void fiftyIdenticalUploadsAtOnceAreOneItem() throws Exception {
    byte[] bytes = Samples.picture("png", 33, 20, 4);
    var ids = new HashSet<String>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<String> upload = () -> library.admin.upload(home, "d.png", bytes).id();
      for (var id : threads.invokeAll(Collections.nCopies(50, upload))) {
        ids.add(id.get());
      }
    }
    assertThat(ids).hasSize(1);
  }

  @Test
  void sameIdempotencyKeyGivesTheSameItem() {
    var client = library.admin.with("Idempotency-Key", "k-1");
    var first = client.upload(home, "e.png", Samples.picture("png", 34, 20, 5));
    var again = client.upload(home, "e.png", Samples.picture("png", 34, 20, 5));
    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.status()).isEqualTo(200);
  }

  @Test
  void fileThatIsNoImageAndNoPdfIs415() {
    var answer = library.admin.upload(home, "a.png", "just text".getBytes(UTF_8));
    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.code()).isEqualTo("unsupported-type");
    assertThat(answer.json().path("detail").asText()).contains("JPEG").contains("PDF");
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
  }

  @Test
  void tooLargeFileIs413WithTheLimitAndStoresNothing() {
    String fresh = library.collection();
    byte[] bytes = Samples.noise(1600, 1600, 9);
    var answer = library.admin.upload(fresh, "x.png", bytes);
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.json().path("detail").asText()).contains("6 MiB");
    assertThat(
            library
                .admin
                .get("/api/v1/collections/" + fresh + "/items")
                .json()
                .at("/total")
                .asInt())
        .isZero();
  }

  @Test
  void formWithoutItsEndIs400AndStoresNothing() {
    String fresh = library.collection();
    String form =
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n";
    byte[] head = form.getBytes(UTF_8);
    byte[] bytes = Samples.picture("png", 35, 20, 6);
    byte[] body = Arrays.copyOf(head, head.length + bytes.length);
    System.arraycopy(bytes, 0, body, head.length, bytes.length);
    var answer =
        library.admin.send(
            "POST",
            "/api/v1/collections/" + fresh + "/items",
            "multipart/form-data; boundary=b",
            body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(
            library
                .admin
                .get("/api/v1/collections/" + fresh + "/items")
                .json()
                .at("/total")
                .asInt())
        .isZero();
  }

  @Test
  void clientThatHangsUpLeavesNothingBehind() throws IOException, InterruptedException {
    String fresh = library.collection();
    var address = URI.create(library.server.address());
    try (var socket = new Socket("localhost", address.getPort())) {
      String head =
          "POST /api/v1/collections/"
              + fresh
              + "/items HTTP/1.1\r\nHost: localhost\r\nCookie: "
              + library.admin.cookie()
              + "\r\n"
              + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 5000000\r\n\r\n"
              + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(UTF_8));
      socket.getOutputStream().write(Samples.noise(100, 100, 3));
      socket.getOutputStream().flush();
    }
    assertThat(library.admin.get("/api/v1/collections/" + fresh + "/items").json().at("/items"))
        .isEmpty();
    assertThat(library.admin.get("/health/live").status()).isEqualTo(200);
  }

  @Test
  void hostileFileNamesAreLabels() {
    int number = 40;
    for (String name : new String[] {"../../etc/passwd", "C:\\x\\y.png", "a\u202egnp.exe", "  "}) {
      var item = library.admin.upload(home, name, Samples.picture("png", 36, 20, number++));
      assertThat(item.status()).isEqualTo(201);
      assertThat(item.json().at("/name").asText()).doesNotContain("/", "\\", "\u202e").isNotBlank();
    }
  }

  @Test
  void nameThatNamesAFolderOrNothingIsReplaced() {
    int number = 60;
    for (String name :
        List.of(".", "..", "...", ". .", "../..", "C:\\..", "a/", "\u200e..\u200f", "\u0007", "")) {
      var item = library.admin.upload(home, name, Samples.picture("png", 35, 20, number++));
      assertThat(item.status()).as(item.text()).isEqualTo(201);
      assertThat(item.json().at("/name").asText()).as(name).isEqualTo("file.png");
      var download = library.admin.get("/api/v1/items/" + item.id() + "/original?download");
      assertThat(download.header("content-disposition"))
          .isEqualTo("attachment; filename=\"file.png\"; filename*=UTF-8''file.png");
    }
  }

  @Test
  void anyNameOfUpTo255CharactersIsKept() {
    int number = 300;
    for (String name :
        new String[] {
          "a".repeat(251) + ".png",
          "字".repeat(255),
          "😀".repeat(127) + "x",
          "👩‍👩‍👧 família.png",
          "نامه\u200cها.png",
          "100% a;b=c, d.png",
          "ends with a backslash is cut\\x",
        }) {
      var item = library.admin.upload(home, name, Samples.picture("png", 37, 20, number++));
      assertThat(item.status()).as(name + item.text()).isEqualTo(201);
      assertThat(item.json().at("/name").asText())
          .isEqualTo(name.substring(name.lastIndexOf('\\') + 1));
    }
    var quoted = library.admin.upload(home, "a%22b%22.png", Samples.picture("png", 38, 20, 1));
    assertThat(quoted.json().at("/name").asText()).isEqualTo("a\"b\".png");
    var apart =
        library.admin.upload(home, "ac\u0327a\u0303o.png", Samples.picture("png", 38, 20, 2));
    assertThat(apart.json().at("/name").asText()).isEqualTo("a\u00e7\u00e3o.png");
  }

  @Test
  void nameThatIsNoLineOfTextIs400() {
    for (String name : new String[] {"a\0.png", "a%0D%0Ab.png", "a%0Ab.png", "x".repeat(256)}) {
      var answer = library.admin.upload(home, name, Samples.picture("png", 39, 20, 1));
      assertThat(answer.status()).as(name).isEqualTo(400);
      assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo("file");
    }
  }

  @Test
  void fiftyFilesAreListedOnceEachThroughPagesOfSeven() {
    String fresh = library.collection();
    IntStream.range(0, 50)
        .forEach(i ->
            assertThat(
                    library
                        .admin
                        .upload(
                            fresh,
                            "f%02d.png".formatted(i),
                            Samples.picture("png", 40, 30, 100 + i))
                        .status())
                .isEqualTo(201));
    for (String sort : new String[] {"taken", "added", "name"}) {
      for (String dir : new String[] {"asc", "desc"}) {
        var seen = new ArrayList<String>();
        String next = "";
        do {
          var page =
              library.admin.get(
                  "/api/v1/collections/%s/items?limit=7&sort=%s&dir=%s%s"
                      .formatted(fresh, sort, dir, next));
          assertThat(page.json().at("/total").asInt()).isEqualTo(50);
          page.json().at("/items").forEach(item -> seen.add(item.path("name").asText()));
          next =
              page.json().at("/next").isNull() ? "" : "&cursor=" + page.json().at("/next").asText();
        } while (!next.isEmpty());
        var expected = IntStream.range(0, 50).mapToObj("f%02d.png"::formatted).toList();
        assertThat(seen)
            .as(sort + " " + dir)
            .containsExactlyElementsOf(dir.equals("asc") ? expected : expected.reversed());
      }
    }
  }
}
