package org.acervo.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Commands about the server and its sessions, none of which touches a document. The server
 * introduces itself as the primary of a replica set of one, as MongoDB 6.0: the oldest version the
 * product supports, and the one whose stable API is offered here as far as the product uses it.
 */
final class ServerCommands {
  static final String SET_NAME = "acervo";

  private static final int WIRE_VERSION_6_0 = 17;
  private static final int SESSION_MINUTES = 30;
  private static final int MAX_WRITE_BATCH = 1000;

  private final String address;
  private final InstantSource time;
  private final ObjectId electionId = new ObjectId();

  ServerCommands(String address, InstantSource time) {
    this.address = address;
    this.time = time;
  }

  /** The reply, or null if the command is none of these. */
  @Nullable Document answer(String name, Document command) {
    return switch (name) {
      case "hello" -> greeting().append("isWritablePrimary", true);
      case "isMaster", "ismaster" -> greeting().append("ismaster", true);
      case "ping",
          "endSessions",
          "refreshSessions",
          "killSessions",
          "killAllSessions",
          "killAllSessionsByPattern",
          "logout" ->
          new Document();
      case "startSession" ->
          new Document("id", new Document("id", UUID.randomUUID()))
              .append("timeoutMinutes", SESSION_MINUTES);
      case "buildInfo", "buildinfo" -> build();
      case "getParameter" -> parameters(command);
      case "replSetGetStatus" -> replicaSetStatus();
      default -> null;
    };
  }

  private Document greeting() {
    return new Document("hosts", List.of(address))
        .append("setName", SET_NAME)
        .append("setVersion", 1)
        .append("secondary", false)
        .append("primary", address)
        .append("me", address)
        .append("electionId", electionId)
        .append("maxBsonObjectSize", WireMessage.MAX_DOCUMENT)
        .append("maxMessageSizeBytes", WireMessage.MAX_MESSAGE)
        .append("maxWriteBatchSize", MAX_WRITE_BATCH)
        .append("localTime", now())
        .append("logicalSessionTimeoutMinutes", SESSION_MINUTES)
        .append("minWireVersion", 0)
        .append("maxWireVersion", WIRE_VERSION_6_0)
        // Without it the driver goes on to ask with isMaster, which the stable API does not know.
        .append("helloOk", true)
        .append("readOnly", false);
  }

  private static Document build() {
    return new Document("version", "6.0.0")
        .append("versionArray", List.of(6, 0, 0, 0))
        .append("modules", List.of("acervo-evaluation"))
        .append("bits", 64)
        .append("maxBsonObjectSize", WireMessage.MAX_DOCUMENT)
        .append("storageEngines", List.of("mvstore"));
  }

  private static Document parameters(Document command) {
    boolean all = "*".equals(command.get("getParameter"));
    Document reply = new Document();
    if (all || command.containsKey("featureCompatibilityVersion")) {
      reply.append("featureCompatibilityVersion", new Document("version", "6.0"));
    }
    if (all || command.containsKey("minSnapshotHistoryWindowInSeconds")) {
      reply.append("minSnapshotHistoryWindowInSeconds", 0);
    }
    if (reply.isEmpty()) {
      throw new MongoServerError(72, "InvalidOptions", "no option found to get");
    }
    return reply;
  }

  private Document replicaSetStatus() {
    return new Document("set", SET_NAME)
        .append("date", now())
        .append("myState", 1)
        .append(
            "members",
            List.of(
                new Document("_id", 0)
                    .append("name", address)
                    .append("health", 1.0)
                    .append("state", 1)
                    .append("stateStr", "PRIMARY")
                    .append("self", true)));
  }

  private Instant now() {
    return time.instant();
  }
}
