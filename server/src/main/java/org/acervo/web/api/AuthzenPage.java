package org.acervo.web.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Seal;

/**
 * Which part of what was found is asked for. A token goes on with the question that it was given
 * for, and with no other: the answers of two questions would mix in one list.
 *
 * @param question what is asked, shortened
 * @param limit results at most; none is a question too
 * @param after the last result of the page before
 */
record AuthzenPage(Seal seal, String question, int limit, Optional<String> after) {
  private static final int USUAL = 100;
  private static final int MOST = 1_000;

  static AuthzenPage of(Seal seal, String call, JsonNode body) {
    var page = body.path("page");
    if (!page.isMissingNode() && !page.isObject()) {
      throw Failed.invalid("page", "must be an object");
    }
    if (!AuthzenQuestions.empty(page.path("properties"))) {
      throw Failed.invalid("page.properties", "are not known here; leave them out");
    }
    var question = question(call, body);
    return new AuthzenPage(seal, question, limit(page), after(seal, question, page));
  }

  /** More than is given at once is no fault: the answer says where to go on. */
  private static int limit(JsonNode page) {
    var limit = page.path("limit");
    if (limit.isMissingNode()) {
      return USUAL;
    }
    if (!limit.isIntegralNumber() || limit.bigIntegerValue().signum() < 0) {
      throw Failed.invalid("page.limit", "must be a whole number, 0 or more");
    }
    return limit.canConvertToInt() ? Math.min(limit.intValue(), MOST) : MOST;
  }

  private static Optional<String> after(Seal seal, String question, JsonNode page) {
    var token = page.path("token");
    if (token.isMissingNode() || (token.isTextual() && token.asText().isEmpty())) {
      return Optional.empty();
    }
    var opened =
        Optional.of(token).filter(JsonNode::isTextual).flatMap(text -> seal.open(text.asText()));
    if (opened.isEmpty()) {
      throw Failed.invalid("page.token", "is not one that was given out here");
    }
    if (!opened.get().startsWith(question)) {
      throw Failed.invalid("page.token", "was given out for another question; ask that one again");
    }
    return Optional.of(opened.get().substring(question.length())).filter(last -> !last.isEmpty());
  }

  /**
   * What the next page is asked for with.
   *
   * @param last the last result of this one; empty to begin with the first
   */
  String token(String last) {
    return seal.seal(question + last);
  }

  private static String question(String call, JsonNode body) {
    var asked = new StringBuilder(call);
    for (var part : AuthzenQuestions.PARTS) {
      for (var field : new String[] {"type", "id", "name"}) {
        asked.append('\n').append(body.path(part).path(field));
      }
    }
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(asked.toString().getBytes(UTF_8));
      return HexFormat.of().formatHex(digest, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
