package org.acervo.web;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.acervo.cache.Served;
import org.acervo.gallery.Question;

/** What a handler answers. */
public record Answer(int status, Map<String, String> headers, Body body, List<String> cookies) {
  Answer(int status, Map<String, String> headers, Body body) {
    this(status, headers, body, List.of());
  }

  /** Tells a browser what to forget (W3C Clear Site Data). */
  public static final String CLEAR = "Clear-Site-Data";

  /** Pictures and files that a person was shown. */
  public static final String CLEAR_CACHE = "\"cache\"";

  /** The bytes of an answer. */
  public sealed interface Body {
    /** No bytes. */
    record None() implements Body {}

    /** A record that is written as JSON. */
    record Json(Object value) implements Body {}

    /** A view's answer, in every encoding, and what was asked. */
    record Ready(Served served, Question question) implements Body {}

    /** Bytes that are in memory already. */
    @SuppressWarnings(
        "ArrayRecordComponent") // passes through to the connection; nothing compares it
    record Bytes(byte[] bytes) implements Body {}

    /** Bytes that are written as they are read, never whole in memory. */
    record Stream(long length, Writer writer) implements Body {}
  }

  /** Writes exactly the promised number of bytes. */
  @FunctionalInterface
  public interface Writer {
    void writeTo(OutputStream out) throws IOException;
  }

  public Answer {
    headers = Map.copyOf(headers);
    cookies = List.copyOf(cookies);
  }

  public static Answer json(int status, Object value) {
    return new Answer(status, Map.of(), new Body.Json(value));
  }

  public static Answer ok(Object value) {
    return json(200, value);
  }

  /** A view's answer, written down already. */
  public static Answer ready(Served served, Question question) {
    return new Answer(200, Map.of(), new Body.Ready(served, question));
  }

  public static Answer created(Object value) {
    return json(201, value);
  }

  public static Answer noContent() {
    return new Answer(204, Map.of(), new Body.None());
  }

  public static Answer status(int status) {
    return new Answer(status, Map.of(), new Body.None());
  }

  public static Answer bytes(String type, byte[] bytes) {
    return new Answer(200, Map.of("Content-Type", type), new Body.Bytes(bytes));
  }

  public static Answer stream(int status, String type, long length, Writer writer) {
    return new Answer(status, Map.of("Content-Type", type), new Body.Stream(length, writer));
  }

  public Answer withStatus(int other) {
    return new Answer(other, headers, body, cookies);
  }

  /** With one more header. Of cookies there may be several; of others the last one counts. */
  public Answer with(String header, String value) {
    if (header.equals("Set-Cookie")) {
      var more = new ArrayList<>(cookies);
      more.add(value);
      return new Answer(status, headers, body, more);
    }
    var more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(status, more, body, cookies);
  }

  /** A strong entity tag; for records it is the revision. */
  public Answer etag(Object tag) {
    return with("ETag", "\"" + tag + "\"");
  }
}
