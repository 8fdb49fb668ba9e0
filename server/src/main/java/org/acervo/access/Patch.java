package org.acervo.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one change of rights does to one document: absolute new values, so that doing it twice is
 * doing it once.
 *
 * @param in the collection of the database
 * @param set values are texts, whole numbers, booleans, {@link Instant}s, lists and maps of these
 * @param unset fields that go away
 */
public record Patch(
    In in, String id, Way way, Map<String, @Nullable Object> set, Set<String> unset) {

  /** Where the documents are that rights rest on. */
  public enum In {
    USERS("users"),
    GROUPS("groups"),
    ROLES("roles"),
    COLLECTIONS("collections"),
    ITEM_GRANTS("item_grants"),
    LINKS("links"),
    SESSIONS("sessions"),
    TOKENS("tokens"),
    /** Moves of items of which the history does not tell yet. */
    ITEM_MOVES("item_moves");

    private final String key;

    In(String key) {
      this.key = key;
    }

    String key() {
      return key;
    }

    static Optional<In> of(String key) {
      return List.of(values()).stream().filter(in -> in.key.equals(key)).findAny();
    }
  }

  /** How a document comes to its new values. */
  public enum Way {
    /** It was inserted asleep, counts for nothing until now, and carries all its values here. */
    WAKE,
    /** It is there and changes; when it is gone, nothing happens. */
    CHANGE,
    /** It may be missing and is made; such documents are never removed by a change. */
    KEEP,
    /** It goes. */
    REMOVE
  }

  public Patch {
    set = Collections.unmodifiableMap(new HashMap<>(set));
    unset = Set.copyOf(unset);
  }

  public static Patch wake(In in, String id) {
    return new Patch(in, id, Way.WAKE, Map.of(), Set.of());
  }

  public static Patch change(In in, String id) {
    return new Patch(in, id, Way.CHANGE, Map.of(), Set.of());
  }

  static Patch keep(In in, String id) {
    return new Patch(in, id, Way.KEEP, Map.of(), Set.of());
  }

  public static Patch remove(In in, String id) {
    return new Patch(in, id, Way.REMOVE, Map.of(), Set.of());
  }

  public Patch with(String field, Object value) {
    var more = new HashMap<String, @Nullable Object>(set);
    more.put(field, value);
    return new Patch(in, id, way, more, unset);
  }

  public Patch without(String field) {
    var more = new ArrayList<>(unset);
    more.add(field);
    return new Patch(in, id, way, set, Set.copyOf(more));
  }

  /** Sets the field, or takes it away when there is no value. */
  Patch with(String field, Optional<?> value) {
    return value.map(present -> with(field, (Object) present)).orElseGet(() -> without(field));
  }

  boolean touches(String field) {
    return set.containsKey(field) || unset.contains(field);
  }

  @Nullable String text(String field) {
    return set.get(field) instanceof String text ? text : null;
  }

  boolean flag(String field) {
    return Boolean.TRUE.equals(set.get(field));
  }

  long number(String field) {
    return set.get(field) instanceof Number number ? number.longValue() : 0;
  }

  Optional<Instant> time(String field) {
    return set.get(field) instanceof Instant time ? Optional.of(time) : Optional.empty();
  }

  List<String> texts(String field) {
    return set.get(field) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  /** The field as grants; entries that cannot be read give nothing. */
  List<Grant> grants(String field) {
    return set.get(field) instanceof List<?> list
        ? list.stream().flatMap(one -> StoredGrant.of(one).stream()).toList()
        : List.of();
  }
}
