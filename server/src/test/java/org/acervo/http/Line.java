package org.acervo.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A line to a server on this machine that can be cut and mended. */
final class Line implements AutoCloseable {
  private final int target;
  private final ServerSocket door;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean whole = true;

  Line(int target) throws IOException {
    this.target = target;
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::serve);
  }

  int port() {
    return door.getLocalPort();
  }

  void cut() {
    whole = false;
    open.forEach(Line::drop);
  }

  void mend() {
    whole = true;
  }

  private void serve() {
    try {
      while (true) {
        var near = door.accept();
        if (whole) {
          var far = new Socket(InetAddress.getLoopbackAddress(), target);
          open.add(near);
          open.add(far);
          threads.execute(() -> carry(near, far));
          threads.execute(() -> carry(far, near));
        } else {
          near.close();
        }
      }
    } catch (IOException closed) {
      cut();
    }
  }

  private static void carry(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException cut) {
      drop(to);
    }
  }

  private static void drop(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException("a socket that does not close", e);
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    threads.close();
  }
}
