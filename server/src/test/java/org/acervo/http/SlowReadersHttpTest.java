package org.acervo.http;

import static org.acervo.http.Library.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Clients that ask and do not listen. */
@TestInstance(Lifecycle.PER_CLASS)
@Tag("slow")
final class SlowReadersHttpTest {
  /** More than the buffers of a system take. */
  private static final int LARGE = 24 << 20;

  private Library library;
  private String original;
  private String picture;

  @BeforeAll
  void open() {
    library =
        Library.open(
            Map.of(
                "ACERVO_H2C",
                "true",
                "ACERVO_IDLE_TIMEOUT",
                "2s",
                "ACERVO_BODY_RATE",
                "1MiB",
                "ACERVO_PASSWORD_MEMORY",
                "64KiB"));
    String home = library.collection();
    byte[] large =
        ("<svg xmlns=\"http://www.w3.org/2000/svg\"><!-- " + "x".repeat(LARGE) + " --></svg>")
            .getBytes(StandardCharsets.US_ASCII);
    original =
        "/api/v1/items/"
            + expect(201, library.admin.upload(home, "large.svg", large)).id()
            + "/original";
    picture = "/api/v1/items/" + library.drawing(home) + "/original";
  }

  @AfterAll
  void close() {
    library.close();
  }

  /** A connection that takes as little as a system lets it. */
  private Socket asking(String path) throws IOException {
    var uri = URI.create(library.server.address());
    var socket = new Socket();
    socket.setReceiveBufferSize(4 << 10);
    socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
    say(socket, path);
    return socket;
  }

  private void say(Socket socket, String path) throws IOException {
    String request =
        "GET %s HTTP/1.1\r\nHost: x\r\nCookie: %s\r\n\r\n".formatted(path, library.admin.cookie());
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void whoeverStopsListeningIsCut() throws IOException {
    try (var socket = asking(original);
        var log = new LogListener()) {
      Twins.eventually("the answer is given up", () -> log.heard().contains("broke off"));
      assertThat(log.heard()).contains(original);
      assertThat(isCut(socket)).isTrue();
    }
  }

  /** To go on asking is not to listen. */
  @Test
  void whoeverGoesOnAskingAndDoesNotListenIsCutToo() throws Exception {
    try (var socket = asking(original);
        var log = new LogListener()) {
      var asking =
          Thread.startVirtualThread(() -> {
            try {
              while (true) {
                say(socket, picture);
                Thread.sleep(200);
              }
            } catch (IOException | InterruptedException cut) {
              // which is what this is about
            }
          });
      Twins.eventually("the answer is given up", () -> log.heard().contains("broke off"));
      asking.join();
      assertThat(isCut(socket)).isTrue();
    }
  }

  /** Over HTTP/2 its connection may carry what others ask for. */
  @Test
  void streamThatNobodyListensToIsEndedAlone() throws Exception {
    try (var conversation = new Http2Conversation(library.server.address())) {
      conversation.say(
          ":method",
          "GET",
          ":scheme",
          "http",
          ":path",
          original,
          ":authority",
          "x",
          "cookie",
          library.admin.cookie());
      assertThat(conversation.isReset()).isTrue();
      var next =
          conversation.ask(
              ":method", "GET", ":scheme", "http", ":path", "/health/live", ":authority", "x");
      assertThat(next.status()).isEqualTo(200);
    }
  }

  /** What had come before the cut may still be read; its end is not that of the file. */
  private static boolean isCut(Socket socket) {
    try {
      return socket.getInputStream().readAllBytes().length < LARGE;
    } catch (IOException cut) {
      return true;
    }
  }
}
