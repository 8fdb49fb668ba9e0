package org.acervo.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.ItemId;
import org.acervo.kernel.Revision;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnersTest {
  @TempDir Path home;
  private TestNode node;
  private Caller.Person admin;
  private Caller.Person ann;
  private CollectionId top;

  @BeforeEach
  void open() throws IOException {
    node = new TestNode(home);
    admin = node.administrator();
    ann = node.person(admin, "ann");
    top = node.collection(admin, "top", CollectionId.ROOT, Grants.ofCreator(ann.id()));
  }

  @AfterEach
  void close() throws IOException {
    node.close();
  }

  private GrantList replace(Target target, boolean inherit, String... texts) {
    return replace(admin, target, inherit, texts);
  }

  private GrantList replace(Caller.Person by, Target target, boolean inherit, String... texts) {
    var grants =
        Arrays.stream(texts)
            .map(text -> text.replace("ann ", "user:" + ann.id() + " "))
            .map(World::grant)
            .toList();
    return node.room
        .grants()
        .replace(by, target, new Revision.Any(), Optional.of(inherit), grants, "");
  }

  private void refused(Runnable act) {
    assertThat(Refusal.of(act::run)).hasToString("Conflict");
    assertThat(node.room.access().policy().allows(ann, Permission.SHARE, top)).isTrue();
  }

  @Test
  void lastOwnerDoesNotJoinAGroupThatIsDeniedSharing() {
    var outer = node.room.groups().create(admin, "Outer", "").id();
    var inner = node.room.groups().create(admin, "Inner", "").id();
    replace(Target.of(top), true, "+ann owner", "-group:" + outer + " share");
    refused(() -> node.room.groups().add(admin, outer, ann.id()));
    node.room.groups().add(admin, inner, ann.id());
    refused(() -> node.room.groups().add(admin, outer, inner));
  }

  @Test
  void roleThatIsDeniedTheLastOwnerDoesNotBeginToShare() {
    var role = node.room.roles().create(admin, "Curator", EnumSet.of(Permission.EDIT));
    replace(Target.of(top), true, "+ann owner", "-ann " + role.id());
    var more = EnumSet.of(Permission.EDIT, Permission.SHARE);
    refused(() ->
        node.room
            .roles()
            .edit(admin, role.id(), new Revision.Any(), Optional.empty(), Optional.of(more)));
  }

  @Test
  void lastOwnerIsNotOneWhoseRightEnds() {
    String later = " until=2027-01-01T00:00:00Z";
    refused(() -> replace(Target.of(top), true, "+ann owner" + later));
    refused(() -> replace(Target.of(top), true, "+ann owner", "-everyone share" + later));
    var other = node.person(admin, "other");
    replace(Target.of(top), true, "+user:" + other.id() + " owner", "+ann owner" + later);
  }

  @Test
  void ownerWhoseRightEndsIsInNobodysWayWhereThereIsNoOther() {
    String later = "+ann owner until=2027-01-01T00:00:00Z";
    node.set(admin, top, "grants", List.of(StoredGrant.of(World.grant(named(later))).fields()));
    assertThat(replace(Target.of(top), true, named(later), "+signed-in viewer").grants())
        .hasSize(2);
    var gone = node.person(admin, "gone");
    node.room.people().remove(admin, gone.id());
    refused(() -> replace(Target.of(top), true, "+signed-in viewer"));
  }

  private String named(String text) {
    return text.replace("ann ", "user:" + ann.id() + " ");
  }

  @Test
  void itemKeepsSomebodyWhoCanShareIt() {
    var item = Target.of(new ItemId("item"), top);
    refused(() -> replace(ann, item, false));
    refused(() -> replace(ann, item, true, "-ann share"));
    assertThat(replace(ann, item, false, "+ann owner").inherit()).isFalse();
    assertThat(replace(item, false).grants()).as("by an administrator, who can mend it").isEmpty();
  }
}
