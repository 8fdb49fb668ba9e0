package org.acervo.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failure;
import org.acervo.kernel.ItemId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateTest {
  private static final CollectionId UNKNOWN = new CollectionId("unknown");

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
    photos = collection("photos", "+user:" + admin.id() + " owner");
  }

  @AfterEach
  void close() throws IOException {
    node.close();
  }

  private CollectionId collection(String id, String... grants) {
    var stored =
        Arrays.stream(grants)
            .map(World::grant)
            .map(StoredGrant::of)
            .map(StoredGrant::fields)
            .toList();
    return node.collection(admin, id, CollectionId.ROOT, stored);
  }

  private String asked(Caller caller, Permission permission, CollectionId id) {
    return Refusal.of(() -> node.room.gate().require(caller, permission, id)).toString();
  }

  @Test
  void foreignIsLikeMissing() {
    for (var permission : Permission.values()) {
      assertThat(asked(bob, permission, photos)).isEqualTo("NotFound");
      assertThat(asked(bob, permission, UNKNOWN)).isEqualTo("NotFound");
      assertThat(asked(new Caller.Anonymous(), permission, photos)).isEqualTo("Unauthenticated");
      assertThat(asked(new Caller.Anonymous(), permission, UNKNOWN)).isEqualTo("Unauthenticated");
    }
  }

  @Test
  void visibleButNotAllowedNamesThePermission() {
    var open = collection("open", "+everyone list");
    var refusal = Refusal.of(() -> node.room.gate().require(bob, Permission.EDIT, open));
    assertThat(refusal.failure())
        .isInstanceOfSatisfying(
            Failure.Denied.class, failure -> assertThat(failure.detail()).contains("'edit'"));
    assertThat(asked(new Caller.Anonymous(), Permission.EDIT, open)).isEqualTo("Unauthenticated");
    node.room.gate().require(new Caller.Anonymous(), Permission.LIST, open);
  }

  @Test
  void whoViewsItemsMayKnowOfThemButNotOfTheCollection() {
    var items = collection("items", "+user:" + bob.id() + " view");
    assertThat(asked(bob, Permission.DOWNLOAD, items)).isEqualTo("Denied");
    assertThat(asked(bob, Permission.LIST, items)).isEqualTo("NotFound");
    assertThat(asked(bob, Permission.EDIT, items)).isEqualTo("NotFound");
    assertThat(
            Refusal.of(
                () -> node.room.gate().require(bob, Permission.EDIT, new ItemId("i"), items)))
        .hasToString("Denied");
  }

  @Test
  void trashIsOnlyForRestoring() {
    node.set(admin, photos, "del", Instant.EPOCH);
    assertThat(asked(admin, Permission.LIST, photos)).isEqualTo("NotFound");
    node.room.gate().requireInTrash(admin, Permission.DELETE, photos);
    assertThat(Refusal.of(() -> node.room.gate().requireInTrash(bob, Permission.DELETE, photos)))
        .hasToString("NotFound");
    assertThat(Refusal.of(() -> node.room.gate().requireSharing(admin, Target.of(photos))))
        .hasToString("NotFound");
  }

  @Test
  void theTopIsListedByPeopleAndByOthersWhenAnythingIsPublic() {
    node.room.gate().require(bob, Permission.LIST, CollectionId.ROOT);
    assertThat(asked(bob, Permission.CONTRIBUTE, CollectionId.ROOT)).isEqualTo("Denied");
    assertThat(asked(new Caller.Anonymous(), Permission.LIST, CollectionId.ROOT))
        .isEqualTo("Unauthenticated");
    collection("open", "+everyone viewer");
    node.room.gate().require(new Caller.Anonymous(), Permission.LIST, CollectionId.ROOT);
  }

  @Test
  void visibleNamesWhatIsOpenAndWhetherThatIsAll() {
    var open = collection("open", "+everyone viewer");
    var gate = node.room.gate();
    assertThat(gate.visible(bob, Permission.VIEW, CollectionId.ROOT).collections())
        .containsExactly(open);
    assertThat(gate.visible(bob, Permission.VIEW, CollectionId.ROOT).whole()).isFalse();
    assertThat(gate.visible(admin, Permission.VIEW, CollectionId.ROOT).whole()).isTrue();
    assertThat(gate.visible(bob, Permission.VIEW, open).whole()).isTrue();
  }

  @Test
  void systemPermissionsAreForActiveAdministrators() {
    var gate = node.room.gate();
    gate.require(admin, SystemPermission.USERS_MANAGE);
    assertThat(Refusal.of(() -> gate.require(bob, SystemPermission.USERS_MANAGE)))
        .hasToString("Denied");
    assertThat(
            Refusal.of(() -> gate.require(new Caller.Anonymous(), SystemPermission.USERS_MANAGE)))
        .hasToString("Unauthenticated");
    var pretender =
        new Caller.Person(
            bob.id(),
            "bob",
            "bob",
            true,
            Optional.empty(),
            Scopes.ALL,
            new Credential.Console(),
            Optional.empty());
    assertThat(gate.systemPermissions(pretender)).isEmpty();
    assertThat(gate.systemPermissions(admin)).isEqualTo(Set.of(SystemPermission.values()));
    assertThat(List.of(SystemPermission.values())).hasSize(SystemPermission.values().length);
  }
}
