package org.acervo.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Revision;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RolesTest {
  private static final Set<Permission> VIEW = Set.of(Permission.VIEW);

  @TempDir Path home;
  private TestNode node;
  private Caller.Person admin;

  @BeforeEach
  void open() throws IOException {
    node = new TestNode(home);
    admin = node.administrator();
  }

  @AfterEach
  void close() throws IOException {
    node.close();
  }

  private Role create(String name) {
    return node.room.roles().create(admin, name, VIEW);
  }

  private Role rename(Role role, String name) {
    return node.room
        .roles()
        .edit(admin, role.id(), new Revision.Any(), Optional.of(name), Optional.empty());
  }

  @Test
  void aNameOfAWriterThatDiedBeforeItsCommitIsFree() {
    var victim = new Victim();
    var doomed = node.doomed(victim);
    doomed.access().tidy(node.clock.instant()); // nothing is left to be helped with
    victim.watch(2); // it has inserted, and ends before it commits
    assertThatThrownBy(() -> doomed.roles().create(admin, "Reader", VIEW))
        .isInstanceOf(Victim.Killed.class)
        .hasMessage("before to findAndModify policy");
    victim.bury();

    var other = create("Other");
    assertThat(rename(other, "Reader").name()).isEqualTo("Reader");
    assertThat(create("Third").name()).as("rights can still change").isEqualTo("Third");
  }

  @Test
  void ofTwoWhoDefineARoleOfOneNameAtOnceOneIsRefused() throws Exception {
    var both = List.<Callable<Role>>of(() -> create("Reader"), () -> create("reader "));
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      int refused = 0;
      for (var made : pool.invokeAll(both)) {
        refused += made.state() == Future.State.FAILED ? 1 : 0;
        if (made.state() == Future.State.FAILED) {
          assertThat(made.exceptionNow()).isInstanceOf(Failed.class);
        }
      }
      assertThat(refused).isEqualTo(1);
    }
    assertThat(node.room.roles().list().stream().filter(role -> !role.builtin())).hasSize(1);
  }
}
