package org.acervo.web;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.acervo.access.Caller;
import org.acervo.gallery.Freshness;
import org.acervo.items.Item;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.Revision;
import org.acervo.kernel.Texts;
import org.acervo.web.form.HeaderWords;
import org.jspecify.annotations.Nullable;

/**
 * One request that has passed the gate.
 *
 * @param caller who asks
 * @param judged the item that {@code {id}} names, where the guard asked for one: the very document
 *     that was judged, so that nothing can change between the judgement and the act
 * @param tokens reads those of writes
 * @param judgeAgain puts the request before the gate once more, as if it came now: who asks, what
 *     lies where, and may they; throws {@link Failed} like the gate. For answers that take long
 * @param once knows a file that comes again with its {@code Idempotency-Key}
 */
public record Ask(
    HttpServerRequest request,
    Caller caller,
    Map<String, String> parameters,
    InputStream body,
    @Nullable Item judged,
    Tokens tokens,
    Runnable judgeAgain,
    Once once) {
  private static final int AGENT = 300;

  /** The same with another body. */
  Ask with(InputStream other) {
    return new Ask(request, caller, parameters, other, judged, tokens, judgeAgain, once);
  }

  /** The same, knowing its uploads by a key. */
  Ask with(Once other) {
    return new Ask(request, caller, parameters, body, judged, tokens, judgeAgain, other);
  }

  /** A parameter of the path. */
  public String path(String name) {
    return Objects.requireNonNull(parameters.get(name), () -> "the path has no {" + name + "}");
  }

  public CollectionId collection() {
    return new CollectionId(path("id"));
  }

  public Item item() {
    return Objects.requireNonNull(judged, "the guard of this endpoint judges no item");
  }

  /** The caller, where the guard let only signed-in people pass. */
  public Caller.Person person() {
    return switch (caller) {
      case Caller.Person person -> person;
      case Caller.Anonymous _, Caller.Guest _ ->
          throw new Failed(new Failure.Unauthenticated("Sign in first."));
    };
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeader(name));
  }

  /** Those of the query. */
  public Parameters query() {
    return QueryString.of(request.uri());
  }

  public Optional<String> query(String name) {
    return query().text(name);
  }

  /** Whether the body is said to be of a type, and to be in no other encoding than UTF-8. */
  public boolean sends(String type) {
    var words = HeaderWords.read(header("Content-Type").orElse(""), "Content-Type");
    return words.value().equals(type)
        && words.parameters().getOrDefault("charset", "utf-8").equalsIgnoreCase("utf-8");
  }

  /** The body as a record. */
  public <T> T json(Class<T> type) {
    if (!sends("application/json") && !sends("application/merge-patch+json")) {
      throw new Failed(
          new Failure.Unsupported("Send JSON in UTF-8 with Content-Type: application/json."));
    }
    try {
      return Json.read(body.readAllBytes(), type);
    } catch (IOException e) {
      throw new Failed(
          new Failure.Invalid(
              List.of(new Failure.Fault("body", "ended before the announced length"))),
          e);
    }
  }

  /**
   * The revision that an edit is based on.
   *
   * @throws Failed with {@code PreconditionRequired} without If-Match, with {@code Stale} when it
   *     can name none
   */
  public Revision ifMatch() {
    String tag =
        header("If-Match")
            .orElseThrow(() -> new Failed(new Failure.PreconditionRequired()))
            .strip();
    if (tag.equals("*")) {
      return new Revision.Any();
    }
    try {
      // Of a view's tag, which names the bytes too, the revision is what comes first.
      return new Revision.Exactly(Long.parseLong(Texts.parts(unquoted(tag), '.').getFirst()));
    } catch (NumberFormatException e) {
      return new Revision.Exactly(-1);
    }
  }

  private static String unquoted(String tag) {
    boolean quoted = tag.length() > 1 && tag.startsWith("\"") && tag.endsWith("\"");
    return quoted ? tag.substring(1, tag.length() - 1) : tag;
  }

  /**
   * How new the answer of a view has to be, by {@code Acervo-Token}. Whether somebody may ask past
   * what is kept ({@code Cache-Control: no-cache}) is known to whoever calls.
   *
   * @throws Failed with {@code Invalid} when the token is not one that a write gave out
   */
  public Freshness freshness(boolean mayPass) {
    return new Freshness(
        tokens.least(request.getHeader("Acervo-Token")), mayPass && asksPast(request.headers()));
  }

  /** Whether the client wants nothing that is kept (RFC 9111, section 5.2.1.4). */
  static boolean asksPast(MultiMap headers) {
    String words = HeaderLines.of(headers, "Cache-Control");
    return words != null && words.toLowerCase(Locale.ROOT).contains("no-cache");
  }

  /** What the client calls itself, as it may be kept and shown. */
  public String agent() {
    var told = new StringBuilder();
    header("User-Agent")
        .orElse("")
        .chars()
        .filter(c -> !Character.isISOControl(c))
        .limit(AGENT)
        .forEach(c -> told.append((char) c));
    return told.toString();
  }
}
