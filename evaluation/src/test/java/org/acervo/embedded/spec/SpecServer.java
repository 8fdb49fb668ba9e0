package org.acervo.embedded.spec;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.event.CommandEvent;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.event.CommandSucceededEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.Document;

/** The server under test, and clients of it that remember their commands. */
final class SpecServer implements AutoCloseable {
  private static final Set<String> UNSEEN =
      Set.of("configureFailPoint", "hello", "isMaster", "endSessions", "ping");

  private final String uri;
  private final Map<String, Observed> clients = new HashMap<>();
  private final MongoClient plain;
  private final String version;

  /** A client and what it sent and received. */
  static final class Observed implements CommandListener {
    private final MongoClient client;
    private final List<CommandEvent> events = new ArrayList<>();

    Observed(String uri) {
      this.client =
          MongoClients.create(
              MongoClientSettings.builder()
                  .applyConnectionString(new ConnectionString(uri))
                  .addCommandListener(this)
                  .build());
    }

    MongoClient client() {
      return client;
    }

    synchronized List<CommandEvent> events() {
      return List.copyOf(events);
    }

    synchronized void forget() {
      events.clear();
    }

    @Override
    public synchronized void commandStarted(CommandStartedEvent event) {
      if (!UNSEEN.contains(event.getCommandName())) {
        // The driver takes its command apart when it is sent.
        events.add(
            new CommandStartedEvent(
                event.getRequestContext(),
                event.getOperationId(),
                event.getRequestId(),
                event.getConnectionDescription(),
                event.getDatabaseName(),
                event.getCommandName(),
                BsonDocument.parse(event.getCommand().toJson())));
      }
    }

    @Override
    public synchronized void commandSucceeded(CommandSucceededEvent event) {
      if (!UNSEEN.contains(event.getCommandName())) {
        events.add(event);
      }
    }
  }

  SpecServer(String uri) {
    this.uri = uri;
    this.plain = MongoClients.create(uri);
    this.version =
        plain.getDatabase("admin").runCommand(new Document("buildInfo", 1)).getString("version");
  }

  /** A client for preparing and looking, which is not observed. */
  MongoClient plain() {
    return plain;
  }

  /** The client of these options; the same one for every test. */
  Observed client(BsonDocument options) {
    StringBuilder address = new StringBuilder(uri);
    options.forEach((name, value) ->
        address
            .append('&')
            .append(name)
            .append('=')
            .append(value.isString() ? value.asString().getValue() : plainText(value)));
    Observed client = clients.computeIfAbsent(address.toString(), Observed::new);
    client.forget();
    return client;
  }

  private static String plainText(BsonValue value) {
    return value.isBoolean()
        ? Boolean.toString(value.asBoolean().getValue())
        : Long.toString(value.asNumber().longValue());
  }

  boolean isAtLeast(String other) {
    return Arrays.compare(numbers(version), numbers(other)) >= 0;
  }

  boolean isAtMost(String other) {
    return Arrays.compare(numbers(version), numbers(other)) <= 0;
  }

  private static int[] numbers(String version) {
    return Arrays.copyOf(
        Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray(), 3);
  }

  @Override
  public void close() {
    plain.close();
    clients.values().forEach(observed -> observed.client().close());
  }
}
