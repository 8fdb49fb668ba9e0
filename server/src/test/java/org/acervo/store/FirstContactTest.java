package org.acervo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.acervo.Proxy;
import org.acervo.embedded.EmbeddedMongo;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;

/** The start on a MongoDB that is not there, not yet there, or will not do. */
final class FirstContactTest {

  private static Store store(String uri) {
    return Store.open(new StoreConfig(uri, "acervo", Optional.empty(), Duration.ofMillis(200)));
  }

  @Test
  void whatDoesNotComeEndsTheStartWithWhereAndWhatToDo() throws IOException {
    int free;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    try (var store = store("mongodb://ana:geheim@127.0.0.1:" + free + "/?authSource=admin")) {
      assertThatThrownBy(() -> store.await(Duration.ofMillis(1)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("127.0.0.1:" + free)
          .hasMessageContaining("did not answer")
          .hasMessageContaining("ACERVO_MONGODB_URI")
          .hasMessageNotContaining("geheim");
    }
  }

  @Test
  void whatComesLaterIsWaitedFor() throws Exception {
    try (var mongo = EmbeddedMongo.inMemory();
        var way = new Proxy(() -> Integer.parseInt(mongo.uri().replaceAll(".*:(\\d+)/.*", "$1")))) {
      way.set(Proxy.Mode.CUT);
      try (var store = store("mongodb://127.0.0.1:" + way.port() + "/?directConnection=true")) {
        assertThatThrownBy(() -> store.await(Duration.ZERO)).hasMessageContaining("did not answer");
        var waiting = CompletableFuture.runAsync(() -> store.await(Duration.ofMinutes(1)));
        way.set(Proxy.Mode.OPEN);
        waiting.get(60, TimeUnit.SECONDS);
        assertThat(waiting).isCompleted();
      }
    }
  }

  private static BsonDocument hello(int wireVersion) {
    return new BsonDocument("isWritablePrimary", BsonBoolean.TRUE)
        .append("maxWireVersion", new BsonInt32(wireVersion));
  }

  @Test
  void aStandaloneServerIsRefusedWithTheWayOut() {
    assertThatThrownBy(() -> FirstContact.judge(hello(21), "db.example:27017"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("db.example:27017 is a standalone server")
        .hasMessageContaining("--replSet")
        .hasMessageContaining("rs.initiate()");
  }

  @Test
  void anOlderMongodbIsRefused() {
    var old = hello(13).append("setName", new BsonString("rs0"));
    assertThatThrownBy(() -> FirstContact.judge(old, "db")).hasMessageContaining("6.0 or newer");
  }

  @Test
  void membersOfASetAndRoutersAreWelcome() {
    FirstContact.judge(hello(17).append("setName", new BsonString("rs0")), "db");
    FirstContact.judge(hello(25).append("msg", new BsonString("isdbgrid")), "db");
  }
}
