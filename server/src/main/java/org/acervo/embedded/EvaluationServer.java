package org.acervo.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.mvstore.MVStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A MongoDB server for trials and tests inside this process: it listens on loopback only, keeps its
 * data in one file, and shows itself as a replica set of one, so that the driver and everything
 * above it run unchanged. Not for production: one machine, no users, no transactions, no
 * replication.
 */
final class EvaluationServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EvaluationServer.class);
  private static final int BACKLOG = 200;

  private final ServerSocket listening;
  private final EvaluationBackend backend;
  private final LogicalClock clock;
  private final CommandGate gate;
  private final Set<WireConnection> connections = ConcurrentHashMap.newKeySet();

  private EvaluationServer(
      ServerSocket listening, EvaluationBackend backend, LogicalClock clock, CommandGate gate) {
    this.listening = listening;
    this.backend = backend;
    this.clock = clock;
    this.gate = gate;
  }

  /** A server whose data lives in {@code dir}, which is created if missing. */
  static EvaluationServer start(Path dir, Clock time) throws IOException {
    Files.createDirectories(dir);
    LogicalClock clock = LogicalClock.persistent(time, dir.resolve("logical-time"));
    MVStore store = new MVStore.Builder().fileName(dir.resolve("data.mv").toString()).open();
    return start(store, clock, time);
  }

  /** A server that forgets everything when it is closed. */
  static EvaluationServer inMemory(Clock time) throws IOException {
    return start(MVStore.open(null), LogicalClock.inMemory(time), time);
  }

  private static EvaluationServer start(MVStore store, LogicalClock clock, Clock time)
      throws IOException {
    ServerSocket listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    WriteTimes times = new WriteTimes(clock.now());
    EvaluationBackend backend = new EvaluationBackend(store, time, new Changes(clock, times));
    ServerCommands commands = new ServerCommands(address(listening), time);
    CommandGate gate = new CommandGate(backend, commands, clock, times);
    EvaluationServer server = new EvaluationServer(listening, backend, clock, gate);
    Thread.ofVirtual().name("evaluation-server-accept").start(server::accept);
    return server;
  }

  String uri() {
    return "mongodb://%s/?replicaSet=%s".formatted(address(listening), ServerCommands.SET_NAME);
  }

  private static String address(ServerSocket socket) {
    return socket.getInetAddress().getHostAddress() + ":" + socket.getLocalPort();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        serve(listening.accept());
      } catch (IOException e) {
        if (!listening.isClosed()) {
          log.warn("the evaluation server could not accept a connection: {}", e.toString());
        }
      }
    }
  }

  private void serve(Socket socket) {
    WireConnection connection = new WireConnection(socket, gate);
    connections.add(connection);
    Thread.ofVirtual()
        .name("evaluation-server-client")
        .start(() -> {
          try {
            connection.run();
          } finally {
            connections.remove(connection);
          }
        });
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (WireConnection connection : connections) {
      connection.close();
    }
    backend.close();
    clock.close();
  }

  /** Gives every change its time. */
  private record Changes(LogicalClock clock, WriteTimes times) implements WriteListener {
    @Override
    public void inserted(String namespace, Document document) {
      times.written(namespace, clock.tick());
    }

    @Override
    public void updated(String namespace, Document before, Document after) {
      times.written(namespace, clock.tick());
    }

    @Override
    public void removed(String namespace, Document document) {
      times.written(namespace, clock.tick());
    }

    @Override
    public void dropped(String namespace) {
      times.written(namespace, clock.tick());
    }
  }
}
