package org.acervo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What somebody hears who is still sending when the server is stopped. */
@Tag("slow")
final class StoppingHttpTest {
  private static final int PIECE = 1 << 20;

  /** More than the buffers of both systems and of the server hold, so it is being read. */
  private static final int PIECES = 48;

  @Test
  void uploadThatTheStopCutsOffIsToldToComeAgainAndTheStopEnds() throws Exception {
    var library = Library.open();
    try (var sender = new Conversation(library.server.address())) {
      String head =
          """
          --b\r
          Content-Disposition: form-data; name="file"; filename="long.bin"\r
          \r
          """;
      sender.say(
          "POST /api/v1/collections/%s/items HTTP/1.1\r\n".formatted(library.collection())
              + "Host: localhost\r\nCookie: "
              + library.admin.cookie()
              + "\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: "
              + 2L * PIECE * PIECES
              + "\r\n\r\n"
              + head
              + "%PDF-1.7\n");
      for (int i = 0; i < PIECES; i++) {
        sender.say("x".repeat(PIECE));
      }
      Thread stop = Thread.ofVirtual().start(library::close);
      var heard = sender.hear(false);
      assertThat(heard.status()).as(heard.body()).isEqualTo(503);
      assertThat(heard.body()).contains("\"stopping\"");
      assertThat(heard.header("retry-after")).isNotBlank();
      assertThatCode(stop::join).doesNotThrowAnyException();
    }
  }
}
