package org.acervo.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.Revision;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrantsTest {
  private static final Revision ANY = new Revision.Any();

  @TempDir Path home;
  private TestNode node;
  private Caller.Person admin;
  private Caller.Person ann;
  private Caller.Person bob;
  private CollectionId top;
  private CollectionId below;

  @BeforeEach
  void open() throws IOException {
    node = new TestNode(home);
    admin = node.administrator();
    ann = node.person(admin, "ann");
    bob = node.person(admin, "bob");
    top = node.collection(admin, "top", CollectionId.ROOT, Grants.ofCreator(ann.id()));
    below = node.collection(admin, "below", top, List.of());
  }

  @AfterEach
  void close() throws IOException {
    node.close();
  }

  /** Reads {@code +ann owner} with logins for ids. */
  private List<Grant> grants(String... texts) {
    return Arrays.stream(texts)
        .map(text -> text.replace("ann ", "user:" + ann.id() + " "))
        .map(text -> text.replace("bob ", "user:" + bob.id() + " "))
        .map(World::grant)
        .toList();
  }

  private GrantList replace(Caller by, CollectionId id, String... texts) {
    return node.room.grants().replace(by, Target.of(id), ANY, Optional.of(true), grants(texts), "");
  }

  private Refusal refused(Caller by, CollectionId id, String... texts) {
    return Refusal.of(() -> replace(by, id, texts));
  }

  @Test
  void creatorOwnsATopLevelCollectionAndNobodyElseSeesIt() {
    var policy = node.room.access().policy();
    assertThat(policy.permissions(ann, top)).hasSize(Permission.values().length);
    assertThat(policy.permissions(bob, top)).isEmpty();
    assertThat(policy.permissions(admin, top)).isEmpty();
  }

  @Test
  void listNamesPrincipalsAndWhereInheritedOnesComeFrom() {
    replace(ann, top, "+ann owner", "+bob viewer", "+signed-in list until=2026-11-01T13:00:00Z");
    var list = node.room.grants().get(ann, Target.of(below));
    assertThat(list.grants()).isEmpty();
    assertThat(list.inherited())
        .extracting(GrantList.Inherited::title)
        .containsOnly("Title of top");
    assertThat(list.inherited())
        .extracting(inherited -> inherited.grant().name())
        .containsExactly("ann", "bob", "");
    node.clock.forward(Duration.ofHours(1));
    assertThat(node.room.grants().get(ann, Target.of(below)).inherited()).hasSize(2);
  }

  @Test
  void titleOfAHiddenAncestorIsEmpty() {
    replace(ann, below, "+bob owner");
    var list = node.room.grants().get(bob, Target.of(below));
    assertThat(list.inherited()).extracting(GrantList.Inherited::title).containsExactly("");
  }

  @Test
  void onlyThoseWhoShareAndAdministratorsGetThere() {
    replace(ann, top, "+ann owner", "+bob editor");
    assertThat(Refusal.of(() -> node.room.grants().get(bob, Target.of(top)))).hasToString("Denied");
    var eve = node.person(admin, "eve");
    assertThat(Refusal.of(() -> node.room.grants().get(eve, Target.of(top))))
        .hasToString("NotFound");
    assertThat(Refusal.of(() -> node.room.grants().get(new Caller.Anonymous(), Target.of(top))))
        .hasToString("Unauthenticated");
    assertThat(node.room.grants().get(admin, Target.of(top)).grants()).hasSize(2);
    assertThat(
            Refusal.of(() -> node.room.grants().get(admin, Target.of(new CollectionId("unknown")))))
        .hasToString("NotFound");
  }

  @Test
  void changeNeedsTheRevisionThatIsThere() {
    var list = node.room.grants().get(ann, Target.of(top));
    var based = new Revision.Exactly(list.rev());
    var mine = grants("+ann owner");
    assertThat(
            node.room
                .grants()
                .replace(ann, Target.of(top), based, Optional.of(true), mine, "")
                .rev())
        .isEqualTo(list.rev() + 1);
    assertThat(
            Refusal.of(() ->
                node.room
                    .grants()
                    .replace(ann, Target.of(top), based, Optional.of(true), mine, "")))
        .hasToString("Stale");
  }

  @Test
  void whatDoesNotExistIsNamed() {
    assertThat(refused(ann, top, "+ann owner", "+bob viewer", "+user:gone viewer"))
        .hasToString("Invalid grants[2].principal");
    assertThat(refused(ann, top, "+ann owner", "+group:gone viewer"))
        .hasToString("Invalid grants[1].principal");
    assertThat(refused(ann, top, "+ann owner", "+link:gone viewer"))
        .hasToString("Invalid grants[1].principal");
    assertThat(refused(ann, top, "+ann owner", "+bob inspector"))
        .hasToString("Invalid grants[1].role");
    assertThat(refused(ann, top, "+ann owner", "+bob view until=+10000-01-01T00:00:00Z"))
        .hasToString("Invalid grants[1].until");
  }

  @Test
  void nobodyGivesMoreThanTheyHold() {
    replace(ann, top, "+ann owner", "+bob viewer", "+bob share", "-signed-in download");
    var denied = refused(bob, top, "+ann owner", "+bob owner", "-signed-in download");
    assertThat(denied.failure())
        .isInstanceOfSatisfying(
            Failure.Denied.class,
            failure -> assertThat(failure.detail()).contains("'edit'").doesNotContain("'view'"));
    assertThat(
            refused(
                bob,
                top,
                "+ann owner",
                "+bob viewer",
                "+bob share",
                "-signed-in download",
                "+everyone downloader"))
        .hasToString("Denied");
    assertThat(refused(bob, top, "+ann owner", "+bob viewer", "+bob share"))
        .as("takes a deny away")
        .hasToString("Denied");
    assertThat(
            replace(
                    bob,
                    top,
                    "+ann owner",
                    "+bob viewer",
                    "+bob share",
                    "-signed-in download",
                    "+everyone viewer")
                .grants())
        .hasSize(5);
  }

  @Test
  void whatWasReadCanBeSentBackAlthoughItHidesEntriesThatAreOver() {
    var eve = node.person(admin, "eve");
    replace(
        ann,
        top,
        "+ann owner",
        "+bob viewer",
        "+bob share",
        "-signed-in edit until=2026-11-01T13:00:00Z",
        "-user:" + eve.id() + " delete");
    node.room.people().remove(admin, eve.id());
    node.clock.forward(Duration.ofHours(2));
    var read = node.room.grants().get(bob, Target.of(top));
    assertThat(read.grants()).hasSize(3);
    var sent = read.grants().stream().map(GrantList.Named::grant).toList();
    assertThat(
            node.room
                .grants()
                .replace(bob, Target.of(top), ANY, Optional.of(true), sent, "")
                .grants())
        .hasSize(3);
  }

  @Test
  void inheritingAgainGivesOnlyWhatTheCallerHolds() {
    node.room
        .grants()
        .replace(
            ann,
            Target.of(below),
            ANY,
            Optional.of(false),
            grants("+bob view", "+bob share", "+ann owner"),
            "");
    var same = grants("+bob view", "+bob share", "+ann owner");
    assertThat(
            Refusal.of(() ->
                node.room
                    .grants()
                    .replace(bob, Target.of(below), ANY, Optional.of(true), same, "")))
        .hasToString("Denied");
    assertThat(
            node.room
                .grants()
                .replace(ann, Target.of(below), ANY, Optional.of(true), same, "")
                .inherited())
        .hasSize(1);
  }

  private static String told(Refusal refusal) {
    assertThat(refusal).hasToString("Denied");
    return refusal.failure().detail();
  }

  @Test
  void nobodyGivesFromAboveWhatTheyAreDeniedBelow() {
    replace(ann, top, "+ann owner", "+bob owner");
    replace(ann, below, "+ann owner", "-bob view");
    assertThat(told(refused(bob, top, "+ann owner", "+bob owner", "+everyone viewer")))
        .contains("'view'")
        .doesNotContain("'list'", "below ");
    assertThat(told(Refusal.of(() -> node.room.links().make(bob, wish(top)))))
        .as("by a link")
        .contains("'view'");
    assertThat(replace(ann, top, "+ann owner", "+bob owner", "+everyone viewer").grants())
        .as("by somebody who holds it")
        .hasSize(3);
    assertThat(replace(admin, top, "+ann owner", "+bob owner").grants()).hasSize(2);
  }

  private static Link.Wish wish(CollectionId id) {
    return new Link.Wish(
        Target.of(id), "", Role.VIEWER.id(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  @Test
  void denyThatIsTakenAwayAboveMustBeHeldBelow() {
    var eve = node.person(admin, "eve");
    var notEve = "-user:" + eve.id() + " edit";
    replace(admin, top, "+ann owner", "+bob owner", "+everyone edit", notEve);
    replace(ann, below, "+ann owner", "-bob edit");
    assertThat(told(refused(bob, top, "+ann owner", "+bob owner", "+everyone edit")))
        .contains("'edit'");
    replace(ann, below, "+ann owner", "-bob view");
    assertThat(replace(bob, top, "+ann owner", "+bob owner", "+everyone edit").grants()).hasSize(3);
  }

  @Test
  void whatDoesNotReachTheDenyIsGiven() {
    replace(ann, top, "+ann owner", "+bob owner");
    var eve = node.person(admin, "eve");
    var toEve = "+user:" + eve.id() + " viewer";
    replace(ann, below, "+ann owner", "-everyone view");
    assertThat(replace(bob, top, "+ann owner", "+bob owner", toEve).grants())
        .as("the level below decides for her by itself")
        .hasSize(3);
    replace(bob, top, "+ann owner", "+bob owner");
    node.room
        .grants()
        .replace(
            admin,
            Target.of(below),
            ANY,
            Optional.of(false),
            grants("+ann owner", "-bob view"),
            "");
    assertThat(replace(bob, top, "+ann owner", "+bob owner", toEve).grants())
        .as("the level below inherits nothing")
        .hasSize(3);
  }

  @Test
  void entryThatEndsOneDayHoldsNothingBack() {
    replace(ann, top, "+ann owner", "+bob owner");
    replace(ann, below, "+ann owner", "-bob view", "-everyone view until=2026-11-01T13:00:00Z");
    assertThat(told(refused(bob, top, "+ann owner", "+bob owner", "+everyone viewer")))
        .contains("'view'");
  }

  @Test
  void lessIsGivenByWhoeverDoesNotHoldIt() {
    replace(ann, top, "+ann owner", "+bob viewer", "+bob share", "+everyone editor");
    replace(ann, below, "-bob view");
    assertThat(
            replace(bob, top, "+ann owner", "+bob viewer", "+bob share", "+everyone contributor")
                .grants())
        .hasSize(4);
    assertThat(
            refused(
                bob,
                top,
                "+ann owner",
                "+bob viewer",
                "+bob share",
                "+everyone editor until=2030-01-01T00:00:00Z"))
        .hasToString("Denied");
  }

  @Test
  void administratorsGiveAnythingAsFarAsTheirScopesGo() {
    replace(admin, top, "+ann owner", "+bob owner");
    var narrow =
        new Caller.Person(
            admin.id(),
            "admin",
            "Ada",
            true,
            Optional.empty(),
            Scopes.of(List.of("share")),
            new Credential.Console(),
            Optional.empty());
    assertThat(refused(narrow, top, "+ann owner", "+bob owner", "+everyone viewer"))
        .hasToString("Denied");
    var none =
        new Caller.Person(
            admin.id(),
            "admin",
            "Ada",
            true,
            Optional.empty(),
            Scopes.of(List.of("view")),
            new Credential.Console(),
            Optional.empty());
    assertThat(refused(none, top, "+ann owner")).hasToString("NotFound");
  }

  @Test
  void lastOwnerIsNotLockedOut() {
    assertThat(refused(ann, top, "+ann editor")).hasToString("Conflict");
    assertThat(refused(admin, top, "+bob viewer")).hasToString("Conflict");
    assertThat(refused(ann, top, "+ann owner", "-everyone share")).hasToString("Conflict");
    assertThat(refused(ann, below, "-ann share")).hasToString("Conflict");
    assertThat(
            Refusal.of(() ->
                node.room
                    .grants()
                    .replace(
                        ann, Target.of(below), ANY, Optional.of(false), grants("+bob viewer"), "")))
        .hasToString("Conflict");
    assertThat(replace(ann, top, "+bob owner").grants()).hasSize(1);
  }

  @Test
  void lastOwnerOfACollectionFurtherDownIsNotLockedOut() {
    replace(ann, top, "+ann owner", "+bob owner");
    replace(ann, below, "-ann share");
    assertThat(refused(ann, top, "+ann owner")).hasToString("Conflict");
  }

  @Test
  void ownersWhoRemoveEachOtherAtOnceLeaveOne() throws Exception {
    replace(ann, top, "+ann owner", "+bob owner");
    var other = node.another();
    var onlyAnn = grants("+ann owner");
    var onlyBob = grants("+bob owner");
    var tasks =
        List.<Callable<Boolean>>of(
            () ->
                done(() ->
                    node.room
                        .grants()
                        .replace(ann, Target.of(top), ANY, Optional.of(true), onlyAnn, "")),
            () ->
                done(() ->
                    other
                        .grants()
                        .replace(bob, Target.of(top), ANY, Optional.of(true), onlyBob, "")));
    var done = new ArrayList<Boolean>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var task : threads.invokeAll(tasks)) {
        done.add(task.get());
      }
    }
    assertThat(done).containsExactlyInAnyOrder(true, false);
    assertThat(Owners.exists(node.room.access().policy(), top)).isTrue();
  }

  private static boolean done(Runnable change) {
    try {
      change.run();
      return true;
    } catch (Failed e) {
      return false;
    }
  }

  @Test
  void removedPersonLeavesTheGrants() {
    replace(ann, top, "+ann owner", "+bob viewer");
    node.room.people().remove(admin, bob.id());
    assertThat(node.room.grants().get(ann, Target.of(top)).grants()).hasSize(1);
  }
}
