package org.acervo.web.ui;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.acervo.cache.Body;
import org.acervo.cache.Body.Encoding;
import org.acervo.cache.Draft;
import org.acervo.kernel.Texts;
import org.acervo.web.Answer;
import org.acervo.web.Conditions;
import org.acervo.web.Encodings;
import org.acervo.web.Identity;
import org.acervo.web.StandingHeaders;

/**
 * The files of the web interface, from the jar. Any address that is not a file is a place inside
 * the interface, so it gets the one page, which finds out the rest.
 */
public final class Pages {
  private static final String INDEX = "index.html";
  private static final Set<String> OF_PROGRAMS =
      Set.of("api", "access", "health", "iiif", "l", "metrics", ".well-known");

  /** What is seen through a link is a place too: {@code /l/{token}/c/{id}}. */
  private static final Set<String> SEEN_THROUGH_LINKS = Set.of("c", "i");

  /** Into how many parts such an address falls. */
  private static final int THROUGH_LINK = 4;

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

  /** What is asked first depends on whether there is a session. */
  private static final String PAGE_VARIES = "Accept-Encoding, Cookie";

  private record File(String type, Body body) {}

  private final StandingHeaders standing;
  private final Map<String, Optional<File>> files = new ConcurrentHashMap<>();

  public Pages(StandingHeaders standing) {
    this.standing = standing;
  }

  /** Whether the interface was built into this program. */
  public boolean present() {
    return file(INDEX).isPresent();
  }

  /**
   * Whether an address is a file of the interface or a place in it. Below the addresses of
   * programs, and for what looks like a file, nothing is: a program must not take the page for an
   * answer.
   */
  public boolean has(String path) {
    return of(path).isPresent();
  }

  private Optional<File> of(String path) {
    var parts = Texts.parts(path.substring(1), '/', THROUGH_LINK + 1);
    if (OF_PROGRAMS.contains(parts.getFirst()) && !isSeenThroughLink(parts)) {
      return Optional.empty();
    }
    return isFile(path) ? file(path.substring(1)) : file(INDEX);
  }

  private static boolean isSeenThroughLink(List<String> parts) {
    return parts.size() == THROUGH_LINK
        && parts.getFirst().equals("l")
        && SEEN_THROUGH_LINKS.contains(parts.get(2))
        && !parts.contains("");
  }

  private static boolean isFile(String path) {
    return path.lastIndexOf('.') > path.lastIndexOf('/');
  }

  private static void nameFirstRequests(HttpServerRequest request, String path) {
    boolean plain = request.query() == null || request.query().isEmpty();
    boolean known = Identity.sentBy(request.headers());
    request.response().putHeader("Link", FirstRequests.of(path, plain, known));
  }

  /** The one page, for an address that means something to programs too. */
  public Answer page(int status) {
    var index = file(INDEX);
    var answer =
        index.isPresent()
            ? Answer.bytes(index.get().type(), index.get().body().sent(Encoding.PLAIN))
            : Answer.bytes("text/plain", new byte[0]);
    return answer.withStatus(status).with("Cache-Control", "no-store");
  }

  /** Whether a reader wants something else than what {@link #has} knows, by If-Match. */
  public boolean isOther(HttpServerRequest request, String path) {
    var body = of(path).orElseThrow().body();
    String tag = body.etag(Encodings.of(request.headers()).of(body));
    return Conditions.wantsOther(request.headers(), tag);
  }

  /** Answers an address that {@link #has} knows. */
  public void send(HttpServerRequest request, String path) {
    var found = of(path).orElseThrow();
    if (!isFile(path)) {
      nameFirstRequests(request, path);
    }
    send(request, found, path.startsWith("/assets/"));
  }

  private void send(HttpServerRequest request, File file, boolean immutable) {
    var response = request.response();
    var encoding = Encodings.of(request.headers()).of(file.body());
    String tag = file.body().etag(encoding);
    standing.put(response);
    response
        .putHeader("ETag", tag)
        .putHeader("Vary", response.headers().contains("Link") ? PAGE_VARIES : "Accept-Encoding")
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
