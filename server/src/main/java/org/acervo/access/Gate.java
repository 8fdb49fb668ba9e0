package org.acervo.access;

import java.util.EnumSet;
import java.util.Set;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.ItemId;

/**
 * The one gate that every request passes. It says no in the same three ways everywhere: sign in
 * first; there is nothing here; or, to those who may know that it exists, what permission is
 * missing. Each question is answered by the policy as it is at that moment.
 */
public final class Gate {
  /** What it takes to be shown something in the trash: to see it in a list, and to restore it. */
  public static final Set<Permission> SHOWN_IN_TRASH = Set.of(Permission.LIST, Permission.DELETE);

  private final Access access;

  public Gate(Access access) {
    this.access = access;
  }

  /**
   * Asks for an act on a collection, or for {@code VIEW} and {@code DOWNLOAD} on items in it.
   *
   * @throws Failed with {@link Failure.Unauthenticated}, {@link Failure.NotFound} when the caller
   *     may not list the collection (nor view, where viewing or downloading is asked for), or
   *     {@link Failure.Denied}. The right to an act opens nothing that is closed to the caller;
   *     adding alone needs no right to see, because people may bring things and see nothing
   */
  public void require(Caller caller, Permission permission, CollectionId collection) {
    var policy = access.policy();
    if (collection.equals(CollectionId.ROOT)) {
      requireAtTop(policy, caller, permission);
    } else {
      require(policy, caller, permission, collection);
    }
  }

  /**
   * The place above the top-level collections holds nothing of its own, so a list of it shows what
   * is open to the caller anyway: people may ask for it, others when anything is open to everyone.
   */
  private static void requireAtTop(Policy policy, Caller caller, Permission permission) {
    boolean listed =
        permission == Permission.LIST
            && switch (caller) {
              case Caller.Person person -> person.scopes().permits(permission);
              case Caller.Guest ignored -> true;
              case Caller.Anonymous ignored ->
                  !policy.visible(caller, permission, CollectionId.ROOT).collections().isEmpty();
            };
    if (!listed) {
      throw refusal(caller, true, permission.key());
    }
  }

  private static void require(
      Policy policy, Caller caller, Permission permission, CollectionId collection) {
    var held = policy.permissions(caller, collection);
    boolean blind = permission == Permission.CONTRIBUTE;
    if (!held.contains(permission)
        || !(blind || shown(policy.permissions(caller.unscoped(), collection)))) {
      throw refusal(caller, seen(permission, held), permission.key());
    }
  }

  private static boolean seen(Permission permission, Set<Permission> held) {
    return switch (permission) {
      case VIEW, DOWNLOAD -> shown(held);
      case LIST, CONTRIBUTE, EDIT, DELETE, SHARE, MANAGE -> held.contains(Permission.LIST);
    };
  }

  /**
   * The same for an act on an item that lies in {@code home}: whoever may list or view it may know
   * of it, and to everybody else it is not there, whatever else they may do. A credential that is
   * narrowed to the act alone does it, if its owner may know of the item.
   */
  public void require(Caller caller, Permission permission, ItemId item, CollectionId home) {
    require(access.policy(), caller, permission, item, home);
  }

  private static void require(
      Policy policy, Caller caller, Permission permission, ItemId item, CollectionId home) {
    var held = policy.permissions(caller, item, home);
    if (!held.contains(permission) || !shown(policy.permissions(caller.unscoped(), item, home))) {
      throw refusal(caller, shown(held), permission.key());
    }
  }

  /** Whether the caller may know of the item, in a list or by its id. */
  public boolean shows(Caller caller, ItemId item, CollectionId home) {
    return shown(access.policy().permissions(caller, item, home));
  }

