package org.acervo.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.acervo.access.Asking;
import org.acervo.access.Gate;
import org.acervo.access.Grant;
import org.acervo.access.GrantList;
import org.acervo.access.Grants;
import org.acervo.access.SystemPermission;
import org.acervo.access.Target;
import org.acervo.kernel.Failed;
import org.acervo.web.Again;
import org.acervo.web.Answer;
import org.acervo.web.Ask;
import org.acervo.web.Endpoint;
import org.acervo.web.Guard;
import org.jspecify.annotations.Nullable;

/** Who holds what on collections and items. */
final class GrantsApi {
  private static final String COLLECTION = "/api/v1/collections/{id}/grants";
  private static final String ITEM = "/api/v1/items/{id}/grants";
  private static final String DRY_RUN = ":dryRun";

  private final Grants grants;
  private final Asking asking;
  private final Gate gate;

  GrantsApi(Grants grants, Asking asking, Gate gate) {
    this.grants = grants;
    this.gate = gate;
    this.asking = asking;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(COLLECTION, Guard.SHARING, ask -> list(ask, collection(ask))),
        Endpoint.put(COLLECTION, Guard.SHARING, ask -> replace(ask, collection(ask))),
        Endpoint.post(COLLECTION + DRY_RUN, Guard.SHARING, ask -> dryRun(ask, collection(ask)))
            .when(Again.ANEW),
        Endpoint.get(ITEM, Guard.SHARING_ITEM, ask -> list(ask, item(ask))),
        Endpoint.put(ITEM, Guard.SHARING_ITEM, ask -> replace(ask, item(ask))),
        Endpoint.post(ITEM + DRY_RUN, Guard.SHARING_ITEM, ask -> dryRun(ask, item(ask)))
            .when(Again.ANEW));
  }

  private static Target collection(Ask ask) {
    return Target.of(ask.collection());
  }

  private static Target item(Ask ask) {
    return Target.of(ask.item().id(), ask.item().home());
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

  private Answer list(Ask ask, Target target) {
    return answer(grants.get(ask.caller(), target));
  }

  /**
   * What was sent.
   *
   * @param inherited what comes from above; ignored, so that what was read can be sent back
   */
  record Edit(
      @Nullable Boolean inherit,
      @Nullable List<GrantJson> grants,
      @Nullable JsonNode inherited,
      @Nullable String reason) {

    Optional<Boolean> inherits() {
      return Optional.ofNullable(inherit);
    }

    List<Grant> wanted() {
      var sent = Needed.all(grants, "grants");
      return IntStream.range(0, sent.size())
          .mapToObj(i -> sent.get(i).read("grants[" + i + "]"))
          .toList();
    }
  }

  private Answer replace(Ask ask, Target target) {
    var based = ask.ifMatch();
    var given = ask.json(Edit.class);
    var reason = given.reason() == null ? "" : given.reason();
    if (reason.length() > 1_000) {
      throw Failed.invalid("reason", "is longer than 1000 characters");
    }
    return answer(
        grants.replace(ask.caller(), target, based, given.inherits(), given.wanted(), reason));
  }

  private Answer dryRun(Ask ask, Target target) {
    var given = ask.json(Edit.class);
    return Answer.ok(
        EffectsJson.of(
            asking.dryRun(ask.caller(), target, given.inherits(), given.wanted()),
            gate.allows(ask.caller(), SystemPermission.USERS_MANAGE)));
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
