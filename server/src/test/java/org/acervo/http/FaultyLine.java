package org.acervo.http;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.acervo.embedded.EmbeddedMongo;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/**
 * The evaluation server behind a line that reads MongoDB's messages (OP_MSG) and answers some of
 * them itself, as the fail points of a real server do.
 */
final class FaultyLine implements Faults {
  private static final int HEADER = 16;

  /** Flags of the message and the kind of its first section. */
  private static final int PREFIX = HEADER + 4 + 1;

  private static final int OP_MSG = 2013;

  private final EmbeddedMongo mongo;
  private final int target;
  private final ServerSocket door;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private static final Set<String> WRITES = Set.of("insert", "update", "delete", "findAndModify");

  private Kind kind = Kind.CLOSED;
  private Predicate<BsonDocument> which = _ -> false;
  private int skipped;
  private int left;
  private boolean met;

  FaultyLine() throws IOException {
    this.mongo = EmbeddedMongo.inMemory();
    this.target = Integer.parseInt(mongo.uri().replaceAll(".*:(\\d+)/.*", "$1"));
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::serve);
  }

  @Override
  public String uri() {
    return "mongodb://127.0.0.1:"
        + door.getLocalPort()
        + "/?directConnection=true&heartbeatFrequencyMS=500&serverMonitoringMode=poll";
  }

  @Override
  public synchronized void inject(Kind next, String name, int times) {
    inject(next, asked -> asked.getFirstKey().equals(name), 0, times);
  }

  /**
   * Lets writes into some collections fail.
   *
   * @param from the number of the first one that does, from 0
   */
  synchronized void injectFrom(Kind next, Set<String> collections, int from, int times) {
    inject(
        next,
        asked ->
            WRITES.contains(asked.getFirstKey())
                && asked.get(asked.getFirstKey()) instanceof BsonString name
                && collections.contains(name.getValue()),
        from,
        times);
  }

  private void inject(Kind next, Predicate<BsonDocument> those, int from, int times) {
    kind = next;
    which = those;
    skipped = from;
    left = times;
    met = false;
  }

  @Override
  public synchronized void clear() {
    left = 0;
  }

  /** Whether anything was met since the last injection. */
  synchronized boolean met() {
    return met;
  }

  private synchronized Optional<Kind> fault(BsonDocument asked) {
    if (left == 0 || !which.test(asked) || skipped-- > 0) {
      return Optional.empty();
    }
    met = true;
    left = Math.max(ALWAYS, left - (left == ALWAYS ? 0 : 1));
    return Optional.of(kind);
  }

  private void serve() {
    while (!door.isClosed()) {
      try {
        var near = door.accept();
        var far = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(near);
        open.add(far);
        var marked = new ConcurrentHashMap<Integer, Kind>();
        threads.execute(() -> carry(near, far, (message, back) -> asked(message, back, marked)));
        threads.execute(() -> carry(far, near, (message, _) -> answered(message, marked)));
      } catch (IOException closed) {
        return;
      }
    }
  }

  /** What goes on in the place of a message; empty when nothing does. */
  private interface Step {
    Optional<byte[]> pass(byte[] message, OutputStream back) throws IOException;
  }

  private void carry(Socket from, Socket to, Step step) {
    try (from;
        to) {
      var in = new DataInputStream(from.getInputStream());
      while (true) {
        int length = Integer.reverseBytes(in.readInt());
        var message = new byte[length];
        in.readFully(message, 4, length - 4);
        ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN).putInt(length);
        var passed = step.pass(message, from.getOutputStream());
        if (passed.isPresent()) {
          to.getOutputStream().write(passed.get());
        }
      }
    } catch (IOException over) {
      open.remove(from);
      open.remove(to);
    }
  }

  private Optional<byte[]> asked(byte[] message, OutputStream back, Map<Integer, Kind> marked)
      throws IOException {
    var read = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    if (read.getInt(12) != OP_MSG || message[PREFIX - 1] != 0) {
      return Optional.of(message);
    }
    var asked = new RawBsonDocument(message, PREFIX, read.getInt(PREFIX));
    var fault = fault(asked);
    if (fault.isEmpty()) {
      return Optional.of(message);
    }
    int id = read.getInt(4);
    switch (fault.get()) {
      case CLOSED -> throw new IOException("as injected");
      case WRITE_CONCERN, ANSWER_LOST -> marked.put(id, fault.get());
      case NOT_PRIMARY,
          SHUTTING_DOWN,
          MAJORITY_NOT_READ_YET,
          PLAN_KILLED,
          CURSOR_GONE,
          UNAUTHORIZED,
          DISK_FULL -> {
        back.write(message(id, id, error(fault.get())));
        return Optional.empty();
      }
    }
    return Optional.of(message);
  }

  private static Optional<byte[]> answered(byte[] message, Map<Integer, Kind> marked)
      throws IOException {
    var read = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    var mark = marked.remove(read.getInt(8));
    if (mark == Kind.ANSWER_LOST) {
      throw new IOException("as injected");
    }
    if (mark == null) {
      return Optional.of(message);
    }
    var answer =
        new RawBsonDocument(message, PREFIX, read.getInt(PREFIX)).decode(new BsonDocumentCodec());
    answer.append(
        "writeConcernError",
        new BsonDocument("code", new BsonInt32(Kind.WRITE_CONCERN.code))
            .append("codeName", new BsonString(Kind.WRITE_CONCERN.codeName))
            .append("errmsg", new BsonString("as injected")));
    return Optional.of(message(read.getInt(4), read.getInt(8), answer));
  }

  private static BsonDocument error(Kind kind) {
    return new BsonDocument("ok", new BsonDouble(0))
        .append("code", new BsonInt32(kind.code))
        .append("codeName", new BsonString(kind.codeName))
        .append("errmsg", new BsonString("as injected"));
  }

  private static byte[] message(int id, int answerTo, BsonDocument document) {
    var body = new RawBsonDocument(document, new BsonDocumentCodec()).getByteBuffer();
    int length = PREFIX + body.remaining();
    var message = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    message.putInt(length).putInt(id).putInt(answerTo).putInt(OP_MSG).putInt(0).put((byte) 0);
    message.put(body.asNIO());
    return message.array();
  }

  @Override
  public void close() throws IOException {
    door.close();
    for (var socket : open) {
      socket.close();
    }
    threads.close();
    mongo.close();
  }
}
