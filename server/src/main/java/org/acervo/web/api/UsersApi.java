package org.acervo.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.acervo.access.Gate;
import org.acervo.access.People;
import org.acervo.access.SystemPermission;
import org.acervo.access.User;
import org.acervo.access.UserEdit;
import org.acervo.access.UserNew;
import org.acervo.kernel.Failed;
import org.acervo.kernel.GroupId;
import org.acervo.kernel.UserId;
import org.acervo.web.Answer;
import org.acervo.web.Ask;
import org.acervo.web.Endpoint;
import org.acervo.web.Guard;
import org.jspecify.annotations.Nullable;

/** People with accounts. */
final class UsersApi {
  private static final String ALL = "/api/v1/users";
  private static final String ONE = ALL + "/{id}";
  private static final Guard MANAGE = Guard.system(SystemPermission.USERS_MANAGE);

  private final People people;
  private final Gate gate;

  UsersApi(People people, Gate gate) {
    this.people = people;
    this.gate = gate;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(ALL, Guard.SIGNED_IN, this::list),
        Endpoint.post(ALL, MANAGE, this::create),
        Endpoint.get(ONE, MANAGE, this::one),
        Endpoint.patch(ONE, MANAGE, this::edit),
        Endpoint.delete(ONE, MANAGE, this::remove));
  }

  /** What everybody sees of others: a login is half of what it takes to sign in. */
  record Brief(String id, String name) {
    static Brief of(User user) {
      return new Brief(user.id().value(), user.name());
    }
  }

  /** What those who manage people see. */
  record Full(
      String id,
      String login,
      String name,
      @Nullable String mail,
      String state,
      boolean admin,
      @Nullable String locale,
      List<String> groups,
      Instant created,
      long rev) {

    static Full of(User user) {
      return new Full(
          user.id().value(),
          user.login(),
          user.name(),
          user.mail().orElse(null),
          user.state().key(),
          user.admin(),
          user.locale().orElse(null),
          user.groups().stream().map(GroupId::value).toList(),
          user.created(),
          user.rev());
    }
  }

  private Answer list(Ask ask) {
    var query = ask.query().only("q");
    if (gate.allows(ask.caller(), SystemPermission.USERS_MANAGE)) {
      var page = people.page(Prefix.of(query), query.cursor(), query.limit());
      return Answer.ok(ListJson.of(page, Full::of));
    }
    var page = people.named(Prefix.of(query), query.cursor(), query.limit());
    return Answer.ok(ListJson.of(page, Brief::of));
  }

  record New(
      @Nullable String login,
      @Nullable String name,
      @Nullable String password,
      @Nullable String mail,
      @Nullable Boolean admin,
      @Nullable String locale) {}

  private Answer create(Ask ask) {
    var given = ask.json(New.class);
    var made =
        people.create(
            ask.caller(),
            new UserNew(
                Needed.of(given.login(), "login"),
                Needed.of(given.name(), "name"),
                Optional.ofNullable(given.password()),
                Optional.ofNullable(given.mail()),
                Boolean.TRUE.equals(given.admin()),
                Optional.ofNullable(given.locale())));
    return answer(201, made).with("Location", ALL + "/" + made.id());
  }

  private Answer one(Ask ask) {
    return answer(200, people.get(id(ask)));
  }

  record Edit(
      @Nullable String name,
      @Nullable JsonNode mail,
      @Nullable String password,
      @Nullable Boolean admin,
      @Nullable String state,
      @Nullable JsonNode locale) {}

  private Answer edit(Ask ask) {
    var based = ask.ifMatch();
    var given = ask.json(Edit.class);
    var edit =
        new UserEdit(
            Optional.ofNullable(given.name()),
            Change.text(given.mail(), "mail"),
            Optional.ofNullable(given.password()),
            Optional.ofNullable(given.admin()),
            Optional.ofNullable(given.state()).map(UsersApi::state),
            Change.text(given.locale(), "locale"));
    return answer(200, people.edit(ask.caller(), id(ask), based, edit));
  }

  private static User.State state(String key) {
    return User.State.of(key)
        .orElseThrow(() -> Failed.invalid("state", "must be active or disabled"));
  }

  private Answer remove(Ask ask) {
    people.remove(ask.caller(), id(ask));
    return Answer.noContent();
  }

  private static UserId id(Ask ask) {
    return new UserId(ask.path("id"));
  }

  private static Answer answer(int status, User user) {
    return Answer.json(status, Full.of(user)).etag(user.rev());
  }
}
