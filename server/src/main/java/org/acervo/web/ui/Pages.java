package org.acervo.web.ui;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.acervo.cache.Body;
import org.acervo.cache.Body.Encoding;
import org.acervo.cache.Draft;
import org.acervo.web.Answer;
import org.acervo.web.Conditions;
import org.acervo.web.Encodings;
import org.acervo.web.StandingHeaders;

/**
 * The files of the web interface, from the jar. Any address that is not a file is a place inside
 * the interface, so it gets the one page, which finds out the rest.
 */
public final class Pages implements Handler<RoutingContext> {
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("mjs", "text/javascript; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("wasm", "application/wasm"),
          Map.entry("txt", "text/plain; charset=utf-8"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("pfb", "application/octet-stream"),
          Map.entry("ttf", "font/ttf"),
          Map.entry("bcmap", "application/octet-stream"));

  private record File(String type, Body body) {}

  private final Map<String, Optional<File>> files = new ConcurrentHashMap<>();

  /** Whether the interface was built into this program. */
  public boolean present() {
    return file("index.html").isPresent();
  }

  @Override
  public void handle(RoutingContext routing) {
    String path = routing.normalizedPath().substring(1);
    if (path.startsWith("api/") || path.startsWith("access/") || path.contains("..")) {
      routing.next();
      return;
    }
    String name = path.substring(path.lastIndexOf('/') + 1);
    boolean isFile = name.contains(".") && TYPES.containsKey(ending(name));
    var file = isFile ? file(path) : file("index.html");
    if (file.isPresent()) {
      send(routing, file.get(), path.startsWith("assets/"));
    } else {
      routing.next();
    }
  }

  /** The one page, for an address that means something to programs too. */
  public Answer page(int status) {
    var index = file("index.html");
    var answer =
        index.isPresent()
            ? Answer.bytes(index.get().type(), index.get().body().sent(Encoding.PLAIN))
            : Answer.bytes("text/plain", new byte[0]);
    return new Answer(status, answer.headers(), answer.body()).with("Cache-Control", "no-store");
  }

  private void send(RoutingContext routing, File file, boolean immutable) {
    var request = routing.request();
    var response = routing.response();
    var encoding = Encodings.of(request.headers()).of(file.body());
    String tag = file.body().etag(encoding);
    StandingHeaders.put(response);
    response
        .putHeader("ETag", tag)
        .putHeader("Vary", "Accept-Encoding")
        .putHeader(
            "Cache-Control",
            immutable ? "public, max-age=31536000, immutable" : "public, no-cache");
    if (Conditions.has(request.headers(), tag)) {
      response.setStatusCode(304).end();
      return;
    }
    var body = Buffer.buffer(file.body().sent(encoding));
    response
        .putHeader("Content-Type", file.type())
        .putHeader("Content-Length", Integer.toString(body.length()));
    if (encoding != Encoding.PLAIN) {
      response.putHeader("Content-Encoding", encoding.word());
    }
    if (request.method().equals(HttpMethod.HEAD)) {
      response.end();
    } else {
      response.end(body);
    }
  }

  /** Only names that exist are remembered, so nobody can fill the memory by asking for others. */
  private Optional<File> file(String path) {
    var known = files.get(path);
    if (known != null) {
      return known;
    }
    var loaded = load(path);
    if (loaded.isPresent()) {
      files.put(path, loaded);
    }
    return loaded;
  }

  private static Optional<File> load(String path) {
    try (var in = Pages.class.getResourceAsStream("/ui/" + path)) {
      if (in == null) {
        return Optional.empty();
      }
      return Optional.of(
          new File(
              TYPES.getOrDefault(ending(path), "application/octet-stream"),
              Body.of(Draft.of(in.readAllBytes()))));
    } catch (IOException e) {
      throw new UncheckedIOException("the page " + path + " cannot be read", e);
    }
  }

  private static String ending(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
