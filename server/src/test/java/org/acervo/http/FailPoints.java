package org.acervo.http;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.List;
import org.bson.Document;

/** A real server that was started with its test commands ({@code failCommand}). */
final class FailPoints implements Faults {
  private final String uri;
  private final MongoClient client;

  FailPoints(String uri) {
    this.uri = uri;
    this.client = MongoClients.create(uri);
  }

  @Override
  public String uri() {
    return uri;
  }

  /** Only the product's own connections meet it. */
  @Override
  public void inject(Kind kind, String command, int times) {
    var data = new Document("failCommands", List.of(command)).append("appName", "acervo");
    switch (kind) {
      case CLOSED -> data.append("closeConnection", true);
      case ANSWER_LOST ->
          throw new UnsupportedOperationException("a server does not lose its own answer");
      case WRITE_CONCERN ->
          data.append(
              "writeConcernError",
              new Document("code", kind.code)
                  .append("codeName", kind.codeName)
                  .append("errmsg", "as injected"));
      case NOT_PRIMARY,
          SHUTTING_DOWN,
          MAJORITY_NOT_READ_YET,
          PLAN_KILLED,
          CURSOR_GONE,
          UNAUTHORIZED,
          DISK_FULL ->
          data.append("errorCode", kind.code);
    }
    set(times == ALWAYS ? "alwaysOn" : new Document("times", times), data);
  }

  @Override
  public void clear() {
    set("off", new Document());
  }

  private void set(Object mode, Document data) {
    var _ =
        client
            .getDatabase("admin")
            .runCommand(
                new Document("configureFailPoint", "failCommand")
                    .append("mode", mode)
                    .append("data", data));
  }

  @Override
  public void close() {
    clear();
    client.close();
  }
}
