package org.acervo.http;

import static org.acervo.access.Permission.CONTRIBUTE;
import static org.acervo.access.Permission.DELETE;
import static org.acervo.access.Permission.LIST;
import static org.acervo.access.Permission.SHARE;
import static org.acervo.access.Permission.VIEW;

import java.util.HashSet;
import java.util.Set;
import org.acervo.access.Permission;
import org.acervo.web.Guard;

/**
 * What the gate is to say. The table is written anew here, from what the guards promise and not
 * from how the server decides, and whatever it does not allow is refused.
 */
enum MatrixOutcome {
  PASSED,
  SIGN_IN,
  FORBIDDEN,
  MISSING;

  /** Whatever is not a refusal of the gate has passed it: a body may still be wrong. */
  static MatrixOutcome of(int status) {
    return switch (status) {
      case 401 -> SIGN_IN;
      case 403 -> FORBIDDEN;
      case 404 -> MISSING;
      default -> PASSED;
    };
  }

  static MatrixOutcome expected(Guard guard, MatrixCaller caller, MatrixState state) {
    return switch (guard) {
      case Guard.Open _, Guard.Probe _ -> PASSED;
      case Guard.SignedIn _ -> person(caller);
      case Guard.Holds _ -> caller == MatrixCaller.ADMINISTRATOR ? PASSED : refused(caller, true);
      case Guard.OnCollection(var permission) -> collection(permission, caller, state);
      case Guard.OnTrashed(var permission) ->
          state == MatrixState.TRASHED
              ? onCollection(permission, caller, caller.held())
              : collection(permission, caller, state);
      case Guard.OnItem(var permission) -> item(permission, caller, state);
      case Guard.Sharing _ -> sharing(caller, state, collection(SHARE, caller, state));
      case Guard.SharingItem _ -> sharing(caller, state, item(SHARE, caller, state));
    };
  }

  static MatrixOutcome person(MatrixCaller caller) {
    return caller.kind == MatrixCaller.Kind.PERSON ? PASSED : SIGN_IN;
  }

  /** A collection in the trash is there for nobody, until it is restored. */
  static MatrixOutcome collection(Permission permission, MatrixCaller caller, MatrixState state) {
    return onCollection(permission, caller, held(caller, state));
  }

  /** An item in the trash is there for those who could restore it. */
  static MatrixOutcome item(Permission permission, MatrixCaller caller, MatrixState state) {
    var held =
        state == MatrixState.TRASHED && caller.held().containsAll(Set.of(LIST, DELETE))
            ? caller.held()
            : held(caller, state);
    return sees(held) ? decided(permission, caller, held) : refused(caller, false);
  }

  /** What a caller holds on an object that is in that state. */
  private static Set<Permission> held(MatrixCaller caller, MatrixState state) {
    return switch (state) {
      case NORMAL -> caller.held();
      case HIDDEN -> {
        var left = new HashSet<>(caller.held());
        left.removeAll(Set.of(LIST, VIEW));
        yield left;
      }
      case TRASHED, MOVED, DENIED, MISSING -> Set.of();
    };
  }

  /** People share; administrators see to the rights of everything that is there. */
  static MatrixOutcome sharing(MatrixCaller caller, MatrixState state, MatrixOutcome otherwise) {
    if (person(caller) == SIGN_IN) {
      return SIGN_IN;
    }
    boolean there = state != MatrixState.TRASHED && state != MatrixState.MISSING;
    return caller == MatrixCaller.ADMINISTRATOR && there ? PASSED : otherwise;
  }

  /** Bringing something needs no right to see; all else opens nothing that is closed. */
  private static MatrixOutcome onCollection(
      Permission permission, MatrixCaller caller, Set<Permission> held) {
    boolean there = permission == CONTRIBUTE ? !held.isEmpty() : sees(held);
    return there ? decided(permission, caller, held) : refused(caller, false);
  }

  private static boolean sees(Set<Permission> held) {
    return held.contains(LIST) || held.contains(VIEW);
  }

  private static MatrixOutcome decided(
      Permission permission, MatrixCaller caller, Set<Permission> held) {
    return held.contains(permission) ? PASSED : refused(caller, sees(held));
  }

  static MatrixOutcome refused(MatrixCaller caller, boolean seen) {
    if (caller.kind == MatrixCaller.Kind.NOBODY) {
      return SIGN_IN;
    }
    return seen ? FORBIDDEN : MISSING;
  }
}
