package org.acervo.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.acervo.web.Endpoint;
import org.acervo.web.Guard;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Every call of the running server, asked by everybody about an object in every state. A call that
 * is new to the server is in here by itself, with what its guard promises.
 *
 * <p>Bodies are empty objects: whoever passes the gate is told that something is missing, and
 * nothing changes. Calls that need no body do what they do, and what they used up is made anew.
 */
@Tag("slow")
@TestInstance(Lifecycle.PER_CLASS)
final class RightsMatrixTest {
  private final List<String> wrong = new ArrayList<>();
  private MatrixWorld world;
  private int asked;

  @BeforeAll
  void open() throws InterruptedException {
    world = new MatrixWorld();
  }

  @AfterAll
  void close() {
    world.close();
  }

  /** Whoever opens one more to strangers writes it down here. */
  @Test
  void whatIsOpenToStrangersIsKnownByName() {
    var open =
        world.library.server.endpoints().stream()
            .filter(endpoint -> endpoint.guard().key().equals("open"))
            .map(endpoint -> endpoint.method() + " " + endpoint.path());
    assertThat(open)
        .containsExactlyInAnyOrder(
            "GET /health/live",
            "GET /health/ready",
            "GET /api/v1/health/live",
            "GET /api/v1/health/ready",
            "GET /api/v1/setup",
            "POST /api/v1/setup",
            "POST /api/v1/session",
            "GET /api/v1/session",
            "DELETE /api/v1/session",
            "GET /api/v1/collections",
            "GET /api/v1/demo",
            "GET /l/{token}",
            "POST /l/{token}",
            "GET /.well-known/authzen-configuration");
  }

  @Test
  void everyCallIsAnsweredAsItsGuardPromises() {
    for (var endpoint : world.library.server.endpoints()) {
      for (var state : MatrixState.values()) {
        for (var caller : MatrixCaller.values()) {
          ask(endpoint, caller, state);
        }
      }
    }
    for (var probe : MatrixProbe.ALL) {
      for (var state : MatrixState.values()) {
        for (var caller : MatrixCaller.values()) {
          ask(probe, caller, state);
        }
      }
    }
    System.out.printf(Locale.ROOT, "Rights matrix: %d combinations%n", asked);
    assertThat(wrong).isEmpty();
    assertThat(asked).isGreaterThan(3_000);
  }

  /** To the word: whoever may not see something cannot tell it from what is not there. */
  @Test
  void whatIsClosedIsAnsweredLikeWhatIsMissing() {
    var told = new ArrayList<String>();
    for (var endpoint : world.library.server.endpoints()) {
      for (var caller : MatrixCaller.values()) {
        for (var state : List.of(MatrixState.MOVED, MatrixState.DENIED, MatrixState.HIDDEN)) {
          var expected = MatrixOutcome.expected(endpoint.guard(), caller, state);
          if (expected == MatrixOutcome.SIGN_IN || expected == MatrixOutcome.MISSING) {
            String closed = words(send(endpoint, caller, state));
            String missing = words(send(endpoint, caller, MatrixState.MISSING));
            if (!closed.equals(missing)) {
              told.add(
                  "%s %s, %s, %s: %s is not %s"
                      .formatted(
                          endpoint.method(), endpoint.path(), caller, state, closed, missing));
            }
          }
        }
      }
    }
    assertThat(told).isEmpty();
  }

  private static String words(Client.Answer answer) {
    return answer.status()
        + answer
            .text()
            .replaceFirst("\"requestId\":\"[^\"]+\"", "")
            .replaceFirst("\"instance\":\"[^\"]+\"", "");
  }

  private Client.Answer send(Endpoint endpoint, MatrixCaller caller, MatrixState state) {
    boolean reads = endpoint.method().equals("GET");
    return world
        .client(caller)
        .with("If-None-Match", "*")
        .send(
            endpoint.method(),
            path(endpoint.path(), state),
            reads ? null : "application/json",
            reads ? null : "{}".getBytes(UTF_8));
  }

  private void ask(Endpoint endpoint, MatrixCaller caller, MatrixState state) {
    boolean reads = endpoint.method().equals("GET");
    var answer = send(endpoint, caller, state);
    var expected = MatrixOutcome.expected(endpoint.guard(), caller, state);
    var actual = MatrixOutcome.of(answer.status());
    boolean right =
        switch (endpoint.guard()) {
          // They ask further in the handler: MatrixProbe.
          case Guard.Open _, Guard.Probe _ -> true;
          case Guard.SignedIn _ ->
              (actual == MatrixOutcome.SIGN_IN) == (expected == MatrixOutcome.SIGN_IN);
          case Guard.Holds _,
              Guard.OnCollection _,
              Guard.OnItem _,
              Guard.OnTrashed _,
              Guard.Sharing _,
              Guard.SharingItem _ ->
              actual == expected;
        };
    String what = endpoint.method() + " " + endpoint.path();
    judge(what, caller, state, expected, answer, right);
    if (!reads && answer.status() < 300) {
      renew(endpoint.path(), caller, state);
    }
  }

  private void ask(MatrixProbe probe, MatrixCaller caller, MatrixState state) {
    var answer =
        world
            .client(caller)
            .send(
                probe.method(),
                filled(probe.path(), state),
                probe.body().isEmpty() ? null : "application/json",
                filled(probe.body(), state).getBytes(UTF_8));
    var expected = probe.expected().of(caller, state);
    boolean right = MatrixOutcome.of(answer.status()) == expected;
    judge(probe.method() + " " + probe.path(), caller, state, expected, answer, right);
    if (!probe.body().isEmpty() && answer.status() < 300) {
      world.renew(state);
    }
  }

  private void judge(
      String what,
      MatrixCaller caller,
      MatrixState state,
      MatrixOutcome expected,
      Client.Answer answer,
      boolean right) {
    asked++;
    if (!right || answer.status() >= 500) {
      wrong.add(
          "%s, %s, %s: %s, not %d %s"
              .formatted(what, caller, state, expected, answer.status(), answer.text()));
    }
  }

  private void renew(String path, MatrixCaller caller, MatrixState state) {
    if (path.startsWith("/api/v1/session")) {
      world.renewEnded(caller);
    } else if (path.startsWith("/api/v1/collections") || path.startsWith("/api/v1/items")) {
      world.renew(state);
    } else {
      world.renewSpares();
    }
  }

  private String filled(String text, MatrixState state) {
    var place = world.place(state);
    return text.replace("{collection}", place.collection())
        .replace("{item}", place.item())
        .replace("{hidden}", world.hidden)
        .replace("{user}", world.current().user());
  }

  /** The path with the objects that its parameters name; what is not known here names nothing. */
  private String path(String template, MatrixState state) {
    var spares = world.current();
    String noun = template.replaceFirst("^/api/v1/(\\w+)/\\{id}.*$", "$1");
    String id =
        switch (noun) {
          case "collections" -> world.place(state).collection();
          case "items" -> world.place(state).item();
          case "users" -> spares.user();
          case "groups" -> spares.group();
          case "roles" -> spares.role();
          case "jobs" -> spares.job();
          default -> MatrixWorld.NOTHING;
        };
    return List.of(template.split("/")).stream()
        .map(part -> part.startsWith("{id}") ? id + part.substring("{id}".length()) : part)
        .collect(Collectors.joining("/"))
        .replace("{n}", "1")
        .replace("{view}", "items")
        .replace("{user}", spares.user())
        .replace("{group}", spares.inner())
        .replace("{token}", world.linkToken())
        .replaceAll("\\{\\w+}", MatrixWorld.NOTHING);
  }
}
