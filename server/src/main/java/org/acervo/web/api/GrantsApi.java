package org.acervo.web.api;

import java.util.List;
import java.util.stream.IntStream;
import org.acervo.access.GrantList;
import org.acervo.access.Grants;
import org.acervo.access.Permission;
import org.acervo.access.Role;
import org.acervo.kernel.Page;
import org.acervo.web.Answer;
import org.acervo.web.Ask;
import org.acervo.web.Endpoint;
import org.acervo.web.Guard;
import org.jspecify.annotations.Nullable;

/** Roles, and who holds them where. */
final class GrantsApi {
  private static final String GRANTS = "/api/v1/collections/{id}/grants";

  private final Grants grants;

  GrantsApi(Grants grants) {
    this.grants = grants;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/v1/roles", Guard.SIGNED_IN, this::roles),
        Endpoint.get(GRANTS, Guard.SHARING, this::list),
        Endpoint.put(GRANTS, Guard.SHARING, this::replace));
  }

  record RoleJson(String id, String name, List<String> permissions, boolean builtin) {
    static RoleJson of(Role role) {
      return new RoleJson(
          role.id().value(),
          role.name(),
          role.permissions().stream().sorted().map(Permission::key).toList(),
          role.builtin());
    }
  }

  private Answer roles(Ask ask) {
    return Answer.ok(ListJson.of(Page.whole(Role.BUILTIN), RoleJson::of));
  }

  /** A grant from further up. */
  record Inherited(RefJson from, GrantJson grant) {
    static Inherited of(GrantList.Inherited inherited) {
      return new Inherited(
          new RefJson(inherited.from().value(), inherited.title()),
          GrantJson.of(inherited.grant()));
    }
  }

  record GrantsJson(boolean inherit, List<GrantJson> grants, List<Inherited> inherited) {}

  private Answer list(Ask ask) {
    return answer(grants.get(ask.caller(), ask.collection()));
  }

  record Edit(@Nullable Boolean inherit, @Nullable List<GrantJson> grants) {}

  private Answer replace(Ask ask) {
    var based = ask.ifMatch();
    var given = ask.json(Edit.class);
    var sent = Needed.all(given.grants(), "grants");
    var wanted =
        IntStream.range(0, sent.size())
            .mapToObj(i -> sent.get(i).read("grants[" + i + "]"))
            .toList();
    boolean inherit = !Boolean.FALSE.equals(given.inherit());
    return answer(grants.replace(ask.caller(), ask.collection(), based, inherit, wanted));
  }

  private static Answer answer(GrantList list) {
    return Answer.ok(
            new GrantsJson(
                list.inherit(),
                list.grants().stream().map(GrantJson::of).toList(),
                list.inherited().stream().map(Inherited::of).toList()))
        .etag(list.rev());
  }
}
