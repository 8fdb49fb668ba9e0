package org.acervo.web.api;

import java.time.Instant;
import java.util.List;
import org.acervo.access.Asking;
import org.acervo.access.Caller;
import org.acervo.access.Explanation;
import org.acervo.access.Gate;
import org.acervo.access.Holder;
import org.acervo.access.Permission;
import org.acervo.access.SystemPermission;
import org.acervo.access.Target;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure.Fault;
import org.acervo.kernel.UserId;
import org.acervo.web.Answer;
import org.acervo.web.Ask;
import org.acervo.web.Endpoint;
import org.acervo.web.Guard;
import org.jspecify.annotations.Nullable;

/** Why somebody may do something, and who else may. */
final class AskingApi {
  private final Asking asking;
  private final Gate gate;
  private final Targets targets;

  AskingApi(Asking asking, Gate gate, Targets targets) {
    this.asking = asking;
    this.gate = gate;
    this.targets = targets;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/v1/explain", Guard.SIGNED_IN, this::explain),
        Endpoint.get("/api/v1/who-can", Guard.SIGNED_IN, this::whoCan));
  }

  private static Permission permission(Ask ask) {
    return ask.query("permission")
        .map(key ->
            Permission.of(key)
                .orElseThrow(
                    () -> Failed.invalid("permission", Fault.quoted(key) + " is no permission")))
        .orElseThrow(() -> Failed.invalid("permission", "is missing"));
  }

  record At(String kind, String id, @Nullable String title) {}

  record EntryJson(GrantJson grant, List<String> via, boolean decides) {}

  record StepJson(At at, boolean inherit, List<EntryJson> entries) {
    static StepJson of(Explanation.Step step) {
      return new StepJson(
          new At(LinkJson.kind(step.at()), LinkJson.id(step.at()), step.title().orElse(null)),
          step.inherit(),
          step.entries().stream()
              .map(
                  entry -> new EntryJson(GrantJson.of(entry.grant()), entry.via(), entry.decides()))
              .toList());
    }
  }

  record ExplanationJson(boolean allowed, String reason, List<StepJson> steps, String advice) {}

  private Answer explain(Ask ask) {
    var permission = permission(ask);
    var target = targets.needed(ask);
    Caller subject =
        switch (ask.query("user").orElse("")) {
          case "" -> ask.caller();
          case "anonymous" -> new Caller.Anonymous();
          case String id -> asking.person(new UserId(id));
        };
    var told = asking.explain(ask.caller(), subject, permission, target);
    return Answer.ok(
        new ExplanationJson(
            told.allowed(),
            told.reason().key(),
            told.steps().stream().map(StepJson::of).toList(),
            told.advice()));
  }

  record HolderJson(
      EffectsJson.Person user,
      GrantJson grant,
      @Nullable RefJson from,
      List<String> via,
      @Nullable Instant lastSeen) {
    static HolderJson of(Holder holder, boolean logins) {
      return new HolderJson(
          new EffectsJson.Person(
              holder.id().value(), logins ? holder.login() : null, holder.name()),
          GrantJson.of(holder.grant()),
          holder
              .from()
              .map(CollectionId::value)
              .map(id -> new RefJson(id, holder.title()))
              .orElse(null),
          holder.via(),
          holder.lastSeen().orElse(null));
    }
  }

  record HoldersJson(
      List<HolderJson> items, boolean everyone, @Nullable String next, @Nullable Long total) {}

  private Answer whoCan(Ask ask) {
    var permission = permission(ask);
    Target target = targets.needed(ask);
    var query = ask.query().only("permission", "collection", "item");
    var page = asking.whoCan(ask.caller(), permission, target, query.cursor(), query.limit());
    boolean logins = gate.allows(ask.caller(), SystemPermission.USERS_MANAGE);
    return Answer.ok(
        new HoldersJson(
            page.items().stream().map(holder -> HolderJson.of(holder, logins)).toList(),
            asking.everyone(permission, target),
            page.next(),
            page.total()));
  }
}
