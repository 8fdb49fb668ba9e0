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
import org.acervo.kernel.Revision;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsTest {
  @TempDir Path home;
  private TestNode node;
  private AccessRoom other;
  private Caller.Person admin;
  private Caller.Person bob;

  @BeforeEach
  void open() throws IOException {
    node = new TestNode(home);
    other = node.another();
    admin = node.administrator();
    bob = node.person(admin, "bob");
  }

  @AfterEach
  void close() throws IOException {
    node.close();
  }

  private String session(String password) {
    return node.room.signIn().signIn("bob", password, "192.0.2.1", "test").token();
  }

  private String token(Caller.Person owner, String... scopes) {
    return node.room.tokens().make(owner, "t", List.of(scopes), Optional.empty()).secret();
  }

  private boolean opens(String cookie) {
    return other.sessions().identify(Optional.of(cookie), Optional.empty(), Optional.empty())
        instanceof Caller.Person;
  }

  private Caller.Person bearer(String token) {
    return (Caller.Person)
        other.sessions().identify(Optional.empty(), Optional.of(token), Optional.empty());
  }

  private Refusal bearerRefused(String token) {
    return Refusal.of(() -> bearer(token));
  }

  private void edit(UserEdit edit) {
    node.room.people().edit(admin, bob.id(), new Revision.Any(), edit);
  }

  @Test
  void useMovesTheEnd() {
    var cookie = session(PASSWORD);
    for (int i = 0; i < 5; i++) {
      node.clock.forward(Duration.ofDays(29));
      assertThat(opens(cookie)).isTrue();
    }
    node.clock.forward(Duration.ofDays(30));
    assertThat(opens(cookie)).isFalse();
  }

  @Test
  void useIsWrittenOncePerHour() {
    var cookie = session(PASSWORD);
    var mongo = new MongoSessions(node.store);
    var begun = mongo.session(Secrets.hash(cookie)).orElseThrow();
    node.clock.forward(Duration.ofMinutes(59));
    assertThat(opens(cookie)).isTrue();
    assertThat(mongo.session(Secrets.hash(cookie))).contains(begun);
    node.clock.forward(Duration.ofMinutes(1));
    assertThat(opens(cookie)).isTrue();
    assertThat(mongo.session(Secrets.hash(cookie)).orElseThrow().seen())
        .isEqualTo(node.clock.instant());
  }

  @Test
  void signingOutEndsItEverywhere() {
    var cookie = session(PASSWORD);
    node.room.sessions().end(cookie);
    assertThat(opens(cookie)).isFalse();
  }

  /** Commits as a writer does that ends before anything is in the documents. */
  private Entry committed(Change change) throws InterruptedException {
    var log = new MongoLog(node.store, Duration.ofSeconds(5));
    var entry =
        new Entry(log.head().n() + 1, "mark", node.clock.instant(), "Ada", "user:ada", change);
    assertThat(log.commit(entry)).isPresent();
    while (other.access().policy().number() < entry.n()) {
      Thread.sleep(5);
    }
    return entry;
  }

  @Test
  void whatEndsByAnEntryThatIsNotInTheDocumentsYetIsNotRemembered() throws InterruptedException {
    var cookie = session(PASSWORD);
    var made = node.room.tokens().make(bob, "t", List.of("*"), Optional.empty());
    assertThat(opens(cookie)).isTrue();
    assertThat(bearer(made.secret()).id()).isEqualTo(bob.id());
    var entry =
        committed(
            Change.of("ended", "")
                .and(Patch.remove(Patch.In.SESSIONS, Secrets.hash(cookie)))
                .and(Patch.remove(Patch.In.TOKENS, made.token().id())));
    assertThat(opens(cookie)).isFalse();
    assertThat(bearerRefused(made.secret())).hasToString("Unauthenticated");
    new MongoLog(node.store, Duration.ofSeconds(5)).apply(entry);
    node.set(admin, CollectionId.ROOT, "title", "an entry that is not about them");
    assertThat(opens(cookie)).isFalse();
    assertThat(bearerRefused(made.secret())).hasToString("Unauthenticated");
  }

  @Test
  void whoLooksAsAnotherLooksBeforeThatIsInTheDocuments() throws InterruptedException {
    var cookie = node.room.signIn().signIn("admin", PASSWORD, "192.0.2.1", "test").token();
    committed(
        Change.of("looks", "")
            .and(
                Patch.change(Patch.In.SESSIONS, Secrets.hash(cookie))
                    .with("as", bob.id().value())));
    var caller = other.sessions().identify(Optional.of(cookie), Optional.empty(), Optional.empty());
    assertThat(caller.principal()).isEqualTo(new Principal.User(bob.id()));
  }

  @Test
  void staleCookieIsAnonymousAndStaleTokenIsTold() {
    assertThat(other.sessions().identify(Optional.of("x"), Optional.empty(), Optional.empty()))
        .isEqualTo(new Caller.Anonymous());
    assertThat(bearerRefused("x")).hasToString("Unauthenticated");
  }

  @Test
  void disablingEndsSessionsAndTokensAtOnceAndForGood() {
    var cookie = session(PASSWORD);
    var token = token(bob, "*");
    edit(UserEdit.NONE.withState(User.State.DISABLED));
    assertThat(opens(cookie)).isFalse();
    assertThat(bearerRefused(token)).hasToString("Unauthenticated");
    edit(UserEdit.NONE.withState(User.State.ACTIVE));
    assertThat(opens(cookie)).isFalse();
    assertThat(bearerRefused(token)).hasToString("Unauthenticated");
  }

  @Test
  void newPasswordEndsSessionsAndTokens() {
    var cookie = session(PASSWORD);
    var token = token(bob, "*");
    edit(UserEdit.NONE.withPassword("another password"));
    assertThat(opens(cookie)).isFalse();
    assertThat(bearerRefused(token)).hasToString("Unauthenticated");
    assertThat(Refusal.of(() -> session(PASSWORD))).hasToString("Unauthenticated");
    assertThat(opens(session("another password"))).isTrue();
  }

  @Test
  void sessionThatBeganWithTheOldPasswordEndsEvenWhenItIsStoredLater() {
    var sessions = node.room.sessions();
    var before = new MongoUsers(node.store).find(bob.id()).orElseThrow();
    edit(UserEdit.NONE.withPassword("another password"));
    assertThat(opens(sessions.begin(before, "slow").token())).isFalse();
  }

  @Test
  void removedPersonIsGone() {
    var cookie = session(PASSWORD);
    node.room.people().remove(admin, bob.id());
    assertThat(opens(cookie)).isFalse();
    assertThat(Refusal.of(() -> node.room.people().get(bob.id()))).hasToString("NotFound");
  }

  @Test
  void ownNewPasswordNeedsTheCurrentOneAndKeepsOnlyThisBrowser() {
    var elsewhere = session(PASSWORD);
    var here = session(PASSWORD);
    var me =
        (Caller.Person)
            node.room.sessions().identify(Optional.of(here), Optional.empty(), Optional.empty());
    var edit =
        new MeEdit(
            Optional.empty(),
            Optional.empty(),
            Optional.of("another password"),
            Optional.of("wrong guess"));
    assertThat(Refusal.of(() -> node.room.me().edit(me, edit, "t"))).hasToString("Denied");
    var right =
        new MeEdit(Optional.empty(), Optional.empty(), edit.password(), Optional.of(PASSWORD));
    var changed = node.room.me().edit(me, right, "t");
    assertThat(opens(elsewhere)).isFalse();
    assertThat(opens(here)).isFalse();
    assertThat(opens(changed.session().orElseThrow().token())).isTrue();
  }

  @Test
  void tokenHoldsWhatItsScopesNameAndItsOwnerHolds() {
    var photos = node.collection(admin, "photos", CollectionId.ROOT, Grants.ofCreator(bob.id()));
    var reader = bearer(token(bob, "list", "view"));
    assertThat(other.access().policy().permissions(reader, photos))
        .containsExactlyInAnyOrder(Permission.LIST, Permission.VIEW);
    node.room
        .grants()
        .replace(
            admin,
            Target.of(photos),
            new Revision.Any(),
            Optional.of(true),
            List.of(owner(admin)),
            "");
    assertThat(other.access().policy().permissions(reader, photos)).isEmpty();
  }

  private static Grant owner(Caller.Person person) {
    return Grant.allow(new Principal.User(person.id()), Role.OWNER);
  }

  @Test
  void tokenMakesNoWiderAndNoLongerOne() {
    var until = Optional.of(node.clock.instant().plus(Duration.ofDays(1)));
    var secret = node.room.tokens().make(bob, "t", List.of("list", "view"), until).secret();
    var reader = bearer(secret);
    assertThat(Refusal.of(() -> make(reader, until, "*"))).hasToString("Denied");
    assertThat(Refusal.of(() -> make(reader, until, "list", "edit"))).hasToString("Denied");
    assertThat(Refusal.of(() -> make(reader, Optional.empty(), "list"))).hasToString("Denied");
    assertThat(make(reader, until, "list").token().scopes().names()).containsExactly("list");
    assertThat(Refusal.of(() -> make(bob, until, "list", "fly"))).hasToString("Invalid scopes[1]");
  }

  private Token.Made make(Caller.Person owner, Optional<Instant> until, String... scopes) {
    return node.room.tokens().make(owner, "made", List.of(scopes), until);
  }

  @Test
  void tokenEndsByTimeAndByHand() {
    var until = Optional.of(node.clock.instant().plus(Duration.ofDays(1)));
    var timed = node.room.tokens().make(bob, "t", List.of("*"), until);
    var other = node.room.tokens().make(bob, "u", List.of("*"), Optional.empty());
    assertThat(bearer(timed.secret()).id()).isEqualTo(bob.id());
    assertThat(Refusal.of(() -> node.room.tokens().end(admin, timed.token().id())))
        .hasToString("NotFound");
    node.clock.forward(Duration.ofDays(1));
    assertThat(bearerRefused(timed.secret())).hasToString("Unauthenticated");
    node.room.tokens().end(bob, other.token().id());
    assertThat(bearerRefused(other.secret())).hasToString("Unauthenticated");
  }
}
