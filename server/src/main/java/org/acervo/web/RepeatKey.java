package org.acervo.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.http.HttpServerRequest;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.acervo.access.Caller;
import org.acervo.access.Credential;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Texts;

/**
 * The key under which a client sends one write, however often.
 *
 * @param text as the client chose it
 */
record RepeatKey(String text) {
  static final String HEADER = "Idempotency-Key";

  /**
   * Of a request that brings one.
   *
   * @throws Failed with {@code Invalid} when it has another form
   */
  static Optional<RepeatKey> of(HttpServerRequest request) {
    List<String> given = request.headers().getAll(HEADER);
    if (given.isEmpty()) {
      return Optional.empty();
    }
    if (given.size() > 1 || !Texts.isVisibleAscii(given.getFirst(), 1, 255)) {
      throw Failed.invalid(HEADER, "must be 1 to 255 visible ASCII characters, once");
    }
    return Optional.of(new RepeatKey(given.getFirst()));
  }

  /** Names the record: everybody's keys are their own. */
  String id(Caller caller) {
    try {
      byte[] name = (owner(caller) + "\n" + text).getBytes(UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(name));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * A token has keys of its own: what its owner was answered, who may do more, is not for it. The
   * sessions of a person share theirs, because whoever signs in again may do the same as before.
   */
  private static String owner(Caller caller) {
    return switch (caller) {
      case Caller.Person person ->
          switch (person.credential()) {
            case Credential.ApiToken(var id, _) -> "token:" + id;
            case Credential.Session _, Credential.Looking _, Credential.Console _ ->
                person.principal().text();
          };
      case Caller.Anonymous _, Caller.Guest _ -> caller.principal().text();
    };
  }

  /**
   * Tells one request from another: by method, address, the revision it is based on, and what it
   * says. The key itself, which is not stored, goes into it: a body may hold a password, and
   * whoever reads the database must not be able to try some.
   */
  String digest(HttpServerRequest request, byte[] body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(text.getBytes(UTF_8), "HmacSHA256"));
      String based = Objects.requireNonNullElse(request.getHeader("If-Match"), "");
      mac.update((request.method() + "\n" + request.uri() + "\n" + based + "\n").getBytes(UTF_8));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  /** Not to be found in logs. */
  @Override
  public String toString() {
    return "RepeatKey[]";
  }
}
