package org.acervo.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The product's HTTP contract, as far as the measurements need it, spoken by an administrator. */
final class Api {
  private static final ObjectMapper json = new ObjectMapper();
  private static final String PASSWORD = "a long pass phrase for measuring";
  private static final String BOUNDARY = "acervo-bench-7d1f3c";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;
  private final String token;
  private final String cookie;

  private Api(URI base, String token, String cookie) {
    this.base = base;
    this.token = token;
    this.cookie = cookie;
  }

  /** Makes the first administrator of a new library, and an API token for them. */
  static Api setUp(URI base, Path home) throws IOException, InterruptedException {
    Api stranger = new Api(base, "", "");
    String secret = Files.readString(home.resolve("setup-token")).strip();
    Map<String, String> person =
        Map.of("token", secret, "login", "bench", "name", "Bench", "password", PASSWORD);
    HttpResponse<byte[]> made =
        stranger.send(stranger.to("/api/v1/setup").POST(body(person)), Set.of(201));
    return stranger.withToken(made);
  }

  /** Signs somebody in who has been added, with an API token of their own. */
  static Api signIn(URI base, String login) throws IOException, InterruptedException {
    Api stranger = new Api(base, "", "");
    HttpRequest.Builder ask =
        stranger.to("/api/v1/session").POST(body(Map.of("login", login, "password", PASSWORD)));
    return stranger.withToken(stranger.send(ask, Set.of(200)));
  }

  /** Makes an API token for whoever has just signed in. */
  private Api withToken(HttpResponse<byte[]> signedIn) throws IOException, InterruptedException {
    String cookie = signedIn.headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0];
    HttpRequest.Builder ask =
        to("/api/v1/tokens")
            .header("Cookie", cookie)
            .POST(body(Map.of("name", "bench", "scopes", Set.of("*"))));
    String made = json.readTree(send(ask, Set.of(201)).body()).get("token").textValue();
    return new Api(base, made, cookie);
  }

  /** The same person at a product started again elsewhere. */
  Api at(URI other) {
    return new Api(other, token, cookie);
  }

  /** The header by which a browser shows the session that came from signing in. */
  String cookieHeader() {
    return "Cookie: " + cookie;
  }

  URI uri(String path) {
    return base.resolve(path);
  }

  /** Adds a person who can sign in; the person's id. */
  String person(String login) throws IOException, InterruptedException {
    Map<String, String> person = Map.of("login", login, "name", login, "password", PASSWORD);
    HttpResponse<byte[]> made = send(to("/api/v1/users").POST(body(person)), Set.of(201));
    return json.readTree(made.body()).get("id").textValue();
  }

  /** A new top-level collection's id. */
  String collection(String title) throws IOException, InterruptedException {
    return collection(title, "root");
  }

  String collection(String title, String parent) throws IOException, InterruptedException {
    HttpResponse<byte[]> made =
        send(
            to("/api/v1/collections").POST(body(Map.of("title", title, "parent", parent))),
            Set.of(201));
    return json.readTree(made.body()).get("id").textValue();
  }

  JsonNode upload(String collection, String name, BodyPublisher file)
      throws IOException, InterruptedException {
    BodyPublisher multipart =
        BodyPublishers.concat(
            BodyPublishers.ofString(
                "--"
                    + BOUNDARY
                    + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                    + name
                    + "\"\r\nContent-Type: application/octet-stream\r\n\r\n"),
            file,
            BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n"));
    HttpRequest.Builder request =
        to("/api/v1/collections/" + collection + "/items")
            .setHeader("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(multipart);
    return json.readTree(send(request, Set.of(200, 201)).body());
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return json.readTree(bytes(path));
  }

  byte[] bytes(String path) throws IOException, InterruptedException {
    return send(to(path).GET(), Set.of(200)).body();
  }

  /** As it goes over the wire to a browser. */
  byte[] packed(String path) throws IOException, InterruptedException {
    return send(to(path).header("Accept-Encoding", Wrk.ENCODING).GET(), Set.of(200)).body();
  }

  /** Past every cache; only administrators may ask for that. */
  byte[] uncached(String path) throws IOException, InterruptedException {
    return send(to(path).header("Cache-Control", "no-cache").GET(), Set.of(200)).body();
  }

  /** Whatever is answered, within a time in which everything should have been. */
  HttpResponse<byte[]> ask(String path) throws IOException, InterruptedException {
    return client.send(to(path).timeout(PATIENCE).GET().build(), BodyHandlers.ofByteArray());
  }

  /** Changes an item, at whatever revision it is; whatever is answered. */
  HttpResponse<byte[]> edit(String item, Map<String, ?> change)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = to("/api/v1/items/" + item).method("PATCH", body(change));
    return client.send(
        request.timeout(PATIENCE).header("If-Match", "*").build(), BodyHandlers.ofByteArray());
  }

  /**
   * Replaces the grants on a collection by these, each principal and role; whatever is answered.
   */
  HttpResponse<byte[]> grant(String collection, Map<String, String> roles)
      throws IOException, InterruptedException {
    List<Map<String, String>> grants =
        roles.entrySet().stream()
            .map(grant -> Map.of("principal", grant.getKey(), "role", grant.getValue()))
            .toList();
    HttpRequest.Builder request =
        to("/api/v1/collections/" + collection + "/grants").PUT(body(Map.of("grants", grants)));
    return client.send(
        request.timeout(PATIENCE).header("If-Match", "*").build(), BodyHandlers.ofByteArray());
  }

  static JsonNode read(HttpResponse<byte[]> answer) throws IOException {
    return json.readTree(answer.body());
  }

  static String encode(String cursor) {
    return URLEncoder.encode(cursor, StandardCharsets.UTF_8);
  }

  private HttpRequest.Builder to(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path)).header("Content-Type", "application/json");
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request, Set<Integer> expected)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
    if (!expected.contains(answer.statusCode())) {
      throw new IOException(
          answer.request().method()
              + " "
              + answer.uri()
              + " answered "
              + answer.statusCode()
              + ": "
              + new String(answer.body(), StandardCharsets.UTF_8));
    }
    return answer;
  }

  private static BodyPublisher body(Object value) throws IOException {
    return BodyPublishers.ofByteArray(json.writeValueAsBytes(value));
  }
}
