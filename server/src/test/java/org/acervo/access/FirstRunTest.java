package org.acervo.access;

import static org.acervo.access.TestNode.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.acervo.kernel.Failed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstRunTest {
  @TempDir Path home;
  private TestNode node;

  @BeforeEach
  void open() throws IOException {
    node = new TestNode(home);
  }

  @AfterEach
  void close() throws IOException {
    node.close();
  }

  private Path file() {
    return home.resolve("setup-token");
  }

  private SignedIn setup(AccessRoom room, String token, String login) {
    return room.firstRun().setup(token, login, "Ada", PASSWORD, "test");
  }

  @Test
  void tokenIsInAFileThatOnlyTheOwnerReads() throws IOException {
    var token = node.room.firstRun().begin().orElseThrow();
    assertThat(Files.readString(file())).isEqualTo(token + "\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void tokenOutlivesARestart() {
    var token = node.room.firstRun().begin();
    assertThat(node.another().firstRun().begin()).isEqualTo(token);
  }

  @Test
  void madeAdministratorHoldsTheSystemAndTheFileIsGone() {
    var token = node.room.firstRun().begin().orElseThrow();
    assertThat(node.room.firstRun().needed()).isTrue();
    var person = setup(node.room, token, "Ada").person();
    assertThat(person.login()).isEqualTo("ada");
    assertThat(node.room.gate().systemPermissions(person))
        .hasSize(SystemPermission.values().length);
    assertThat(file()).doesNotExist();
    assertThat(node.room.firstRun().needed()).isFalse();
    assertThat(Refusal.of(() -> setup(node.room, token, "eve"))).hasToString("Conflict");
    assertThat(node.another().firstRun().begin()).isEmpty();
  }

  @Test
  void wrongTokenMakesNobody() {
    assertThat(Refusal.of(() -> setup(node.room, "", "ada"))).hasToString("Denied");
    var token = node.room.firstRun().begin().orElseThrow();
    assertThat(Refusal.of(() -> setup(node.room, token + "x", "ada"))).hasToString("Denied");
    assertThat(Refusal.of(() -> setup(node.room, token, "A b"))).hasToString("Invalid login");
    assertThat(node.room.firstRun().needed()).isTrue();
  }

  @Test
  void ofTwoAtOnceOneWins() throws Exception {
    var other = node.another();
    var token = node.room.firstRun().begin().orElseThrow();
    assertThat(other.firstRun().begin()).contains(token);
    var tasks = new ArrayList<Callable<String>>();
    for (int i = 0; i < 10; i++) {
      var room = i % 2 == 0 ? node.room : other;
      String login = "admin" + i;
      tasks.add(() -> {
        try {
          return setup(room, token, login).person().login();
        } catch (Failed e) {
          return e.failure().getClass().getSimpleName();
        }
      });
    }
    var answers = new ArrayList<String>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var done : threads.invokeAll(tasks)) {
        answers.add(done.get());
      }
    }
    assertThat(answers).filteredOn(answer -> answer.startsWith("admin")).hasSize(1);
    // The token of a node that has used it up is refused like a wrong one.
    assertThat(answers)
        .filteredOn(answer -> !answer.startsWith("admin"))
        .isSubsetOf("Conflict", "Denied");
    assertThat(node.room.people().page("", Optional.empty(), 100).items()).hasSize(1);
  }
}
