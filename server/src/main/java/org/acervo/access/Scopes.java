package org.acervo.access;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure.Fault;
import org.acervo.kernel.Failure.Invalid;

/**
 * What of its owner's rights a credential may use. Scopes only ever narrow: a permission counts
 * when the owner holds it now and the scopes name it.
 */
public record Scopes(Set<Permission> permissions, Set<SystemPermission> system) {
  /** All that the owner may do, now and later. Written {@code *}. */
  public static final Scopes ALL =
      new Scopes(EnumSet.allOf(Permission.class), EnumSet.allOf(SystemPermission.class));

  private static final String STAR = "*";

  public Scopes {
    permissions = Set.copyOf(permissions);
    system = Set.copyOf(system);
  }

  /**
   * Reads what a person asks for.
   *
   * @throws Failed naming {@code scopes[i]} when a word is no permission
   */
  public static Scopes of(List<String> names) {
    var faults = new ArrayList<Fault>();
    if (names.isEmpty()) {
      throw Failed.invalid("scopes", "name at least one permission, or * for all you may do");
    }
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      boolean known =
          name.equals(STAR)
              || Permission.of(name).isPresent()
              || SystemPermission.of(name).isPresent();
      if (!known) {
        faults.add(
            new Fault(
                "scopes[" + i + "]", "names " + Fault.quoted(name) + ", which is no permission"));
      }
    }
    if (!faults.isEmpty()) {
      throw new Failed(new Invalid(faults));
    }
    return stored(names);
  }

  /** What was stored, perhaps by a newer version: words that mean nothing here give nothing. */
  static Scopes stored(List<String> names) {
    if (names.contains(STAR)) {
      return ALL;
    }
    var permissions = EnumSet.noneOf(Permission.class);
    var system = EnumSet.noneOf(SystemPermission.class);
    for (String name : names) {
      Permission.of(name).ifPresent(permissions::add);
      SystemPermission.of(name).ifPresent(system::add);
    }
    return new Scopes(permissions, system);
  }

  @SuppressWarnings("ReferenceEquality") // a short cut for the usual case, not the test
  public boolean permits(Permission permission) {
    return this == ALL || permissions.contains(permission);
  }

  public boolean permits(SystemPermission permission) {
    return system.contains(permission);
  }

  int mask() {
    return permissions.size() == Permission.values().length ? 0xff : Permission.mask(permissions);
  }

  public boolean all() {
    return equals(ALL);
  }

  /** Whether everything that {@code other} permits is permitted here too. */
  public boolean covers(Scopes other) {
    return permissions.containsAll(other.permissions) && system.containsAll(other.system);
  }

  /** As in the API: {@code *}, or the words in their own order. */
  public List<String> names() {
    return all()
        ? List.of(STAR)
        : Stream.concat(
                permissions.stream().sorted().map(Permission::key),
                system.stream().sorted().map(SystemPermission::key))
            .toList();
  }
}
