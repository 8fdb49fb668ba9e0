package org.acervo.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.acervo.access.AccessRoom;
import org.acervo.access.Allowance;
import org.acervo.access.Permission;
import org.acervo.access.Policy;
import org.acervo.access.SystemPermission;
import org.acervo.access.Target;
import org.acervo.items.Items;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.ItemId;
import org.acervo.kernel.Seal;
import org.acervo.web.Again;
import org.acervo.web.Answer;
import org.acervo.web.Ask;
import org.acervo.web.Endpoint;
import org.acervo.web.Guard;
import org.acervo.web.Identity;
import org.jspecify.annotations.Nullable;

/**
 * Outside programs ask the same engine: the OpenID AuthZEN Authorization API 1.0. Subjects are of
 * type {@code user} (an id or a login) or {@code anonymous}, resources of type {@code collection}
 * or {@code item}, actions are permissions. What is not known is no error: it is not allowed.
 */
final class AuthzenApi {
  private static final String BASE = "/access/v1";
  private static final Guard MAY_ASK = Guard.system(SystemPermission.ACCESS_EVALUATE);
  private static final int MOST = 1_000;
  private static final int PIECE = 500;
  private static final int PIECES = 4;

  private final AccessRoom access;
  private final AuthzenQuestions questions;
  private final Items items;
  private final Identity identity;
  private final Seal seal;

