package org.acervo.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One address does not take all connections there are. */
final class ConnectionLimitHttpTest {
  private static final int MOST = 20;

  private static Conversation.Heard live(Library library) throws IOException {
    try (var conversation = new Conversation(library.server.address())) {
      conversation.say("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n");
      return conversation.hear(false);
    }
  }

  @Test
  void oneConnectionTooManyIsToldSoUntilThereIsRoomAgain() throws IOException {
    var limit = Map.of("ACERVO_CONNECTIONS_PER_ADDRESS", Integer.toString(MOST));
    try (var library = Library.open(limit)) {
      var uri = URI.create(library.server.address());
      List<Socket> held = new ArrayList<>();
      for (int i = 0; i < MOST; i++) {
        held.add(new Socket(uri.getHost(), uri.getPort()));
      }
      try (var conversation = new Conversation(library.server.address())) {
        var heard = conversation.hear(false);
        assertThat(heard.status()).isEqualTo(503);
        assertThat(heard.header("content-type")).isEqualTo("application/problem+json");
        assertThat(heard.header("retry-after")).isNotEmpty();
        assertThat(heard.body()).contains("too-many-connections", "ACERVO_CONNECTIONS_PER_ADDRESS");
        assertThat(conversation.isOver()).isTrue();
      }
      for (var socket : held) {
        socket.close();
      }
      Twins.eventually(
          "there is room again",
          () -> {
            try {
              return live(library).status() == 200;
            } catch (IOException refused) {
              return false;
            }
          });
    }
  }

  @Test
  void trustedProxiesAreNotCounted() throws IOException {
    var limits =
        Map.of(
            "ACERVO_CONNECTIONS_PER_ADDRESS",
            Integer.toString(MOST),
            "ACERVO_TRUSTED_PROXIES",
            "127.0.0.0/8, ::1");
    try (var library = Library.open(limits)) {
      var uri = URI.create(library.server.address());
      List<Socket> held = new ArrayList<>();
      for (int i = 0; i < 2 * MOST; i++) {
        held.add(new Socket(uri.getHost(), uri.getPort()));
      }
      assertThat(live(library).status()).isEqualTo(200);
      for (var socket : held) {
        socket.close();
      }
    }
  }
}
