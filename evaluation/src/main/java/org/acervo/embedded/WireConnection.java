package org.acervo.embedded;

import io.netty.buffer.ByteBuf;
import io.netty.channel.local.LocalChannel;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client: requests are read, answered and written in order by one virtual thread. The thread is
 * never interrupted, because an interrupt in the middle of a file operation would close the store's
 * file for everybody; closing the socket ends it.
 */
final class WireConnection implements Runnable, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WireConnection.class);

  private final Socket socket;
  private final CommandGate gate;
  private final Scram.@Nullable Conversation signIn;

  /** The library files its per-connection state under a channel; this one carries no bytes. */
  private final LocalChannel token = new LocalChannel();

  /**
   * Takes over the socket.
   *
   * @param signIn what the client has to do first; null where nobody has to
   */
  WireConnection(Socket socket, CommandGate gate, Scram.@Nullable Conversation signIn) {
    this.socket = socket;
    this.gate = gate;
    this.signIn = signIn;
  }

  @Override
  public void run() {
    try (socket) {
      socket.setTcpNoDelay(true);
      DataInputStream in =
          new DataInputStream(new BufferedInputStream(socket.getInputStream(), 16 * 1024));
      OutputStream out = socket.getOutputStream();
      for (WireMessage request = WireMessage.read(in);
          request != null;
          request = WireMessage.read(in)) {
        ByteBuf reply = gate.answer(token, signIn, request);
        if (!request.moreToCome()) {
          out.write(reply.array(), reply.arrayOffset(), reply.readableBytes());
        }
      }
    } catch (IOException e) {
      log.debug("a client of the evaluation server went away: {}", e.toString());
    } finally {
      gate.forget(token);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
