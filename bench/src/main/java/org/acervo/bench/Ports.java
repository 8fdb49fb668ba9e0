package org.acervo.bench;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Free ports on the loopback interface. */
final class Ports {
  private Ports() {}

  static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Waits until somebody listens there, at most 5 s. */
  static void await(int port) throws IOException, InterruptedException {
    for (int tries = 0; ; tries++) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (ConnectException e) {
        if (tries == 100) {
          throw e;
        }
        Thread.sleep(50);
      }
    }
  }
}
