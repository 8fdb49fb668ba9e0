package org.acervo.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.acervo.access.AccessRoom;
import org.acervo.access.Caller;
import org.acervo.access.Permission;
import org.acervo.access.Policy;
import org.acervo.access.Target;
import org.acervo.access.User;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.ItemId;
import org.acervo.kernel.UserId;

/** Reads questions in the words of AuthZEN. What has the right form and is not known is empty. */
final class AuthzenQuestions {
  static final List<String> PARTS = List.of("subject", "action", "resource");
  private static final String CONTEXT = "context";

  private final AccessRoom access;
  private final Targets targets;

  AuthzenQuestions(AccessRoom access, Targets targets) {
    this.access = access;
    this.targets = targets;
  }

  /** Whether {@code subject} may do that to {@code target}. */
  record Question(Caller subject, Permission permission, Target target) {
    boolean allowed(Policy policy) {
      return switch (target) {
        case Target.OfCollection(var id) -> policy.allows(subject, permission, id);
        case Target.OfItem(var id, var home) -> policy.allows(subject, permission, id, home);
      };
    }
  }

  Optional<Question> read(JsonNode question) {
    refuseProperties(question);
    var subject = subject(question);
    var permission = permission(question);
    var target = target(question);
    return subject.isPresent() && permission.isPresent() && target.isPresent()
        ? Optional.of(new Question(subject.get(), permission.get(), target.get()))
        : Optional.empty();
  }

  /**
   * What {@code question} does not say of subject, action and resource is as in the defaults. A
   * part that it does say is its own as a whole.
   */
  static JsonNode merged(JsonNode question, JsonNode defaults) {
    var merged = JsonNodeFactory.instance.objectNode();
    for (var part : PARTS) {
      merged.set(part, question.has(part) ? question.get(part) : defaults.get(part));
    }
    if (question.has(CONTEXT) || defaults.has(CONTEXT)) {
      merged.set(CONTEXT, question.has(CONTEXT) ? question.get(CONTEXT) : defaults.get(CONTEXT));
    }
    return merged;
  }

  /**
   * Properties narrow a question. We know none, and an answer that passed over them would allow
   * more than was asked. The context is the caller's own, and changes nothing here.
   *
   * @throws Failed naming the first, or a context that is no object
   */
  static void refuseProperties(JsonNode body) {
    for (var part : PARTS) {
      if (!empty(body.path(part).path("properties"))) {
        throw Failed.invalid(
            part + ".properties", "are not matched here: ask by type, id and name alone");
      }
    }
    if (body.has(CONTEXT) && !body.get(CONTEXT).isObject()) {
      throw Failed.invalid(CONTEXT, "must be an object");
    }
  }

  static boolean empty(JsonNode properties) {
    return properties.isMissingNode() || (properties.isObject() && properties.isEmpty());
  }

  Optional<Caller> subject(JsonNode body) {
    var type = text(body, "subject", "type");
    var id = text(body, "subject", "id");
    return switch (type) {
      case "user" -> user(id).map(access.asking()::person);
      case "anonymous" -> Optional.of(new Caller.Anonymous());
      default -> Optional.empty();
    };
  }

  private Optional<UserId> user(String idOrLogin) {
    var byId = known(UserId::new, idOrLogin).filter(id -> access.people().name(id).isPresent());
    return byId.or(() -> access.people().find(idOrLogin).map(User::id));
  }

  Optional<Permission> permission(JsonNode body) {
    return Permission.of(text(body, "action", "name"));
  }

  Optional<Target> target(JsonNode body) {
    var type = text(body, "resource", "type");
    var id = text(body, "resource", "id");
    return switch (type) {
      case "collection" -> known(CollectionId::new, id).map(Target::of);
      case "item" -> known(ItemId::new, id).flatMap(targets::find);
      default -> Optional.empty();
    };
  }

  private static <T> Optional<T> known(Function<String, T> read, String id) {
    try {
      return Optional.of(read.apply(id));
    } catch (Failed malformed) {
      return Optional.empty();
    }
  }

  /**
   * A part that must be there.
   *
   * @throws Failed naming it otherwise
   */
  static String text(JsonNode body, String part, String field) {
    var node = body.path(part).path(field);
    if (!node.isTextual() || node.asText().isEmpty()) {
      throw Failed.invalid(part + "." + field, "is missing");
    }
    return node.asText();
  }
}
