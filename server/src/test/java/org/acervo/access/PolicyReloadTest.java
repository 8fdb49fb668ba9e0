package org.acervo.access;

import static org.acervo.access.Permission.VIEW;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Revision;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyReloadTest {
  @TempDir Path home;
  private TestNode node;
  private Caller.Person admin;
  private Caller.Person bob;
  private CollectionId photos;

  @BeforeEach
  void open() throws IOException {
    node = new TestNode(home);
    admin = node.administrator();
    bob = node.person(admin, "bob");
    photos = node.collection(admin, "photos", CollectionId.ROOT, Grants.ofCreator(admin.id()));
  }

  @AfterEach
  void close() throws IOException {
    node.close();
  }

  private static Grant viewer(Principal principal) {
    return Grant.allow(principal, Role.VIEWER);
  }

  private Grant owner() {
    return Grant.allow(new Principal.User(admin.id()), Role.OWNER);
  }

  @Test
  void removedGrantIsGoneForTheNextRequestOnAnotherNode() {
    var other = node.another();
    var given = List.of(owner(), viewer(new Principal.User(bob.id())));
    var list =
        node.room
            .grants()
            .replace(admin, Target.of(photos), new Revision.Any(), Optional.of(true), given, "");
    assertThat(other.gate().allows(bob, VIEW, photos)).isTrue();

    node.room
        .grants()
        .replace(
            admin,
            Target.of(photos),
            new Revision.Exactly(list.rev()),
            Optional.of(true),
            List.of(owner()),
            "");

    assertThat(other.gate().allows(bob, VIEW, photos)).isFalse();
    assertThat(node.room.gate().allows(bob, VIEW, photos)).isFalse();
  }

  @Test
  void unchangedPolicyIsNotLoadedAgain() {
    var before = node.room.access().policy();
    assertThat(node.room.access().policy()).isSameAs(before);

    node.set(admin, photos, "order", 1);

    assertThat(node.room.access().policy().number()).isGreaterThan(before.number());
  }

  @Test
  void removedGroupGivesNothingAnyMore() {
    var group = node.room.groups().create(admin, "Board", "").id();
    node.room.groups().add(admin, group, bob.id());
    node.room
        .grants()
        .replace(
            admin,
            Target.of(photos),
            new Revision.Any(),
            Optional.of(true),
            List.of(owner(), viewer(new Principal.Group(group))),
            "");
    assertThat(node.room.gate().allows(bob, VIEW, photos)).isTrue();

    node.room.groups().remove(admin, group);

    assertThat(node.room.gate().allows(bob, VIEW, photos)).isFalse();
    assertThat(node.room.grants().get(admin, Target.of(photos)).grants()).hasSize(1);
  }

  @Test
  void everyChangeOfRightsIsInTheHistory() {
    node.room
        .grants()
        .replace(
            admin,
            Target.of(photos),
            new Revision.Any(),
            Optional.of(true),
            List.of(owner(), viewer(new Principal.User(bob.id()))),
            "");

    var entry = node.history().getLast();
    assertThat(entry.getString("actor")).isEqualTo("admin");
    assertThat(entry.getString("object")).isEqualTo("collection:photos");
    assertThat(entry.getList("subject", String.class)).containsExactly("user:" + bob.id());
    assertThat(entry.getString("after")).contains("user:" + bob.id() + " viewer");
  }

  @Test
  void aChangeThatFailsLeavesNoEntry() {
    int before = node.history().size();
    var nothing =
        new Grant(owner().principal(), Optional.empty(), Set.of(), Effect.ALLOW, Optional.empty());
    assertThat(
            Refusal.of(() ->
                node.room
                    .grants()
                    .replace(
                        admin,
                        Target.of(photos),
                        new Revision.Any(),
                        Optional.of(true),
                        List.of(nothing),
                        "")))
        .hasToString("Invalid grants[0].role");
    assertThat(node.history()).hasSize(before);
  }
}
