package org.acervo.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.local.LocalChannel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.acervo.embedded.index.BsonSize;
import org.acervo.trial.StoreCondition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes every command from the wire to the store and back, and gives it its place in time.
 *
 * <p>The store is serialised: a writing command holds the lock alone, reading ones share it, and a
 * reply is turned into bytes before the lock is let go. So the logical time read under the lock is
 * exact: the reply shows all writes up to it and none after, which is what {@code operationTime}
 * and {@code atClusterTime} promise. Waiting for the disk happens after the lock, so that many
 * writers share one commit; a reader that asked for acknowledged data waits for the last write of
 * the collection it read.
 */
final class CommandGate {
  private static final Logger logger = LoggerFactory.getLogger(CommandGate.class);

  private static final int WRITE_CONCERN_TIMEOUT = 64;
  private static final int SHUTDOWN_IN_PROGRESS = 91;
  private static final int OUT_OF_DISK_SPACE = 14031;

  private static final Set<String> WRITES =
      Set.of(
          "insert",
          "update",
          "delete",
          "findAndModify",
          "findandmodify",
          "create",
          "createIndexes",
          "collMod",
          "drop",
          "dropIndexes",
          "dropDatabase",
          "renameCollection");

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final EvaluationBackend backend;
  private final ServerCommands server;
  private final LogicalClock clock;
  private final WriteTimes times;
  private final Durability durability;
  private final WriteCommands writes;
  private final ReadCommands reads;
  private final Cursors cursors;
  private final ChangeLog log;
  private final ChangeStreams streams;
  private final RecordedWrites recorded = new RecordedWrites(10_000, 16 << 20);

  CommandGate(
      EvaluationBackend backend,
      ServerCommands server,
      LogicalClock clock,
      ChangeLog log,
      ChangeRecorder changes,
      WriteTimes times) {
    this.backend = backend;
    this.server = server;
    this.clock = clock;
    this.log = log;
    this.times = times;
    this.durability = new Durability(clock.now(), backend::awaitDurable);
    this.writes = new WriteCommands(backend, changes);
    this.cursors = new Cursors(backend.cursors(), backend.getClock());
    this.reads = new ReadCommands(backend, cursors);
    this.streams = new ChangeStreams(backend, log, clock, durability, lock.readLock());
  }

  ByteBuf answer(Channel client, Scram.@Nullable Conversation signIn, WireMessage request) {
    try {
      Document command = request.body();
      String name = command.keySet().iterator().next();
      Document step = signIn == null ? null : signIn.answer(name, command);
      if (step != null) {
        return request.reply(Replies.ok(step, clock.now()));
      }
      StableApi.check(name, command);
      Refusals.check(name, command);
      Document reply = server.answer(name, command);
      if (reply == null) {
        requireAlive();
        reply = streams.answer(database(command), name, command);
      }
      if (reply != null) {
        return request.reply(Replies.ok(reply, clock.now()));
      }
      requireAlive();
      return WRITES.contains(name)
          ? write(client, name, command, request)
          : read(client, name, command, request);
    } catch (RuntimeException e) {
      // Whatever the library throws is an answer to this client and no reason to lose it.
      logger.debug("a command failed on the evaluation server", e);
      return request.reply(Replies.failure(e, clock.now()));
    }
  }

  void forget(Channel client) {
    backend.handleClose(client);
  }

  /** Runs a command of the server itself. */
  void internally(Document command) {
    LocalChannel nobody = new LocalChannel();
    try {
      write(
          nobody,
          command.keySet().iterator().next(),
          command,
          new WireMessage(0, false, true, Unpooled.EMPTY_BUFFER));
    } finally {
      forget(nobody);
    }
  }

  StoreCondition condition() {
    return backend.condition();
  }

  List<Document> expiringIndexes() {
    lock.readLock().lock();
    try {
      return backend.expiringIndexes();
    } finally {
      lock.readLock().unlock();
    }
  }

  void closeIdleCursors() {
    cursors.closeIdle();
  }

  /** Closes the store when no command is running any more. */
  void close() {
    lock.writeLock().lock();
    try {
      durability.await(clock.now());
    } catch (RuntimeException e) {
      logger.error("the evaluation server could not write its last changes", e);
    } finally {
      backend.close();
      clock.close();
      lock.writeLock().unlock();
    }
  }

