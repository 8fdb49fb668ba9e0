package org.acervo.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.acervo.kernel.CollectionId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rule, case by case, for ann (in group staff, which is in group all) on the collection bottom
 * below middle below top.
 */
class DecisionRuleTest {

  private static Arguments row(
      String why, boolean expected, String top, String middle, String bottom) {
    return arguments(why, expected, top, middle, bottom);
  }

  static Stream<Arguments> cases() {
    return Stream.of(
        row("nothing found", false, "", "", ""),
        row("own grant", true, "", "", "+user:ann viewer"),
        row("inherited from the top", true, "+user:ann viewer", "", ""),
        row("single permission", true, "", "+user:ann view", ""),
        row("another permission", false, "", "+user:ann list", ""),
        row("role without the permission", false, "+user:ann viewer", "-user:ann owner", ""),
        row("somebody else's grant", false, "+user:bob owner", "", ""),
        row("through a group", true, "+group:staff viewer", "", ""),
        row("through a group in a group", true, "+group:all viewer", "", ""),
        row("another group", false, "+group:board viewer", "", ""),
        row("a group that is gone", false, "+group:gone viewer", "", ""),
        row("signed in", true, "+signed-in viewer", "", ""),
        row("everyone", true, "+everyone viewer", "", ""),
        row("deny wins at the same level", false, "", "", "+user:ann viewer;-group:staff view"),
        row("in whatever order", false, "", "", "-group:staff view;+user:ann viewer"),
        row("nearest level decides, allow", true, "-everyone view", "", "+group:all view"),
        row("nearest level decides, deny", false, "+user:ann owner", "-everyone view", ""),
        row("deny of another permission", true, "+user:ann viewer", "-user:ann edit", ""),
        row("deny of another person", true, "+user:ann viewer", "", "-user:bob view"),
        row("expired allow", false, "", "", "+user:ann viewer until=2026-11-01T12:00:00Z"),
        row("allow of one more second", true, "", "", "+user:ann view until=2026-11-01T12:00:01Z"),
        row(
            "expired deny uncovers what is above",
            true,
            "+user:ann viewer",
            "",
            "-user:ann view until=2026-11-01T11:59:59Z"),
        row("unknown role gives nothing", false, "", "", "+user:ann inspector"),
        row("link of somebody else", false, "+link:abc viewer", "", ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void followsTheTable(String why, boolean expected, String top, String middle, String bottom) {
    var policy = world(top, middle, true, bottom).policy();
    assertThat(allows(policy, World.caller("ann"), Permission.VIEW)).as(why).isEqualTo(expected);
  }

  private static World world(String top, String middle, boolean inherit, String bottom) {
    return new World()
        .person("ann", "staff", "gone")
        .person("bob", "board")
        .disabled("eve", "staff")
        .administrator("adm")
        .group("staff", "all")
        .group("all", "staff")
        .group("board")
        .collection("top", "root", split(top))
        .branch("middle", "top", inherit, false, split(middle))
        .collection("bottom", "middle", split(bottom));
  }

  private static String[] split(String grants) {
    return grants.isEmpty() ? new String[0] : grants.split(";", -1);
  }

  private static boolean allows(Policy policy, Caller caller, Permission permission) {
    return policy.allows(caller, permission, new CollectionId("bottom"));
  }

  @Test
  void cutInheritanceEndsTheWalk() {
    var cut = world("+user:ann owner", "", false, "").policy();
    assertThat(allows(cut, World.caller("ann"), Permission.VIEW)).isFalse();
    var own = world("-everyone view", "+user:ann view", false, "").policy();
    assertThat(allows(own, World.caller("ann"), Permission.VIEW)).isTrue();
  }

  @Test
  void disabledPersonHasNothingNotEvenWhatEveryoneHas() {
    var policy = world("+everyone viewer", "", true, "+user:eve owner").policy();
    assertThat(allows(policy, World.caller("eve"), Permission.VIEW)).isFalse();
    assertThat(allows(policy, World.caller("nobody"), Permission.VIEW)).isFalse();
    assertThat(allows(policy, new Caller.Anonymous(), Permission.VIEW)).isTrue();
  }

  @Test
  void anonymousIsNotSignedIn() {
    var policy = world("+signed-in viewer", "", true, "").policy();
    assertThat(allows(policy, new Caller.Anonymous(), Permission.VIEW)).isFalse();
  }

  @Test
  void administratorSeesOnlyWhatIsGranted() {
    var policy = world("+user:ann owner", "", true, "").policy();
    assertThat(policy.permissions(World.caller("adm"), new CollectionId("top"))).isEmpty();
    assertThat(policy.allows(World.caller("adm"), SystemPermission.USERS_MANAGE)).isTrue();
    assertThat(policy.allows(World.caller("ann"), SystemPermission.USERS_MANAGE)).isFalse();
  }

  @Test
  void scopesOnlyNarrow() {
    var policy = world("+user:ann viewer", "", true, "").policy();
    var narrow = Scopes.of(List.of("view", "edit", "users.manage"));
    assertThat(policy.permissions(World.caller("ann", narrow), new CollectionId("bottom")))
        .isEqualTo(Set.of(Permission.VIEW));
    assertThat(policy.allows(World.caller("ann", narrow), SystemPermission.USERS_MANAGE)).isFalse();
    assertThat(policy.allows(World.caller("adm", narrow), SystemPermission.USERS_MANAGE)).isTrue();
    assertThat(policy.allows(World.caller("adm", narrow), SystemPermission.AUDIT_READ)).isFalse();
  }

  @Test
  void trashedAndUnknownCollectionsAllowNothing() {
    var world =
        new World()
            .person("ann")
            .branch("top", "root", true, true, "+user:ann owner")
            .collection("below", "top", "+user:ann owner");
    var policy = world.policy();
    for (var id : List.of("top", "below", "unknown", "root")) {
      assertThat(policy.permissions(World.caller("ann"), new CollectionId(id))).isEmpty();
    }
    assertThat(
            policy
                .withTrashed()
                .allows(World.caller("ann"), Permission.DELETE, new CollectionId("below")))
        .isTrue();
  }
}
