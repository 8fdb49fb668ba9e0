package org.acervo.bench;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A wire to a server on this machine that can be held still, with everything on it, and that counts
 * the commands of MongoDB that go over it.
 */
final class Wire implements AutoCloseable {
  private static final int OP_MSG = 2013;
  private static final Set<String> OF_THE_DRIVER =
      Set.of("hello", "ismaster", "isMaster", "ping", "endSessions", "buildInfo");

  private final ServerSocket listening;
  private final URI server;
  private final boolean counting;
  private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
  private final Map<String, Integer> commands = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private boolean held;

  private Wire(URI server, boolean counting) throws IOException {
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.server = server;
    this.counting = counting;
    var _ = Thread.ofVirtual().name("wire").start(this::accept);
  }

  static Wire toMongo(String uri) throws IOException {
    return new Wire(URI.create(uri), true);
  }

  static Wire toRedis(String uri) throws IOException {
    return new Wire(URI.create(uri), false);
  }

  /** The near end, as a connection string. */
  String uri() {
    String near =
        server.getScheme() + "://" + listening.getInetAddress().getHostAddress() + ":" + port();
    return counting ? near + "/?directConnection=true" : near;
  }

  private int port() {
    return listening.getLocalPort();
  }

  /** From now on nothing gets through and nothing is lost. */
  void hold() {
    turn(true);
  }

  void release() {
    turn(false);
  }

  private void turn(boolean hold) {
    lock.lock();
    try {
      held = hold;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How many commands of each name were sent, without those the driver sends by itself. */
  Map<String, Integer> commands() {
    return new TreeMap<>(commands);
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket near = listening.accept();
        open.add(near);
        connect(near);
      } catch (IOException closed) {
        // Closing is how the loop ends.
        return;
      }
    }
  }

  /** A server that is not there shows at the near end as a connection that closes. */
  private void connect(Socket near) throws IOException {
    try {
      Socket far = new Socket(server.getHost(), server.getPort());
      open.add(far);
      near.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
      var _ = Thread.ofVirtual().start(() -> carry(near, far, counting));
      var _ = Thread.ofVirtual().start(() -> carry(far, near, false));
    } catch (ConnectException away) {
      near.close();
    }
  }

  /** Until either end is closed, which then closes the other. */
  private void carry(Socket from, Socket to, boolean reading) {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      if (reading) {
        messages(new DataInputStream(in), new DataOutputStream(out));
      } else {
        byte[] some = new byte[1 << 16];
        for (int n = in.read(some); n >= 0; n = in.read(some)) {
          passWhenFree();
          out.write(some, 0, n);
        }
      }
    } catch (IOException closed) {
      // An end that is closed is how a wire ends.
      open.remove(from);
    }
  }

  private void messages(DataInputStream in, DataOutputStream out) throws IOException {
    while (true) {
      int length = Integer.reverseBytes(in.readInt());
      byte[] rest = in.readNBytes(length - 4);
      count(rest);
      passWhenFree();
      out.writeInt(Integer.reverseBytes(length));
      out.write(rest);
      out.flush();
    }
  }

  /** The command's name is that of the first field of the message's body. */
  private void count(byte[] rest) {
    ByteBuffer message = ByteBuffer.wrap(rest).order(ByteOrder.LITTLE_ENDIAN);
    if (message.getInt(8) != OP_MSG || message.get(16) != 0) {
      return;
    }
    int from = 22;
    int to = from;
    while (rest[to] != 0) {
      to++;
    }
    String name = new String(rest, from, to - from, StandardCharsets.US_ASCII);
    if (!OF_THE_DRIVER.contains(name)) {
      commands.merge(name, 1, Integer::sum);
    }
  }

  private void passWhenFree() {
    lock.lock();
    try {
      while (held) {
        moved.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    release();
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
