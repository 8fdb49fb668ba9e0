package org.acervo.access;

import static org.acervo.access.TestNode.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.acervo.kernel.DataSize;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.Revision;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignInTest {
  @TempDir Path home;
  private TestNode node;
  private Caller.Person admin;
  private Caller.Person bob;

  @BeforeEach
  void open() throws IOException {
    node = new TestNode(home);
    admin = node.administrator();
    bob = node.person(admin, "bob");
  }

  @AfterEach
  void close() throws IOException {
    node.close();
  }

  private SignedIn signIn(String login, String password) {
    return node.room.signIn().signIn(login, password, "192.0.2.1", "test");
  }

  private Refusal refused(String login, String password) {
    return Refusal.of(() -> signIn(login, password));
  }

  private Duration busy(String login, String password) {
    return refused(login, password).failure() instanceof Failure.Busy(var detail, var wait)
        ? wait
        : Duration.ZERO;
  }

  @Test
  void rightPasswordBeginsASession() {
    var session = signIn(" BOB ", PASSWORD);
    var caller =
        node.room
            .sessions()
            .identify(Optional.of(session.token()), Optional.empty(), Optional.empty());
    assertThat(caller).isInstanceOf(Caller.Person.class);
    assertThat(((Caller.Person) caller).id()).isEqualTo(bob.id());
  }

  @Test
  void everySignInHasANewToken() {
    assertThat(signIn("bob", PASSWORD).token()).isNotEqualTo(signIn("bob", PASSWORD).token());
  }

  @Test
  void unknownDisabledAndWrongAreTheSameAnswer() {
    var eve = node.person(admin, "eve");
    node.room
        .people()
        .edit(admin, eve.id(), new Revision.Any(), UserEdit.NONE.withState(User.State.DISABLED));
    node.room
        .people()
        .create(
            admin,
            new UserNew(
                "nopass", "No", Optional.empty(), Optional.empty(), false, Optional.empty()));
    var wrong = refused("bob", "not the password");
    assertThat(wrong).hasToString("Unauthenticated");
    assertThat(refused("nobody", PASSWORD)).isEqualTo(wrong);
    assertThat(refused("eve", PASSWORD)).isEqualTo(wrong);
    assertThat(refused("nopass", PASSWORD)).isEqualTo(wrong);
    assertThat(refused("{\"$gt\":\"\"}", PASSWORD)).isEqualTo(wrong);
  }

  @Test
  void wrongPasswordsDoubleTheWait() {
    for (int i = 0; i < 5; i++) {
      assertThat(refused("bob", "wrong" + i)).hasToString("Unauthenticated");
    }
    assertThat(busy("bob", PASSWORD)).isEqualTo(Duration.ofSeconds(5));
    node.clock.forward(Duration.ofSeconds(5));
    assertThat(refused("bob", "wrong")).hasToString("Unauthenticated");
    assertThat(busy("bob", PASSWORD)).isEqualTo(Duration.ofSeconds(10));
    for (int i = 0; i < 20; i++) {
      node.clock.forward(Duration.ofMinutes(15));
      assertThat(refused("bob", "wrong")).hasToString("Unauthenticated");
    }
    assertThat(busy("bob", PASSWORD)).isEqualTo(Duration.ofMinutes(15));
    node.clock.forward(Duration.ofMinutes(15));
    assertThat(signIn("bob", PASSWORD).person().id()).isEqualTo(bob.id());
  }

  @Test
  void rightPasswordForgetsTheWrongOnes() {
    for (int round = 0; round < 4; round++) {
      for (int i = 0; i < 4; i++) {
        assertThat(refused("bob", "wrong")).hasToString("Unauthenticated");
      }
      assertThat(signIn("bob", PASSWORD).person().id()).isEqualTo(bob.id());
    }
  }

  @Test
  void quietForgetsThemToo() {
    for (int i = 0; i < 4; i++) {
      assertThat(refused("bob", "wrong")).hasToString("Unauthenticated");
    }
    node.clock.forward(Duration.ofHours(1));
    for (int i = 0; i < 4; i++) {
      assertThat(refused("bob", "wrong")).hasToString("Unauthenticated");
    }
    assertThat(signIn("bob", PASSWORD).person().id()).isEqualTo(bob.id());
  }

  @Test
  void unknownLoginsAreSlowedDownLikeKnownOnes() {
    for (int i = 0; i < 5; i++) {
      assertThat(refused("nobody", "wrong")).hasToString("Unauthenticated");
    }
    assertThat(busy("nobody", "wrong")).isPositive();
  }

  @Test
  void anotherNodeKnowsTheCount() {
    var other = node.another();
    for (int i = 0; i < 5; i++) {
      assertThat(refused("bob", "wrong")).hasToString("Unauthenticated");
    }
    assertThat(Refusal.of(() -> other.signIn().signIn("bob", PASSWORD, "192.0.2.1", "x")))
        .hasToString("Busy");
  }

  @Test
  void guessingFromOneAddressLocksNobodyOutElsewhere() {
    for (int i = 0; i < 5; i++) {
      assertThat(refused("bob", "wrong")).hasToString("Unauthenticated");
    }
    assertThat(busy("bob", PASSWORD)).isPositive();
    assertThat(node.room.signIn().signIn("bob", PASSWORD, "198.51.100.9", "x").person().id())
        .isEqualTo(bob.id());
  }

  @Test
  void knownDeviceIsNotHeldUpByItsNeighboursAndHasItsOwnCount() {
    var device = Optional.of(node.room.signIn().device(signIn("bob", PASSWORD).person()));
    for (int i = 0; i < TestNode.CONFIG.triesPerAddress(); i++) {
      assertThat(refused("user" + i, "wrong")).hasToString("Unauthenticated");
    }
    assertThat(busy("bob", PASSWORD)).isPositive();
    assertThat(known("bob", PASSWORD, device)).hasToString("signed in");
    for (int i = 0; i < 5; i++) {
      assertThat(known("bob", "wrong", device)).hasToString("Unauthenticated");
    }
    assertThat(known("bob", PASSWORD, device)).hasToString("Busy");
  }

  @Test
  void deviceIsKnownForItsPersonOnlyAndForAYear() {
    var text = node.room.signIn().device(signIn("bob", PASSWORD).person());
    for (int i = 0; i < TestNode.CONFIG.triesPerAddress(); i++) {
      assertThat(refused("user" + i, "wrong")).hasToString("Unauthenticated");
    }
    assertThat(known("carol", PASSWORD, Optional.of(text))).hasToString("Busy");
    for (var forged : new String[] {"", "x", text + "A", text.substring(1)}) {
      assertThat(known("bob", PASSWORD, Optional.of(forged))).hasToString("Busy");
    }
    var devices = new Devices(node.store, new Secrets(), () -> node.clock.instant());
    var later =
        new Devices(
            node.store,
            new Secrets(),
            () -> node.clock.instant().plus(Devices.LIFE).plusSeconds(1));
    assertThat(devices.known(text, bob.id())).isPresent();
    assertThat(later.known(text, bob.id())).isEmpty();
  }

  private String known(String login, String password, Optional<String> device) {
    try {
      var _ = node.room.signIn().signIn(login, password, "192.0.2.1", device, "x");
      return "signed in";
    } catch (Failed e) {
      return e.failure().getClass().getSimpleName();
    }
  }

  @Test
  void oneAddressCannotTryManyLogins() {
    for (int i = 0; i < TestNode.CONFIG.triesPerAddress(); i++) {
      assertThat(refused("user" + i, "wrong")).hasToString("Unauthenticated");
    }
    assertThat(busy("bob", PASSWORD)).isPositive();
    assertThat(node.room.signIn().signIn("bob", PASSWORD, "198.51.100.9", "x").person().id())
        .isEqualTo(bob.id());
  }

  @Test
  void neighboursInOneIpv6NetworkCountAsOne() {
    for (int i = 0; i < TestNode.CONFIG.triesPerAddress(); i++) {
      String login = "user" + i;
      String address = "2001:db8:1:2::" + Integer.toHexString(i + 1);
      assertThat(Refusal.of(() -> node.room.signIn().signIn(login, "wrong", address, "x")))
          .hasToString("Unauthenticated");
    }
    assertThat(
            Refusal.of(() -> node.room.signIn().signIn("bob", PASSWORD, "2001:db8:1:2:f::1", "x")))
        .hasToString("Busy");
    assertThat(node.room.signIn().signIn("bob", PASSWORD, "2001:db8:1:3::1", "x").person().id())
        .isEqualTo(bob.id());
  }

  @Test
  void manyTriesAtOnceGainNothing() throws Exception {
    var looked = new AtomicInteger();
    Callable<Boolean> guess =
        () -> {
          try {
            signIn("bob", "wrong");
          } catch (Failed e) {
            if (e.failure() instanceof Failure.Unauthenticated) {
              looked.incrementAndGet();
            }
          }
          return true;
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var done : threads.invokeAll(Stream.generate(() -> guess).limit(40).toList())) {
        assertThat(done.get()).isTrue();
      }
    }
    assertThat(looked.get()).isEqualTo(5);
  }

  @Test
  void passwordOfOlderParametersIsHashedAgain() {
    var users = new MongoUsers(node.store);
    var old =
        new AccessConfig(
            TestNode.CONFIG.sessionLife(),
            TestNode.CONFIG.sessionTouch(),
            DataSize.kib(32),
            2,
            1,
            1,
            5,
            5,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1));
    var row = users.find(bob.id()).orElseThrow();
    users.rehash(
        row,
        users.passwordHash(row).orElseThrow(),
        new Passwords(old, new Secrets()).hash(PASSWORD));
    assertThat(signIn("bob", PASSWORD).person().id()).isEqualTo(bob.id());
    assertThat(users.passwordHash(row).orElseThrow()).contains("$m=64,t=1,p=1$");
    assertThat(signIn("bob", PASSWORD).person().id()).isEqualTo(bob.id());
  }
}
