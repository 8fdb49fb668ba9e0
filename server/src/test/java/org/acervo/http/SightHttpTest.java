package org.acervo.http;

import static org.acervo.http.Library.allow;
import static org.acervo.http.Library.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.acervo.RunningServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No question that begins after a change has answered is answered by what was before, at any node.
 * Everything is warm in the memory of both nodes and in Redis first; then each question is asked
 * once, without waiting, and compared with what a third node says that keeps nothing.
 */
@Tag("slow")
@TestInstance(Lifecycle.PER_CLASS)
final class SightHttpTest {
  private Twins twins;
  private Library library;
  private RunningServer plain;
  private int number;

  @BeforeAll
  void open() {
    twins = new Twins();
    library = twins.library;
    plain = twins.node(Map.of("ACERVO_CACHE", "false"));
  }

  @AfterAll
  void close() {
    plain.close();
    twins.close();
  }

  static Stream<SightCase> cases() {
    return Stream.concat(SightCase.RIGHTS.stream(), SightCase.CONTENT.stream());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void changeIsSeenByTheNextQuestionAtBothNodes(SightCase example) {
    var addresses = new ArrayList<>(List.of(library.server.address(), twins.second.address()));
    if (number++ % 2 == 1) {
      addresses = new ArrayList<>(addresses.reversed());
    }
    var scene = new SightScene(library, library.admin.at(addresses.getFirst()));
    example.before().accept(scene);
    addresses.forEach(address -> warm(scene, address));
    example.change().accept(scene);
    var answers = addresses.reversed().stream().map(address -> ask(scene, address)).toList();
    var right = ask(scene, plain.address());
    answers.forEach(answer -> assertSame(answer, right));
    addresses.forEach(address -> example.seen().at(scene, caller -> caller.at(address)));
  }

  private static void assertSame(List<String> answers, List<String> right) {
    var wrong = new ArrayList<String>();
    for (int i = 0; i < right.size(); i++) {
      if (!answers.get(i).equals(right.get(i))) {
        wrong.add("\n  " + answers.get(i) + "\n  not\n  " + right.get(i));
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static void warm(SightScene scene, String address) {
    for (var caller : scene.callers().values()) {
      for (String path : scene.paths()) {
        var first = caller.at(address).get(path);
        if (first.status() == 200 && !first.header("cache-status").isEmpty()) {
          Twins.warm(caller.at(address), path);
        }
      }
    }
  }

  /** What everybody is answered to every question; of a refusal, its status. */
  private static List<String> ask(SightScene scene, String address) {
    var answers = new ArrayList<String>();
    scene
        .callers()
        .forEach((name, caller) -> {
          for (String path : scene.paths()) {
            var answer = caller.at(address).get(path);
            answers.add(
                name
                    + " "
                    + path
                    + ": "
                    + answer.status()
                    + (answer.status() == 200 ? answer.header("etag") + answer.text() : ""));
          }
        });
    return answers;
  }

  @Test
  void peopleWithEqualRightsShareOneEntryAndOthersDoNot() {
    String home = library.collection();
    String secret = library.collection(home);
    String open = library.drawing(home);
    String hidden = library.drawing(secret);
    var first = library.person();
    var second = library.person();
    var less = library.person();
    var more = library.person();
    expect(
        200,
        library.grant(
            home,
            true,
            allow(first, "viewer"),
            allow(second, "viewer"),
            allow(less, "viewer"),
            allow(more, "editor")));
    expect(200, library.grant(secret, true, Library.deny(less, "owner")));
    Twins.calm();
    for (String path :
        List.of(
            SightScene.slice(home),
            SightScene.one(home),
            "/api/v1/collections?parent=" + home,
            SightScene.item(open))) {
      for (var node : twins.both(library.nobody)) {
        var warm = Twins.warm(node.with("Cookie", first.client().cookie()), path);
        var shared = node.with("Cookie", second.client().cookie()).get(path);
        assertThat(Twins.fromMemory(shared)).as(path).isTrue();
        assertThat(shared.body()).isEqualTo(warm.body());
      }
      for (var other : List.of(less, more)) {
        assertThat(Twins.fromMemory(expect(200, other.client().get(path)))).as(path).isFalse();
      }
      assertThat(more.client().get(path).header("etag"))
          .isNotEqualTo(first.client().get(path).header("etag"));
      assertThat(less.client().get(path).text()).doesNotContain(hidden);
    }
  }

  @Test
  void finishedPreviewShowsEverywhere() {
    var scene = new SightScene(library, library.admin);
    byte[] picture = Samples.picture("png", 400, 300, 4_711);
    String id = expect(201, library.admin.upload(scene.low, "p.png", picture)).id();
    var reader = scene.viewer.client();
    for (var node : twins.both(reader)) {
      Twins.eventually(
          "the preview is ready",
          () -> node.get(SightScene.item(id)).json().at("/preview/state").asText().equals("ready"));
      Twins.eventually(
          "the newest picture is the cover",
          () -> node.get(SightScene.one(scene.top)).json().at("/cover").asText().equals(id));
    }
    var right = ask(scene, plain.address());
    assertSame(ask(scene, library.server.address()), right);
    assertSame(ask(scene, twins.second.address()), right);
  }

  @Test
  void nothingThatIsKeptWasStale() {
    for (var node : twins.both(library.admin)) {
      assertThat(expect(200, node.get("/api/v1/cache")).json().at("/prober/stale").asLong())
          .isZero();
    }
  }
}
