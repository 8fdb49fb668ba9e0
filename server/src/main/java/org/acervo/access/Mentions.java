package org.acervo.access;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.ItemId;

/**
 * What the things that texts mention are called by now: {@code collection:ID}, {@code user:ID} and
 * so on. One request of the record per kind, however many are mentioned.
 */
final class Mentions {
  private static final Pattern THING =
      Pattern.compile("\\b(user|group|link|collection|item):([A-Za-z0-9_-]+)");
  private static final String LOGIN = "login:";

  private final Access access;
  private final Names names;
  private final MongoGrants grants;
  private final MongoUsers users;

  Mentions(Access access, Names names, MongoGrants grants, MongoUsers users) {
    this.access = access;
    this.names = names;
    this.grants = grants;
    this.users = users;
  }

  /**
   * Names by what is mentioned; people who acted by {@code login:LOGIN}. Left out is what is gone,
   * and what the reader may neither see nor share.
   */
  Map<String, String> of(Caller reader, Collection<String> texts, Collection<String> logins) {
    var principals = new HashSet<Principal>();
    var collections = new HashSet<CollectionId>();
    var items = new HashSet<ItemId>();
    for (String text : texts) {
      var found = THING.matcher(text);
      while (found.find()) {
        String id = found.group(2);
        switch (found.group(1)) {
          case "collection" -> known(() -> new CollectionId(id)).ifPresent(collections::add);
          case "item" -> known(() -> new ItemId(id)).ifPresent(items::add);
          default -> Principal.of(found.group()).ifPresent(principals::add);
        }
      }
    }
    var called = new TreeMap<String, String>();
    names.of(principals).forEach((principal, name) -> called.put(principal.text(), name));
    called.putAll(titles(reader, collections));
    called.putAll(titlesOfItems(reader, items));
    for (var row : users.findByLogins(logins)) {
      called.put(LOGIN + row.login(), row.name());
    }
    return called;
  }

  /** The login that a text means, be it {@code user:ID} or the login itself. */
  String login(String text) {
    return Principal.of(text)
        .filter(Principal.User.class::isInstance)
        .map(Principal.User.class::cast)
        .flatMap(user -> users.find(user.id()))
        .map(MongoUsers.Row::login)
        .orElseGet(() -> Faults.normalLogin(text));
  }

  Map<String, String> titles(Caller reader, Set<CollectionId> mentioned) {
    var policy = access.policy();
    boolean all = Gate.sharesEverywhere(policy, reader);
    var open =
        mentioned.stream()
            .filter(id -> all || policy.allows(reader, Permission.LIST, id))
            .collect(Collectors.toSet());
    var titles = new HashMap<String, String>();
    grants.titles(open).forEach((id, title) -> titles.put("collection:" + id.value(), title));
    return titles;
  }

  private Map<String, String> titlesOfItems(Caller reader, Set<ItemId> mentioned) {
    var policy = access.policy();
    boolean all = Gate.sharesEverywhere(policy, reader);
    var titles = new HashMap<String, String>();
    grants
        .called(mentioned)
        .forEach((id, item) -> {
          if (all || policy.allows(reader, Permission.VIEW, id, item.home())) {
            titles.put("item:" + id.value(), item.title());
          }
        });
    return titles;
  }

  /** An id of another form was written by nobody here, and names nothing. */
  private static <T> Optional<T> known(Supplier<T> id) {
    try {
      return Optional.of(id.get());
    } catch (Failed malformed) {
      return Optional.empty();
    }
  }
}
