package org.acervo.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.acervo.embedded.index.StoreSettings;
import org.acervo.kernel.PrivateFiles;
import org.acervo.trial.StoreCondition;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A MongoDB server for trials and tests inside this process: it listens on loopback only, keeps its
 * data in one file, and shows itself as a replica set of one, so that the driver and everything
 * above it run unchanged. Not for production: one machine, no transactions, no replication.
 *
 * <p>Everybody on a machine can reach its loopback, so a server that keeps data asks for a password
 * ({@link Scram}), made anew at each start and known to this process only.
 */
final class EvaluationServer implements EmbeddedMongo.Server {
  private static final Logger log = LoggerFactory.getLogger(EvaluationServer.class);
  private static final int BACKLOG = 200;

  /** The library's folder, the room's, the server's, and where the first of them has its name. */
  private static final int LEVELS = 4;

  private final ServerSocket listening;
  private final Optional<Scram> secret;
  private final CommandGate gate;
  private final ExpirySweep expiry;
  private final @Nullable FolderLock lock;
  private final Set<WireConnection> connections = ConcurrentHashMap.newKeySet();

  private EvaluationServer(
      ServerSocket listening,
      Optional<Scram> secret,
      CommandGate gate,
      ExpirySweep expiry,
      @Nullable FolderLock lock) {
    this.listening = listening;
    this.secret = secret;
    this.gate = gate;
    this.expiry = expiry;
    this.lock = lock;
  }

  /**
   * A server whose data lives in {@code dir}, which is created if missing.
   *
   * @throws FolderLock.InUse if a living process has one in that folder
   */
  static EvaluationServer start(Path dir, Clock time) throws IOException {
    return start(dir, time, true);
  }

  /** Nothing is forced to the disk before it is answered. */
  static EvaluationServer withoutSync(Path dir, Clock time) throws IOException {
    return start(dir, time, false);
  }

  private static EvaluationServer start(Path dir, Clock time, boolean sync) throws IOException {
    FolderLock lock = FolderLock.take(dir, "evaluation");
    try {
      LogicalClock clock = LogicalClock.persistent(time, dir.resolve("logical-time"));
      PrivateFiles.ensure(dataFile(dir));
      var settings = StoreSettings.at(dataFile(dir)).withSyncEveryCommit(sync);
      var secret = Optional.of(new Scram(Passphrase.fresh()));
      EvaluationServer server = start(settings, secret, clock, time, lock);
      forceNames(dir);
      return server;
    } catch (MVStoreException e) {
      lock.close();
      throw new IOException(
          "the data in %s cannot be opened, it may be in use by another process: %s"
              .formatted(dir, e.getMessage()),
          e);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** A file survives a power cut when its folder, too, has been forced to the disk. */
  private static void forceNames(Path dir) throws IOException {
    Path folder = dir.toAbsolutePath();
    for (int level = 0; level < LEVELS && folder != null; level++, folder = folder.getParent()) {
      try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
        names.force(true);
      } catch (IOException e) { // not every system opens folders; then it needs no force either
        log.debug("the folder {} could not be forced to the disk: {}", folder, e.toString());
        return;
      }
    }
  }

  static Path dataFile(Path dir) {
    return dir.resolve("data.mv");
  }

  /** A server that forgets everything when it is closed, for tests; it asks for no password. */
  static EvaluationServer inMemory(Clock time) throws IOException {
    return start(StoreSettings.inMemory(), Optional.empty(), LogicalClock.inMemory(time), time);
  }

  static EvaluationServer start(
      StoreSettings settings, Optional<Scram> secret, LogicalClock clock, Clock time)
      throws IOException {
    return start(settings, secret, clock, time, null);
  }

  private static EvaluationServer start(
      StoreSettings settings,
      Optional<Scram> secret,
      LogicalClock clock,
      Clock time,
      @Nullable FolderLock lock)
      throws IOException {
    WriteTimes times = new WriteTimes(clock.now());
    ChangeRecorder changes = new ChangeRecorder(clock, times);
    EvaluationBackend backend = new EvaluationBackend(settings, time, changes);
    ChangeLog log = new ChangeLog(backend.getMvStore(), ChangeLog.DEFAULT_ENTRIES);
    changes.writeTo(log);
    ServerSocket listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    ServerCommands commands = new ServerCommands(address(listening), time);
    CommandGate gate = new CommandGate(backend, commands, clock, log, changes, times);
    EvaluationServer server =
        new EvaluationServer(listening, secret, gate, new ExpirySweep(gate, time), lock);
    server.expiry.start();
    Thread.ofVirtual().name("evaluation-server-accept").start(server::accept);
    return server;
  }

  @Override
  public String uri() {
    String address = address(listening);
    return secret
        .map(scram ->
            "mongodb://%s%s/?replicaSet=%s&authSource=admin&authMechanism=%s"
                .formatted(scram.userInfo(), address, ServerCommands.SET_NAME, Scram.MECHANISM))
        .orElse("mongodb://%s/?replicaSet=%s".formatted(address, ServerCommands.SET_NAME));
  }

  @Override
  public String describe() {
    return "evaluation store: every write is on the disk before it is answered; for a trial on one machine, and without copies; for real use set ACERVO_MONGODB_URI";
  }

  @Override
  public StoreCondition condition() {
    return gate.condition();
  }

  /** Removes expired documents now instead of at the next full minute. */
  void sweepExpired() {
    expiry.sweep();
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
    WireConnection connection =
        new WireConnection(socket, gate, secret.map(Scram::begin).orElse(null));
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
    expiry.close();
    listening.close();
    for (WireConnection connection : connections) {
      connection.close();
    }
    gate.close();
    if (lock != null) {
      lock.close();
    }
  }
}
