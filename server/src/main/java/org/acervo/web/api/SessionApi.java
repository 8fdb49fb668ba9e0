package org.acervo.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.acervo.access.AccessRoom;
import org.acervo.access.Caller;
import org.acervo.access.Credential;
import org.acervo.access.MeEdit;
import org.acervo.access.SignIn;
import org.acervo.access.SignedIn;
import org.acervo.access.SystemPermission;
import org.acervo.kernel.Failed;
import org.acervo.kernel.UserId;
import org.acervo.web.Again;
import org.acervo.web.Answer;
import org.acervo.web.Ask;
import org.acervo.web.Endpoint;
import org.acervo.web.Guard;
import org.acervo.web.Identity;
import org.jspecify.annotations.Nullable;

/** Setting up, signing in and out, and one's own account. */
final class SessionApi {
  private static final String SETUP = "/api/v1/setup";
  private static final String SESSION = "/api/v1/session";
  private static final String AS = SESSION + "/as";

  private final AccessRoom access;
  private final Identity identity;
  private final InstantSource clock;

  SessionApi(AccessRoom access, Identity identity, InstantSource clock) {
    this.access = access;
    this.identity = identity;
    this.clock = clock;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(SETUP, Guard.OPEN, this::setupState),
        Endpoint.post(SETUP, Guard.OPEN, this::setup),
        Endpoint.post(SESSION, Guard.OPEN, this::signIn),
        Endpoint.get(SESSION, Guard.OPEN, this::whoAmI),
        Endpoint.delete(SESSION, Guard.OPEN, this::signOut),
        Endpoint.patch(SESSION, Guard.SIGNED_IN, this::editMe),
        Endpoint.post(AS, Guard.system(SystemPermission.USERS_MANAGE), this::lookAs)
            .when(Again.ANEW),
        Endpoint.delete(AS, Guard.SIGNED_IN, this::lookNoMore).when(Again.ANEW));
  }

  record SetupState(boolean needed) {}

  private Answer setupState(Ask ask) {
    return Answer.ok(new SetupState(access.firstRun().needed()));
  }

  record Setup(
      @Nullable String token,
      @Nullable String login,
      @Nullable String name,
      @Nullable String password) {}

  private Answer setup(Ask ask) {
    var given = ask.json(Setup.class);
    var signedIn =
        access
            .firstRun()
            .setup(
                Needed.of(given.token(), "token"),
                Needed.of(given.login(), "login"),
                Needed.of(given.name(), "name"),
                Needed.of(given.password(), "password"),
                ask.agent());
    return withCookie(Answer.created(json(signedIn.person())), signedIn);
  }

  record LoginAndPassword(@Nullable String login, @Nullable String password) {
    @Override
    public String toString() {
      return "LoginAndPassword[" + login + "]";
    }
  }

  /** Whatever session the browser came with ends: nobody can plant one and wait. */
  private Answer signIn(Ask ask) {
    var given = ask.json(LoginAndPassword.class);
    var signedIn =
        access
            .signIn()
            .signIn(
                Needed.of(given.login(), "login"),
                Needed.of(given.password(), "password"),
                identity.client(ask.request()),
                identity.deviceCookie(ask.request().headers()),
                ask.agent());
    identity.cookie(ask.request().headers()).ifPresent(access.sessions()::end);
    return withCookie(Answer.ok(json(signedIn.person())), signedIn);
  }

  private Answer whoAmI(Ask ask) {
    return switch (ask.caller()) {
      case Caller.Guest(var link) -> Answer.ok(SessionJson.of(access.links().get(link)));
      case Caller.Person person -> Answer.ok(json(person));
      case Caller.Anonymous ignored ->
          optional(ask) ? Answer.ok(SessionJson.NOBODY) : Answer.ok(json(ask.person()));
    };
  }

  /** Whether a stranger is told so, instead of being asked to sign in. */
  private static boolean optional(Ask ask) {
    return switch (ask.query("optional").orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw Failed.invalid("optional", "must be true or false");
    };
  }

  record Whom(@Nullable String user) {}

  private Answer lookAs(Ask ask) {
    var whom = new UserId(Needed.of(ask.json(Whom.class).user(), "user"));
    return Answer.ok(json(access.sessions().lookAs(ask.person(), whom)))
        .with(Answer.CLEAR, Answer.CLEAR_CACHE);
  }

  private Answer lookNoMore(Ask ask) {
    return Answer.ok(json(access.sessions().lookNoMore(ask.person())))
        .with(Answer.CLEAR, Answer.CLEAR_CACHE);
  }

  private Answer signOut(Ask ask) {
    if (ask.caller() instanceof Caller.Guest) {
      identity.guestCookie(ask.request().headers()).ifPresent(access.sessions()::end);
      return forgetting(Answer.noContent().with("Set-Cookie", identity.clearGuestCookie()));
    }
    return switch (ask.person().credential()) {
      case Credential.Session _, Credential.Looking _ -> {
        identity.cookie(ask.request().headers()).ifPresent(access.sessions()::end);
        yield forgetting(Answer.noContent().with("Set-Cookie", identity.clearCookie()));
      }
      case Credential.ApiToken token ->
          throw Failed.denied(
              "This is a token, not a session. End it with DELETE /api/v1/tokens/" + token.id());
      case Credential.Console() -> Answer.noContent();
    };
  }

  /** Who comes to this browser next sees nothing of what was shown before. */
  private static Answer forgetting(Answer answer) {
    return answer.with(Answer.CLEAR, Answer.CLEAR_CACHE + ", \"storage\"");
  }

  record MeChange(
      @Nullable String name,
      @Nullable JsonNode locale,
      @Nullable String password,
      @Nullable String current) {}

  private Answer editMe(Ask ask) {
    var given = ask.json(MeChange.class);
    var changed =
        access
            .me()
            .edit(
                ask.person(),
                new MeEdit(
                    Optional.ofNullable(given.name()),
                    Change.text(given.locale(), "locale"),
                    Optional.ofNullable(given.password()),
                    Optional.ofNullable(given.current())),
                ask.agent());
    var answer = Answer.ok(json(changed.person()));
    return changed.session().map(session -> withCookie(answer, session)).orElse(answer);
  }

  private SessionJson json(Caller.Person person) {
    SessionJson.MeJson as = null;
    if (person.credential() instanceof Credential.Looking looking) {
      as = SessionJson.MeJson.of(access.people().get(looking.administrator()));
    }
    return SessionJson.of(person, access.gate().systemPermissions(person), as);
  }

  private Answer withCookie(Answer answer, SignedIn session) {
    long seconds = Duration.between(clock.instant(), session.until()).plusMillis(999).toSeconds();
    String device = access.signIn().device(session.person());
    return answer
        .with("Set-Cookie", identity.setCookie(session.token(), seconds))
        .with("Set-Cookie", identity.setDeviceCookie(device, SignIn.deviceLife().toSeconds()));
  }
}
