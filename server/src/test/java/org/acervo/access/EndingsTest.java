package org.acervo.access;

import static org.acervo.access.TestNode.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.acervo.kernel.CollectionId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has an end: valid until then by the clock, and removed for good by confirmed time alone. */
final class EndingsTest {
  private static final Duration LIFE = Duration.ofHours(1);

  @TempDir Path home;
  private TestNode node;
  private Caller.Person admin;
  private CollectionId top;

  @BeforeEach
  void open() throws IOException {
    node = new TestNode(home);
    admin = node.administrator();
    top = node.collection(admin, "top", CollectionId.ROOT, Grants.ofCreator(admin.id()));
  }

  @AfterEach
  void close() throws IOException {
    node.close();
  }

  private Instant end() {
    return node.clock.instant().plus(LIFE);
  }

  private boolean opens(String token) {
    try {
      return node.room.sessions().identify(Optional.empty(), Optional.of(token), Optional.empty())
          instanceof Caller.Person;
    } catch (RuntimeException refused) {
      assertThat(refused).isInstanceOf(org.acervo.kernel.Failed.class);
      return false;
    }
  }

  private long stored(String collection) {
    return node.store.database().getCollection(collection).countDocuments();
  }

  @Test
  void tokenEndsToTheMillisecondAndComesBackWithTheClock() {
    var token = node.room.tokens().make(admin, "t", List.of("*"), Optional.of(end())).secret();
    node.clock.forward(LIFE.minusMillis(1));
    assertThat(opens(token)).isTrue();
    node.clock.forward(Duration.ofMillis(1));
    assertThat(opens(token)).isFalse();
    node.clock.forward(Duration.ofMillis(1).negated());
    assertThat(opens(token)).isTrue();
  }

  @Test
  void tokensAndSessionsGoByTheTimeTheSweepIsToldAndNotByTheClock() {
    var before = node.clock.instant();
    var token = node.room.tokens().make(admin, "t", List.of("*"), Optional.of(end())).secret();
    var _ = node.room.tokens().make(admin, "for ever", List.of("*"), Optional.empty());
    var cookie = node.room.signIn().signIn("admin", PASSWORD, "192.0.2.1", "test").token();
    long sessions = stored("sessions");
    node.clock.forward(Duration.ofDays(31));
    node.room.sessions().removeEnded(before);
    assertThat(stored("sessions")).isEqualTo(sessions);
    assertThat(stored("tokens")).isEqualTo(2);

    node.clock.forward(Duration.ofDays(31).negated());
    assertThat(opens(token)).as("the clock is right again").isTrue();
    assertThat(
            node.room.sessions().identify(Optional.of(cookie), Optional.empty(), Optional.empty()))
        .isInstanceOf(Caller.Person.class);

    node.room.sessions().removeEnded(before.plus(LIFE).plusMillis(1));
    assertThat(stored("tokens")).as("one has no end").isEqualTo(1);
    assertThat(stored("sessions")).isEqualTo(sessions);
    node.room.sessions().removeEnded(before.plus(Duration.ofDays(31)));
    assertThat(stored("sessions")).isZero();
  }

  @Test
  void linkOpensUntilItsEndWithWhatItGivesAndStaysWhereItIs() {
    var wish =
        new Link.Wish(
            Target.of(top),
            "",
            Role.VIEWER.id(),
            Optional.of(end()),
            Optional.empty(),
            Optional.empty());
    var made = node.room.links().make(admin, wish);
    var key = new Links.Key(Optional.empty(), true);
    var guest = new Caller.Guest(made.link().id());
    node.clock.forward(LIFE.minusMillis(1));
    var opened = node.room.links().open(made.token(), key, "192.0.2.1", "test");
    assertThat(opened.session()).isPresent();
    assertThat(node.room.gate().allows(guest, Permission.VIEW, top)).isTrue();

    node.clock.forward(Duration.ofMillis(1));
    assertThat(Refusal.of(() -> node.room.links().open(made.token(), key, "192.0.2.1", "test")))
        .hasToString("NotFound");
    assertThat(node.room.gate().allows(guest, Permission.VIEW, top)).isFalse();
    node.room.access().tidy(node.clock.instant().plus(Duration.ofDays(365)));
    assertThat(stored("links")).as("who made it still sees it").isEqualTo(1);
  }
}
