package org.acervo.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/**
 * One connection of HTTP/2 by prior knowledge (RFC 9113), on which requests are said header by
 * header, whatever stands in them.
 */
final class Http2Conversation implements AutoCloseable {
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RESET = 3;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int GO_AWAY = 7;
  private static final int WINDOW = 8;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;
  private static final int PRIORITY = 0x20;
  private static final int PRIORITY_BYTES = 5;
  private static final int ACK = 1;
  private static final int LONGEST_IN_ONE_BYTE = 127;
  private static final int TIMEOUT_MILLIS = 60_000;
  private static final int PING_MILLIS = 200;
  private static final int MOST_PINGS = 300;

  private final Socket socket;
  private final DataInputStream in;
  private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);
  private int stream = -1;

  Http2Conversation(String address) throws IOException {
    var uri = URI.create(address);
    socket = new Socket(uri.getHost(), uri.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = new DataInputStream(socket.getInputStream());
    socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1));
    frame(SETTINGS, 0, 0, new byte[0]);
  }

  /**
   * What came of a request.
   *
   * @param status 0 when its stream or the connection was ended instead
   */
  record Heard(int status, Map<String, String> headers, String body) {}

  /** Headers in pairs of name and value. */
  Heard ask(String... headers) throws IOException {
    say(headers);
    return hear();
  }

  void say(String... headers) throws IOException {
    var block = new ByteArrayOutputStream();
    for (int i = 0; i < headers.length; i += 2) {
      block.write(0); // a literal that is not to be indexed (RFC 7541, section 6.2.2)
      text(block, headers[i]);
      text(block, headers[i + 1]);
    }
    stream += 2;
    frame(HEADERS, END_STREAM | END_HEADERS, stream, block.toByteArray());
  }

  private static void text(ByteArrayOutputStream block, String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    if (bytes.length < LONGEST_IN_ONE_BYTE) {
      block.write(bytes.length);
    } else {
      block.write(LONGEST_IN_ONE_BYTE); // and seven bits in each byte (RFC 7541, section 5.1)
      int rest = bytes.length - LONGEST_IN_ONE_BYTE;
      for (; rest > LONGEST_IN_ONE_BYTE; rest >>= 7) {
        block.write((rest & LONGEST_IN_ONE_BYTE) | 0x80);
      }
      block.write(rest);
    }
    block.writeBytes(bytes);
  }

  private void frame(int type, int flags, int to, byte[] payload) throws IOException {
    var frame = ByteBuffer.allocate(9 + payload.length);
    frame.put((byte) (payload.length >> 16)).putShort((short) payload.length);
    frame.put((byte) type).put((byte) flags).putInt(to).put(payload);
    socket.getOutputStream().write(frame.array());
  }

  private record Frame(int type, int flags, int stream, Map<String, String> headers, String body) {
    boolean ends(int other) {
      return stream == other && (type == HEADERS || type == DATA) && (flags & END_STREAM) != 0;
    }
  }

  private Frame next() throws IOException {
    int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
    int type = in.readUnsignedByte();
    int flags = in.readUnsignedByte();
    int of = in.readInt();
    int priority = type == HEADERS && (flags & PRIORITY) != 0 ? PRIORITY_BYTES : 0;
    in.skipNBytes(priority);
    byte[] payload = in.readNBytes(length - priority);
    if (type == SETTINGS && (flags & ACK) == 0) {
      frame(SETTINGS, ACK, 0, new byte[0]);
    }
    return new Frame(
        type,
        flags,
        of,
        type == HEADERS ? headers(of, payload) : Map.of(),
        type == DATA ? new String(payload, ISO_8859_1) : "");
  }

  private Map<String, String> headers(int of, byte[] block) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    try {
      decoder
          .decodeHeaders(of, Unpooled.wrappedBuffer(block))
          .forEach(line -> headers.put(line.getKey().toString(), line.getValue().toString()));
      return headers;
    } catch (Http2Exception e) {
      throw new IOException(e);
    }
  }

  /** The answer to the last request. */
  Heard hear() throws IOException {
    var body = new StringBuilder();
    Map<String, String> headers = new TreeMap<>();
    try {
      while (true) {
        var frame = next();
        if (frame.type == GO_AWAY || (frame.type == RESET && frame.stream == stream)) {
          return new Heard(0, headers, "");
        }
        if (frame.stream == stream) {
          headers.putAll(frame.headers);
          body.append(frame.body);
        }
        opened(frame.body.length());
        if (frame.ends(stream)) {
          int status = Integer.parseInt(headers.remove(":status"));
          return new Heard(status, headers, body.toString());
        }
      }
    } catch (EOFException | SocketException e) { // the connection was ended
      return new Heard(0, headers, "");
    }
  }

  /**
   * Whether the stream of the last request is ended before its answer is, while nothing is done but
   * to show that there is somebody: no more may come than a stream may bring at first.
   */
  boolean isReset() throws IOException {
    int skipped = 0;
    for (int pings = 0; pings < MOST_PINGS; pings++) {
      frame(PING, 0, 0, new byte[Long.BYTES]);
      for (var frame = next(); frame.type != PING; frame = next()) {
        skipped += frame.body.length();
        if (frame.type == RESET) {
          opened(skipped);
          return true;
        }
      }
      try {
        Thread.sleep(PING_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }
    return false;
  }

  /** Lets as much come again. */
  private void opened(int bytes) throws IOException {
    if (bytes > 0) {
      byte[] more = ByteBuffer.allocate(4).putInt(bytes).array();
      frame(WINDOW, 0, 0, more);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
