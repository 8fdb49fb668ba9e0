package org.acervo.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.acervo.http.Library.allow;
import static org.acervo.http.Library.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * A download that is under way when something ends. The file is several times as large as what the
 * buffers between server and client hold and as what goes out between two questions.
 */
@Tag("slow")
@TestInstance(Lifecycle.PER_CLASS)
final class DownloadsHttpTest {
  private static final int SIZE = 48 << 20;

  private final AtomicInteger number = new AtomicInteger();
  private Library library;

  @BeforeAll
  void open() {
    library = Library.open();
  }

  @AfterAll
  void close() {
    library.close();
  }

  /** A long file, and somebody who may have it. */
  private record LongFile(String home, String item, Library.Person reader) {
    String cookie() {
      return "Cookie: " + reader.client().cookie();
    }
  }

  private LongFile file() {
    int n = number.incrementAndGet();
    byte[] start = Samples.pdf("download " + n);
    byte[] bytes = Arrays.copyOf(start, SIZE);
    Arrays.fill(bytes, start.length, SIZE, (byte) '\n');
    String home = library.collection();
    String item = expect(201, library.admin.upload(home, "long.pdf", bytes)).id();
    var reader = library.person();
    library.grantMore(home, allow(reader, "downloader"));
    return new LongFile(home, item, reader);
  }

  /** How many bytes come, when something happens after the first of them. */
  private long received(LongFile file, String header, Runnable meanwhile) throws IOException {
    var server = URI.create(library.server.address());
    try (var socket = new Socket()) {
      socket.setReceiveBufferSize(64 << 10);
      socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
      String request =
          "GET /api/v1/items/%s/original HTTP/1.1\r\nHost: %s\r\n%s\r\nConnection: close\r\n\r\n"
              .formatted(file.item(), server.getAuthority(), header);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      var in = socket.getInputStream();
      byte[] first = in.readNBytes(32 << 10);
      assertThat(new String(first, 0, 15, UTF_8)).isEqualTo("HTTP/1.1 200 OK");
      meanwhile.run();
      var piece = new byte[256 << 10];
      long all = first.length;
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        all += n;
      }
      return all;
    }
  }

  @Test
  void downloadEndsWhenItsFileDoes() throws IOException {
    var file = file();
    assertThat(received(file, file.cookie(), () -> {})).isGreaterThan(SIZE);
  }

  @Test
  void downloadDoesNotOutliveTheSession() throws IOException {
    var file = file();
    assertThat(
            received(
                file,
                file.cookie(),
                () -> expect(204, file.reader().client().delete("/api/v1/session"))))
        .isLessThan(SIZE);
  }

  @Test
  void downloadDoesNotOutliveTheToken() throws IOException {
    var file = file();
    var token =
        file.reader().client().post("/api/v1/tokens", "{\"name\":\"t\",\"scopes\":[\"download\"]}");
    String header = "Authorization: Bearer " + token.json().at("/token").asText();
    String path = "/api/v1/tokens/" + token.id();
    assertThat(received(file, header, () -> expect(204, file.reader().client().delete(path))))
        .isLessThan(SIZE);
  }

  @Test
  void downloadDoesNotFollowIntoAPrivateCollection() throws IOException {
    var file = file();
    String body = "{\"collection\":\"" + library.collection() + "\"}";
    String path = "/api/v1/items/" + file.item() + "/move";
    assertThat(received(file, file.cookie(), () -> expect(200, library.admin.post(path, body))))
        .isLessThan(SIZE);
  }

  @Test
  void downloadDoesNotFollowIntoTheTrash() throws IOException {
    var file = file();
    assertThat(
            received(
                file,
                file.cookie(),
                () -> expect(204, library.admin.delete("/api/v1/items/" + file.item()))))
        .isLessThan(SIZE);
  }

  @Test
  void downloadDoesNotOutliveTheRight() throws IOException {
    var file = file();
    assertThat(received(file, file.cookie(), () -> expect(200, library.grant(file.home(), true))))
        .isLessThan(SIZE);
  }
}
