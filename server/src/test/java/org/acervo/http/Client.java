package org.acervo.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A program that talks to Acervo, signed in or not. */
final class Client {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String address;
  private final Map<String, String> headers;

  private Client(String address, Map<String, String> headers) {
    this.address = address;
    this.headers = headers;
  }

  static Client of(String address) {
    return new Client(address, Map.of());
  }

  Client with(String header, String value) {
    var more = new HashMap<>(headers);
    more.put(header, value);
    return new Client(address, more);
  }

  /** The same at another node. */
  Client at(String other) {
    return new Client(other, headers);
  }

  String cookie() {
    return headers.getOrDefault("Cookie", "");
  }

  /** An answer, whatever its status. */
  @SuppressWarnings("ArrayRecordComponent") // read by tests, compared by none
  record Answer(int status, Map<String, String> headers, List<String> cookies, byte[] body) {
    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(text(), e);
      }
    }

    String text() {
      return new String(body, UTF_8);
    }

    String id() {
      return json().path("id").asText();
    }

    String header(String name) {
      return headers.getOrDefault(name, "");
    }

    String code() {
      return json().path("code").asText();
    }
  }

  Answer get(String path) {
    return send("GET", path, null, null);
  }

  Answer head(String path) {
    return send("HEAD", path, null, null);
  }

  Answer post(String path, String json) {
    return send("POST", path, "application/json", json.getBytes(UTF_8));
  }

  Answer patch(String path, String json) {
    return send("PATCH", path, "application/json", json.getBytes(UTF_8));
  }

  Answer put(String path, String json) {
    return send("PUT", path, "application/json", json.getBytes(UTF_8));
  }

  Answer delete(String path) {
    return send("DELETE", path, null, null);
  }

  Answer upload(String collection, String name, byte[] bytes) {
    return upload(collection, name, bytes, Map.of());
  }

  Answer upload(String collection, String name, byte[] bytes, Map<String, String> fields) {
    var form = new ByteArrayOutputStream();
    fields.forEach((field, value) ->
        form.writeBytes(
            ("--b\r\nContent-Disposition: form-data; name=\""
                    + field
                    + "\"\r\n\r\n"
                    + value
                    + "\r\n")
                .getBytes(UTF_8)));
    form.writeBytes(
        ("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                + name
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
            .getBytes(UTF_8));
    form.writeBytes(bytes);
    form.writeBytes("\r\n--b--\r\n".getBytes(UTF_8));
    return send(
        "POST",
        "/api/v1/collections/" + collection + "/items",
        "multipart/form-data; boundary=b",
        form.toByteArray());
  }

  Answer send(String method, String path, @Nullable String type, byte @Nullable [] body) {
    var request = HttpRequest.newBuilder(URI.create(address + path));
    headers.forEach(request::header);
    if (type != null) {
      request.header("Content-Type", type);
    }
    request.method(
        method,
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofByteArray(body));
    try {
      var response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      var names = new HashMap<String, String>();
      response.headers().map().forEach((name, values) -> names.put(name, values.getFirst()));
      return new Answer(
          response.statusCode(),
          names,
          response.headers().allValues("set-cookie"),
          response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Signs in and keeps the session's cookie. */
  Client signedIn(String login, String password) {
    var answer =
        post(
            "/api/v1/session", "{\"login\":\"%s\",\"password\":\"%s\"}".formatted(login, password));
    if (answer.status() != 200) {
      throw new IllegalStateException(answer.text());
    }
    return keeping(answer);
  }

  /** Goes on with the cookie of an answer, beside those there are. */
  Client keeping(Answer answer) {
    String cookie = answer.header("set-cookie").split(";", 2)[0];
    return with("Cookie", cookie().isEmpty() ? cookie : cookie() + "; " + cookie);
  }
}