  /**
   * Whether the caller may know of the target. Of a collection also those do who may only bring
   * things.
   */
  static boolean shows(Policy policy, Caller caller, Target target) {
    return switch (target) {
      case Target.OfCollection(var id) -> {
        var held = policy.permissions(caller, id);
        yield shown(held) || held.contains(Permission.CONTRIBUTE);
      }
      case Target.OfItem(var id, var home) -> shown(policy.permissions(caller, id, home));
    };
  }

  private static boolean shown(Set<Permission> held) {
    return held.contains(Permission.LIST) || held.contains(Permission.VIEW);
  }

  /** The same for a collection that lies in the trash, or below one that does. */
  public void requireInTrash(Caller caller, Permission permission, CollectionId collection) {
    require(access.policy().withTrashed(), caller, permission, collection);
  }

  /**
   * The same for an item in the trash: to whoever is not shown it there, it is not there at all.
   */
  public void requireInTrash(Caller caller, ItemId item, CollectionId home) {
    if (!access.policy().permissions(caller, item, home).containsAll(SHOWN_IN_TRASH)) {
      throw refusal(caller, false, Permission.DELETE.key());
    }
  }

  public void require(Caller caller, SystemPermission permission) {
    if (!allows(caller, permission)) {
      throw refusal(caller, true, permission.key());
    }
  }

  /** Who may see and change grants: those who may share, and administrators everywhere. */
  public void requireSharing(Caller caller, Target target) {
    requireSharing(access.policy(), caller, target);
  }

  static void requireSharing(Policy policy, Caller caller, Target target) {
    if (!policy.tree().contains(target.collection()) || !sharesEverywhere(policy, caller)) {
      switch (target) {
        case Target.OfCollection(var id) -> require(policy, caller, Permission.SHARE, id);
        case Target.OfItem(var id, var home) -> require(policy, caller, Permission.SHARE, id, home);
      }
    }
  }

  /** Administrators do, unless their credential keeps them from it. */
  static boolean sharesEverywhere(Policy policy, Caller caller) {
    return caller instanceof Caller.Person person
        && person.scopes().permits(Permission.SHARE)
        && policy.administers(caller);
  }

  /** Asks that the credential lets its owner share at all, where no single place is meant. */
  static void requireSharing(Caller.Person person) {
    if (!person.scopes().permits(Permission.SHARE)) {
      throw refusal(person, true, Permission.SHARE.key());
    }
  }

  /** Asks for a person; what they may do is another question. */
  public Caller.Person requirePerson(Caller caller) {
    return switch (caller) {
      case Caller.Person person -> person;
      case Caller.Anonymous ignored -> throw signInFirst();
      case Caller.Guest ignored -> throw signInFirst();
    };
  }

  public boolean allows(Caller caller, Permission permission, CollectionId collection) {
    return access.policy().allows(caller, permission, collection);
  }

  /** Whether the caller may do that with an item that lies in {@code home}. */
  public boolean allows(Caller caller, Permission permission, ItemId item, CollectionId home) {
    return access.policy().allows(caller, permission, item, home);
  }

  public boolean allows(Caller caller, SystemPermission permission) {
    return access.policy().allows(caller, permission);
  }

  /** Every system permission that the caller holds, as far as the credential goes. */
  public Set<SystemPermission> systemPermissions(Caller caller) {
    var policy = access.policy();
    var held = EnumSet.allOf(SystemPermission.class);
    held.removeIf(permission -> !policy.allows(caller, permission));
    return held;
  }

  /** Which collections at or below {@code root} (of {@code ROOT}: all) give the permission. */
  public Visible visible(Caller caller, Permission permission, CollectionId root) {
    return access.policy().visible(caller, permission, root);
  }

  private static Failed refusal(Caller caller, boolean seen, String missing) {
    if (caller instanceof Caller.Anonymous) {
      return signInFirst();
    }
    return seen
        ? Failed.denied("You need the permission '" + missing + "' for this.")
        : Failed.notFound();
  }

  private static Failed signInFirst() {
    return new Failed(new Failure.Unauthenticated("Sign in first."));
  }
}