  AuthzenApi(AccessRoom access, Targets targets, Items items, Identity identity, Seal seal) {
    this.access = access;
    this.questions = new AuthzenQuestions(access, targets);
    this.items = items;
    this.identity = identity;
    this.seal = seal;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/.well-known/authzen-configuration", Guard.OPEN, this::metadata),
        Endpoint.post(BASE + "/evaluation", MAY_ASK, this::evaluation).when(Again.ANEW),
        Endpoint.post(BASE + "/evaluations", MAY_ASK, this::evaluations).when(Again.ANEW),
        Endpoint.post(BASE + "/search/subject", MAY_ASK, this::subjects).when(Again.ANEW),
        Endpoint.post(BASE + "/search/resource", MAY_ASK, this::resources).when(Again.ANEW),
        Endpoint.post(BASE + "/search/action", MAY_ASK, this::actions).when(Again.ANEW));
  }

  record Metadata(
      String policy_decision_point,
      String access_evaluation_endpoint,
      String access_evaluations_endpoint,
      String search_subject_endpoint,
      String search_resource_endpoint,
      String search_action_endpoint) {}

  private Answer metadata(Ask ask) {
    var base = identity.address().base(ask.request());
    return Answer.ok(
        new Metadata(
            base,
            base + BASE + "/evaluation",
            base + BASE + "/evaluations",
            base + BASE + "/search/subject",
            base + BASE + "/search/resource",
            base + BASE + "/search/action"));
  }

  /**
   * A decision.
   *
   * @param context why one of several questions could not be answered
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Decision(boolean decision, @Nullable Context context) {}

  record Context(Fault error) {}

  record Fault(int status, String message) {}

  /** Every fault of a request is a 400 here, that of its type too. */
  private static JsonNode body(Ask ask) {
    if (!ask.sends("application/json")) {
      throw Failed.invalid("Content-Type", "must be application/json");
    }
    return ask.json(JsonNode.class);
  }

  private JsonNode search(Ask ask) {
    var body = body(ask);
    AuthzenQuestions.refuseProperties(body);
    return body;
  }

  private Answer evaluation(Ask ask) {
    return Answer.ok(decide(access.access().policy(), body(ask)));
  }

  record Decisions(List<Decision> evaluations) {}

  private Answer evaluations(Ask ask) {
    var body = body(ask);
    var policy = access.access().policy();
    var many = body.path("evaluations");
    if (many.isMissingNode() || (many.isArray() && many.isEmpty())) {
      return Answer.ok(decide(policy, body));
    }
    if (!many.isArray() || many.size() > MOST) {
      throw Failed.invalid("evaluations", "must be a list of at most " + MOST);
    }
    var until = stop(body);
    var decisions = new ArrayList<Decision>();
    for (var one : many) {
      var decision = decideOne(policy, one, body);
      decisions.add(decision);
      if (until.test(decision)) {
        break;
      }
    }
    return Answer.ok(new Decisions(decisions));
  }

  /** After which decision the rest is not evaluated. */
  private static Predicate<Decision> stop(JsonNode body) {
    var semantic = body.path("options").path("evaluations_semantic").asText("execute_all");
    return switch (semantic) {
      case "execute_all" -> _ -> false;
      case "deny_on_first_deny" -> decision -> !decision.decision();
      case "permit_on_first_permit" -> Decision::decision;
      default ->
          throw Failed.invalid(
              "options.evaluations_semantic",
              "must be execute_all, deny_on_first_deny or permit_on_first_permit");
    };
  }

  private Decision decide(Policy policy, JsonNode question) {
    var asked = questions.read(question);
    return new Decision(asked.isPresent() && asked.get().allowed(policy), null);
  }

  /** One question of many that has a fault does not keep the others from their answers. */
  private Decision decideOne(Policy policy, JsonNode question, JsonNode defaults) {
    try {
      if (!question.isObject()) {
        throw Failed.invalid("evaluations", "each must be an object");
      }
      return decide(policy, AuthzenQuestions.merged(question, defaults));
    } catch (Failed failed) {
      if (failed.failure() instanceof Failure.Invalid invalid) {
        return new Decision(false, new Context(new Fault(400, invalid.detail())));
      }
      throw failed;
    }
  }

  record Found(String type, String id) {}

  record Named(String name) {}

  record PageJson(String next_token, int count) {}

  record Results<T>(List<T> results, PageJson page) {
    static <T> Answer answer(List<T> results, String next) {
      return Answer.ok(new Results<>(results, new PageJson(next, results.size())));
    }

    static Answer none() {
      return answer(List.of(), "");
    }
  }

  private Answer subjects(Ask ask) {
    var body = search(ask);
    var page = AuthzenPage.of(seal, "subject", body);
    var type = AuthzenQuestions.text(body, "subject", "type");
    var permission = questions.permission(body);
    var target = questions.target(body);
    if (!type.equals("user") || permission.isEmpty() || target.isEmpty()) {
      return Results.none();
    }
    if (page.limit() == 0) {
      return same(page);
    }
    var found = access.asking().holders(permission.get(), target.get(), page.after(), page.limit());
    return Results.answer(
        found.items().stream().map(id -> new Found("user", id.value())).toList(),
        found.next() == null ? "" : page.token(found.next()));
  }

  /** Who wants nothing now may ask on from where they were. */
  private static Answer same(AuthzenPage page) {
    return Results.answer(List.of(), page.token(page.after().orElse("")));
  }

  private Answer resources(Ask ask) {
    var body = search(ask);
    var page = AuthzenPage.of(seal, "resource", body);
    var type = AuthzenQuestions.text(body, "resource", "type");
    var subject = questions.subject(body);
    var permission = questions.permission(body);
    if (subject.isEmpty() || permission.isEmpty()) {
      return Results.none();
    }
    var allowance = access.access().policy().of(subject.get());
    return switch (type) {
      case "collection" -> collections(allowance, permission.get(), page);
      case "item" -> items(allowance, permission.get(), page);
      default -> Results.none();
    };
  }

  private static Answer collections(Allowance allowance, Permission permission, AuthzenPage page) {
    var ids =
        allowance.visible(permission, CollectionId.ROOT).collections().stream()
            .map(CollectionId::value);
    return sorted(ids, page, id -> new Found("collection", id));
  }

  /** One page of names, in their order. */
  private static <T> Answer sorted(Stream<String> all, AuthzenPage page, Function<String, T> one) {
    var after = page.after().orElse("");
    var found =
        all.filter(name -> name.compareTo(after) > 0).sorted().limit(page.limit() + 1L).toList();
    if (found.size() <= page.limit()) {
      return Results.answer(found.stream().map(one).toList(), "");
    }
    var shown = found.subList(0, page.limit());
    var last = shown.isEmpty() ? after : shown.getLast();
    return Results.answer(shown.stream().map(one).toList(), page.token(last));
  }

  /**
   * One question looks at so many items and no more: whoever sees few of many is told to ask on,
   * with a page that may be empty.
   */
  private Answer items(Allowance allowance, Permission permission, AuthzenPage page) {
    var from = page.after().map(ItemId::new);
    var found = new ArrayList<Found>();
    var visible = allowance.visible(permission, CollectionId.ROOT);
    boolean more = visible.count() > 0 || !visible.shown().isEmpty();
    if (more && page.limit() == 0) {
      return same(page);
    }
    for (int piece = 0; more && piece < PIECES && found.size() < page.limit(); piece++) {
      var read = items.byId(from, PIECE);
      more = read.size() == PIECE;
      for (var item : read) {
        if (found.size() == page.limit()) {
          more = true;
          break;
        }
        from = Optional.of(item.id());
        if (allowance.allows(permission, item.id(), item.home())) {
          found.add(new Found("item", item.id().value()));
        }
      }
    }
    return Results.answer(found, more ? page.token(from.map(ItemId::value).orElse("")) : "");
  }

  private Answer actions(Ask ask) {
    var body = search(ask);
    var page = AuthzenPage.of(seal, "action", body);
    var subject = questions.subject(body);
    Optional<Target> target = questions.target(body);
    if (subject.isEmpty() || target.isEmpty()) {
      return Results.none();
    }
    var policy = access.access().policy();
    var names =
        Arrays.stream(Permission.values())
            .filter(permission ->
                new AuthzenQuestions.Question(subject.get(), permission, target.get())
                    .allowed(policy))
            .map(Permission::key);
    return sorted(names, page, Named::new);
  }
}
