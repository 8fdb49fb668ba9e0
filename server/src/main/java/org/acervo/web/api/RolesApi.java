package org.acervo.web.api;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.acervo.access.Permission;
import org.acervo.access.Role;
import org.acervo.access.Roles;
import org.acervo.access.SystemPermission;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure.Fault;
import org.acervo.kernel.Page;
import org.acervo.kernel.RoleId;
import org.acervo.web.Answer;
import org.acervo.web.Ask;
import org.acervo.web.Endpoint;
import org.acervo.web.Guard;
import org.jspecify.annotations.Nullable;

/** Roles: everybody may know them, some may define them. */
final class RolesApi {
  private static final String ALL = "/api/v1/roles";
  private static final String ONE = ALL + "/{id}";
  private static final Guard MANAGE = Guard.system(SystemPermission.ROLES_MANAGE);

  private final Roles roles;

  RolesApi(Roles roles) {
    this.roles = roles;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(ALL, Guard.SIGNED_IN, this::list),
        Endpoint.post(ALL, MANAGE, this::create),
        Endpoint.get(ONE, Guard.SIGNED_IN, this::one),
        Endpoint.patch(ONE, MANAGE, this::edit),
        Endpoint.delete(ONE, MANAGE, this::remove));
  }

  record RoleJson(String id, String name, List<String> permissions, boolean builtin, long rev) {
    static RoleJson of(Role role) {
      return new RoleJson(
          role.id().value(),
          role.name(),
          role.permissions().stream().sorted().map(Permission::key).toList(),
          role.builtin(),
          role.rev());
    }
  }

  private Answer list(Ask ask) {
    return Answer.ok(ListJson.of(Page.whole(roles.list()), RoleJson::of));
  }

  record Edit(@Nullable String name, @Nullable List<String> permissions) {}

  private Answer create(Ask ask) {
    var given = ask.json(Edit.class);
    var made =
        roles.create(
            ask.caller(),
            Needed.of(given.name(), "name"),
            read(Needed.all(given.permissions(), "permissions")));
    return answer(201, made).with("Location", ALL + "/" + made.id());
  }

  private Answer one(Ask ask) {
    return answer(200, roles.get(id(ask)));
  }

  private Answer edit(Ask ask) {
    var based = ask.ifMatch();
    var given = ask.json(Edit.class);
    return answer(
        200,
        roles.edit(
            ask.caller(),
            id(ask),
            based,
            Optional.ofNullable(given.name()),
            Optional.ofNullable(given.permissions())
                .map(keys -> read(Needed.all(keys, "permissions")))));
  }

  private Answer remove(Ask ask) {
    roles.remove(ask.caller(), id(ask));
    return Answer.noContent();
  }

  private static Set<Permission> read(List<String> keys) {
    var permissions = EnumSet.noneOf(Permission.class);
    for (int i = 0; i < keys.size(); i++) {
      var key = keys.get(i);
      var field = "permissions[" + i + "]";
      permissions.add(
          Permission.of(key)
              .orElseThrow(() -> Failed.invalid(field, Fault.quoted(key) + " is no permission")));
    }
    return permissions;
  }

  private static RoleId id(Ask ask) {
    return new RoleId(ask.path("id"));
  }

  private static Answer answer(int status, Role role) {
    return Answer.json(status, RoleJson.of(role)).etag(role.rev());
  }
}
