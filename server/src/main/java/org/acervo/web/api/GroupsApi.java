package org.acervo.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.acervo.access.Group;
import org.acervo.access.Groups;
import org.acervo.access.SystemPermission;
import org.acervo.kernel.GroupId;
import org.acervo.kernel.UserId;
import org.acervo.web.Answer;
import org.acervo.web.Ask;
import org.acervo.web.Endpoint;
import org.acervo.web.Guard;
import org.jspecify.annotations.Nullable;

/** Groups and their members. */
final class GroupsApi {
  private static final String ALL = "/api/v1/groups";
  private static final String ONE = ALL + "/{id}";
  private static final String MEMBERS = ONE + "/members";
  private static final String MEMBER = ONE + "/members/{user}";
  private static final String INNER = ONE + "/groups/{group}";
  private static final int FIRST = 100;
  private static final Guard MANAGE = Guard.system(SystemPermission.USERS_MANAGE);

  private final Groups groups;

  GroupsApi(Groups groups) {
    this.groups = groups;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(ALL, Guard.SIGNED_IN, this::list),
        Endpoint.post(ALL, MANAGE, this::create),
        Endpoint.get(ONE, MANAGE, this::one),
        Endpoint.patch(ONE, MANAGE, this::edit),
        Endpoint.delete(ONE, MANAGE, this::remove),
        Endpoint.get(MEMBERS, MANAGE, this::members),
        Endpoint.put(MEMBER, MANAGE, this::add),
        Endpoint.delete(MEMBER, MANAGE, this::takeOut),
        Endpoint.put(INNER, MANAGE, this::addGroup),
        Endpoint.delete(INNER, MANAGE, this::takeGroupOut));
  }

  /**
   * A group as clients see it.
   *
   * @param size how many members it has
   * @param members the first of them by name, when one group is asked for
   */
  record GroupJson(
      String id,
      String name,
      String descr,
      long size,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<SessionJson.MeJson> members,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<NameJson> groups,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<NameJson> memberOf,
      long rev) {

    static GroupJson of(Group group) {
      return new GroupJson(
          group.id().value(),
          group.name(),
          group.descr(),
          group.size(),
          null,
          null,
          null,
          group.rev());
    }
  }

  /** A group by name. */
  record NameJson(String id, String name) {
    static NameJson of(Group group) {
      return new NameJson(group.id().value(), group.name());
    }
  }

  private Answer list(Ask ask) {
    var query = ask.query().only("q");
    var page = groups.page(Prefix.of(query), query.cursor(), query.limit());
    return Answer.ok(ListJson.of(page, GroupJson::of));
  }

  record New(@Nullable String name, @Nullable String descr) {}

  private Answer create(Ask ask) {
    var given = ask.json(New.class);
    var made =
        groups.create(
            ask.caller(),
            Needed.of(given.name(), "name"),
            given.descr() == null ? "" : given.descr());
    return answer(201, made).with("Location", ALL + "/" + made.id());
  }

  private Answer one(Ask ask) {
    return answer(200, groups.get(id(ask)));
  }

  private Answer members(Ask ask) {
    var query = ask.query().only("q");
    var page = groups.members(id(ask), Prefix.of(query), query.cursor(), query.limit());
    return Answer.ok(ListJson.of(page, SessionJson.MeJson::of));
  }

  record Edit(@Nullable String name, @Nullable String descr) {}

  private Answer edit(Ask ask) {
    var based = ask.ifMatch();
    var given = ask.json(Edit.class);
    return answer(
        200,
        groups.edit(
            ask.caller(),
            id(ask),
            based,
            Optional.ofNullable(given.name()),
            Optional.ofNullable(given.descr())));
  }

  private Answer remove(Ask ask) {
    groups.remove(ask.caller(), id(ask));
    return Answer.noContent();
  }

  private Answer add(Ask ask) {
    groups.add(ask.caller(), id(ask), new UserId(ask.path("user")));
    return Answer.noContent();
  }

  private Answer takeOut(Ask ask) {
    groups.remove(ask.caller(), id(ask), new UserId(ask.path("user")));
    return Answer.noContent();
  }

  private Answer addGroup(Ask ask) {
    groups.add(ask.caller(), id(ask), new GroupId(ask.path("group")));
    return Answer.noContent();
  }

  private Answer takeGroupOut(Ask ask) {
    groups.remove(ask.caller(), id(ask), new GroupId(ask.path("group")));
    return Answer.noContent();
  }

  private static GroupId id(Ask ask) {
    return new GroupId(ask.path("id"));
  }

  private Answer answer(int status, Group group) {
    var json =
        new GroupJson(
            group.id().value(),
            group.name(),
            group.descr(),
            group.size(),
            groups
                .members(group.id(), "", Optional.empty(), FIRST)
                .map(SessionJson.MeJson::of)
                .items(),
            groups.inside(group.id()).stream().map(NameJson::of).toList(),
            groups.around(group.id()).stream().map(NameJson::of).toList(),
            group.rev());
    return Answer.json(status, json).etag(group.rev());
  }
}