  private ByteBuf write(Channel client, String name, Document command, WireMessage request) {
    try {
      return writeOnce(client, name, command, request);
    } catch (NoRoom e) {
      // What waits in memory may take less room in the file than was reckoned with.
      backend.awaitDurable();
      return writeOnce(client, name, command, request);
    }
  }

  private ByteBuf writeOnce(Channel client, String name, Document command, WireMessage request) {
    Document reply;
    ByteBuf bytes;
    lock.writeLock().lock();
    try {
      reply = recorded.find(command);
      if (reply == null) {
        requireRoom(name, command);
        reply = writes.run(client, database(command), name, command);
        bytes = request.reply(Replies.ok(reply, clock.now()));
        recorded.record(command, reply, bytes.readableBytes());
      } else {
        bytes = request.reply(Replies.ok(reply, clock.now()));
      }
    } finally {
      durability.applied(clock.now());
      lock.writeLock().unlock();
      log.published();
    }
    return waitsForDisk(command) ? durable(request, reply, bytes) : bytes;
  }

  private void requireAlive() {
    if (backend.condition() instanceof StoreCondition.Dead(var cause)) {
      throw new MongoServerError(SHUTDOWN_IN_PROGRESS, "ShutdownInProgress", cause);
    }
  }

  /** Deleting must be possible on a full disk, or it would stay full. */
  private void requireRoom(String name, Document command) {
    if (!backend.admits(name.startsWith("d") ? 0 : BsonSize.of(command))) {
      throw new NoRoom();
    }
  }

  /** As a real server whose disk is full. */
  private static final class NoRoom extends MongoServerError {
    private static final long serialVersionUID = 1;

    NoRoom() {
      super(
          OUT_OF_DISK_SPACE,
          "OutOfDiskSpace",
          "The disk of the evaluation store is full; nothing was changed. Make room on it");
    }
  }

  private ByteBuf durable(WireMessage request, Document reply, ByteBuf bytes) {
    try {
      durability.await(clock.now());
      return bytes;
    } catch (RuntimeException e) {
      logger.error("the evaluation server could not write to disk", e);
      reply.put(
          "writeConcernError",
          Replies.describe(e)
              .append("code", WRITE_CONCERN_TIMEOUT)
              .append("codeName", "WriteConcernFailed"));
      return request.reply(reply);
    }
  }

  private ByteBuf read(Channel client, String name, Document command, WireMessage request) {
    ReadConcern concern = ReadConcern.of(command);
    String namespace = database(command) + "." + command.get(name);
    concern.at().ifPresent(this::reach);
    concern.after().ifPresent(this::reach);
    ByteBuf bytes;
    long mustBeDurable;
    lock.readLock().lock();
    try {
      long time = concern.at().orElse(clock.now());
      if (concern.at().isPresent()) {
        times.requireUnchangedSince(namespace, time);
      }
      Document reply = reads.run(client, database(command), name, command, concern.snapshot());
      if (concern.snapshot()) {
        showSnapshot(reply, time);
      }
      mustBeDurable = times.lastWrite(namespace);
      bytes = request.reply(Replies.ok(reply, clock.now()));
    } finally {
      lock.readLock().unlock();
    }
    if (concern.acknowledged()) {
      durability.await(mustBeDurable);
    }
    return bytes;
  }

  private void reach(long time) {
    if (!clock.advanceTo(time)) {
      throw new MongoServerError(
          2, "BadValue", "the logical time %016x is too far ahead".formatted(time));
    }
  }

  private static void showSnapshot(Document reply, long time) {
    if (reply.get("cursor") instanceof Document cursor) {
      cursor.put("atClusterTime", LogicalClock.timestamp(time));
    } else {
      reply.put("atClusterTime", LogicalClock.timestamp(time));
    }
  }

  /** As on real servers since 5.0, a write that names no concern is a majority one. */
  private static boolean waitsForDisk(Document command) {
    @Nullable Object concern = command.get("writeConcern");
    if (!(concern instanceof Document document)) {
      return true;
    }
    return Boolean.TRUE.equals(document.get("j"))
        || !document.containsKey("w")
        || document.get("w") instanceof String;
  }

  private static String database(Document command) {
    return command.get("$db") instanceof String name ? name : "admin";
  }
}
