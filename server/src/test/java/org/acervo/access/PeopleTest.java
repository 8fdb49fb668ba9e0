package org.acervo.access;

import static org.acervo.access.TestNode.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Revision;
import org.acervo.kernel.UserId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeopleTest {
  private static final Revision ANY = new Revision.Any();

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

  private User add(String login, String name) {
    return node.room.people().create(admin, UserNew.of(login, name, PASSWORD));
  }

  private User edit(UserId id, UserEdit edit) {
    return node.room.people().edit(admin, id, ANY, edit);
  }

  @Test
  void loginIsUniqueWhateverItsCase() {
    add("Maria", "Maria");
    assertThat(Refusal.of(() -> add(" mARIA ", "Other"))).hasToString("Conflict");
    assertThat(node.room.people().find("MARIA").orElseThrow().login()).isEqualTo("maria");
  }

  @Test
  void everythingWrongIsNamedAtOnce() {
    var wrong =
        new UserNew(
            "_x", " ", Optional.of("short"), Optional.of("no mail"), false, Optional.of("fr"));
    assertThat(Refusal.of(() -> node.room.people().create(admin, wrong)))
        .hasToString("Invalid login, name, password, mail, locale");
  }

  @Test
  void lastActiveAdministratorStays() {
    var bob = add("bob", "Bob").id();
    assertThat(Refusal.of(() -> edit(admin.id(), UserEdit.NONE.withAdmin(false))))
        .hasToString("Conflict");
    assertThat(Refusal.of(() -> edit(admin.id(), UserEdit.NONE.withState(User.State.DISABLED))))
        .hasToString("Conflict");
    assertThat(Refusal.of(() -> node.room.people().remove(admin, admin.id())))
        .hasToString("Conflict");

    edit(bob, UserEdit.NONE.withAdmin(true));
    edit(bob, UserEdit.NONE.withState(User.State.DISABLED));
    assertThat(Refusal.of(() -> edit(admin.id(), UserEdit.NONE.withAdmin(false))))
        .as("a disabled administrator administers nothing")
        .hasToString("Conflict");

    edit(bob, UserEdit.NONE.withState(User.State.ACTIVE));
    assertThat(edit(admin.id(), UserEdit.NONE.withAdmin(false)).admin()).isFalse();
  }

  @Test
  void administratorsWhoRemoveEachOtherAtOnceLeaveOne() throws Exception {
    var other = node.another();
    var ids = new ArrayList<UserId>(List.of(admin.id()));
    for (int i = 0; i < 5; i++) {
      var made = add("admin" + i, "Admin").id();
      edit(made, UserEdit.NONE.withAdmin(true));
      ids.add(made);
    }
    var tasks = new ArrayList<Callable<Boolean>>();
    for (int i = 0; i < ids.size(); i++) {
      var room = i % 2 == 0 ? node.room : other;
      var id = ids.get(i);
      tasks.add(() -> {
        try {
          room.people().edit(admin, id, ANY, UserEdit.NONE.withAdmin(false));
          return true;
        } catch (Failed e) {
          return false;
        }
      });
    }
    int demoted = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var done : threads.invokeAll(tasks)) {
        demoted += done.get() ? 1 : 0;
      }
    }
    assertThat(demoted).isEqualTo(ids.size() - 1);
    assertThat(node.room.people().page("", Optional.empty(), 100).items())
        .filteredOn(User::admin)
        .hasSize(1);
  }

  @Test
  void editNeedsTheRevisionThatIsThere() {
    var bob = add("bob", "Bob");
    var renamed =
        new UserEdit(
            Optional.of("Roberto"),
            Optional.of("bob@example.org"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("pt-BR"));
    var based = new Revision.Exactly(bob.rev());
    var after = node.room.people().edit(admin, bob.id(), based, renamed);
    assertThat(after.name()).isEqualTo("Roberto");
    assertThat(after.mail()).contains("bob@example.org");
    assertThat(after.rev()).isEqualTo(bob.rev() + 1);
    assertThat(Refusal.of(() -> node.room.people().edit(admin, bob.id(), based, renamed)))
        .hasToString("Stale");
    var without =
        new UserEdit(
            Optional.empty(),
            Optional.of(""),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(""));
    assertThat(edit(bob.id(), without).mail()).isEmpty();
    assertThat(edit(bob.id(), without).locale()).isEmpty();
  }

  @Test
  void tokenForPeopleMakesAndTouchesNoAdministrator() {
    var narrow =
        new Caller.Person(
            admin.id(),
            "admin",
            "Ada",
            true,
            Optional.empty(),
            Scopes.of(List.of("users.manage")),
            new Credential.Console(),
            Optional.empty());
    var people = node.room.people();
    var wide =
        new UserNew("eve", "Eve", Optional.empty(), Optional.empty(), true, Optional.empty());
    var bob = people.create(narrow, UserNew.of("bob", "Bob", PASSWORD));
    assertThat(Refusal.of(() -> people.create(narrow, wide))).hasToString("Denied");
    assertThat(Refusal.of(() -> people.edit(narrow, bob.id(), ANY, UserEdit.NONE.withAdmin(true))))
        .hasToString("Denied");
    assertThat(
            Refusal.of(() ->
                people.edit(narrow, admin.id(), ANY, UserEdit.NONE.withPassword("a new password"))))
        .hasToString("Denied");
  }

  @Test
  void pagesFollowNamesWithoutCaseAndAccents() {
    for (var name : List.of("Élia", "eduardo", "Zoë", "Edson", "Ana", "edson B")) {
      add("login-" + node.room.people().page("", Optional.empty(), 100).items().size(), name);
    }
    var names = new ArrayList<String>();
    Optional<String> cursor = Optional.empty();
    do {
      var page = node.room.people().page("", cursor, 2);
      page.items().forEach(user -> names.add(user.name()));
      cursor = Optional.ofNullable(page.next());
    } while (cursor.isPresent());
    assertThat(names).containsExactly("Ada", "Ana", "Edson", "edson B", "eduardo", "Élia", "Zoë");
    assertThat(found("É")).containsExactly("Edson", "edson B", "eduardo", "Élia");
    assertThat(found("LOGIN-3")).containsExactly("Zoë");
    assertThat(found(".*")).isEmpty();
    assertThat(Refusal.of(() -> node.room.people().page("", Optional.of("?"), 2)))
        .hasToString("Invalid cursor");
  }

  private List<String> found(String prefix) {
    return node.room.people().page(prefix, Optional.empty(), 100).items().stream()
        .map(User::name)
        .toList();
  }

  @Test
  void groupsHaveUniqueNamesAndMembers() {
    var bob = add("bob", "Bob");
    var groups = node.room.groups();
    var board = groups.create(admin, " Board ", "who decides");
    assertThat(Refusal.of(() -> groups.create(admin, "board", ""))).hasToString("Conflict");
    groups.add(admin, board.id(), bob.id());
    groups.add(admin, board.id(), bob.id());
    assertThat(groups.get(board.id()).size()).isEqualTo(1);
    assertThat(groups.members(board.id(), "", Optional.empty(), 10).items())
        .extracting(User::login)
        .containsExactly("bob");
    assertThat(node.room.people().get(bob.id()).groups()).containsExactly(board.id());
    var staff = groups.create(admin, "Staff", "");
    assertThat(
            Refusal.of(
                () -> groups.edit(admin, staff.id(), ANY, Optional.of("BOARD"), Optional.empty())))
        .hasToString("Conflict");
    groups.remove(admin, board.id(), bob.id());
    assertThat(groups.get(board.id()).size()).isZero();
    groups.remove(admin, board.id());
    assertThat(Refusal.of(() -> groups.get(board.id()))).hasToString("NotFound");
    assertThat(Refusal.of(() -> groups.add(admin, board.id(), bob.id()))).hasToString("NotFound");
  }
}
