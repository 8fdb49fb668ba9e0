package org.acervo.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** One connection, on which requests are said word for word and answers heard in turn. */
final class Conversation implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  Conversation(String address) throws IOException {
    var uri = URI.create(address);
    socket = new Socket(uri.getHost(), uri.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(60_000);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** An answer; the names of its headers in small letters. */
  record Heard(int status, Map<String, String> headers, String body) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  void say(String words) {
    try {
      socket.getOutputStream().write(words.getBytes(ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In pieces. */
  void say(String words, Random random) {
    for (int from = 0; from < words.length(); ) {
      int to = Math.min(words.length(), from + 1 + random.nextInt(2_000));
      say(words.substring(from, to));
      from = to;
    }
  }

  /**
   * The next answer.
   *
   * @param bodiless whether it is one without a body, whatever length its head tells
   */
  Heard hear(boolean bodiless) throws IOException {
    int status = Integer.parseInt(line().split(" ", 3)[1]);
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      var parts = line.split(": ", 2);
      if (headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]) != null) {
        throw new IOException(parts[0] + " is there twice");
      }
    }
    boolean empty = bodiless || status == 304 || status == 204;
    int length = empty ? 0 : Integer.parseInt(headers.get("content-length"));
    var body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("after " + body.length + " of " + length);
    }
    return new Heard(status, headers, new String(body, ISO_8859_1));
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("in the middle of " + line);
      }
      line.append((char) next);
    }
    line.setLength(line.length() - 1);
    return line.toString();
  }

  boolean isOver() throws IOException {
    return in.read() < 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
