package org.acervo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/** A way to a server on loopback that a test can block or cut. */
public final class Proxy implements AutoCloseable {
  /** What happens to bytes on the way. */
  public enum Mode {
    OPEN,
    /** They wait, in both directions. */
    FROZEN,
    /** Connections are closed, also new ones. */
    CUT
  }

  private final ServerSocket door;
  private final IntSupplier target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private Mode mode = Mode.OPEN;

  /**
   * Opens it.
   *
   * @param target the port behind it; asked for each connection
   */
  public Proxy(IntSupplier target) throws IOException {
    this.target = target;
    this.door = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** The same address with this proxy in the place of who stands there; a password stays. */
  public String instead(String uri) {
    return uri.replaceFirst("127\\.0\\.0\\.1:\\d+", "127.0.0.1:" + port());
  }

  public int port() {
    return door.getLocalPort();
  }

  public void set(Mode next) {
    synchronized (this) {
      mode = next;
      notifyAll();
    }
    if (next == Mode.CUT) {
      sockets.forEach(Proxy::end);
    }
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        var near = door.accept();
        sockets.add(near);
        Thread.ofVirtual().start(() -> join(near));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void join(Socket near) {
    try {
      if (!passes()) {
        end(near);
        return;
      }
      var far = new Socket(InetAddress.getLoopbackAddress(), target.getAsInt());
      sockets.add(far);
      near.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
      Thread.ofVirtual().start(() -> pump(far, near));
      pump(near, far);
    } catch (IOException away) {
      end(near);
    }
  }

  private void pump(Socket from, Socket to) {
    var bytes = new byte[1 << 16];
    try {
      for (int n = from.getInputStream().read(bytes);
          n >= 0;
          n = from.getInputStream().read(bytes)) {
        if (!passes()) {
          break;
        }
        to.getOutputStream().write(bytes, 0, n);
      }
    } catch (IOException over) {
      // The other direction ends with this one.
    } finally {
      end(from);
      end(to);
    }
  }

  /** Waits while the way is blocked; false when it is cut. */
  private synchronized boolean passes() {
    try {
      while (mode == Mode.FROZEN) {
        wait();
      }
      return mode == Mode.OPEN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException("a socket cannot be closed", e);
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    set(Mode.CUT);
  }
}
