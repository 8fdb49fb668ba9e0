package org.acervo.web;

import org.acervo.access.Permission;
import org.acervo.access.SystemPermission;

/** What the gate asks before a handler runs. An endpoint without one cannot be written down. */
public sealed interface Guard {
  Guard OPEN = new Open();
  Guard PROBE = new Probe();
  Guard SIGNED_IN = new SignedIn();
  Guard SHARING = new Sharing();
  Guard SHARING_ITEM = new SharingItem();

  /** As written in the contract's {@code x-permission}. */
  String key();

  static Guard system(SystemPermission permission) {
    return new Holds(permission);
  }

  static Guard collection(Permission permission) {
    return new OnCollection(permission);
  }

  static Guard trashedCollection(Permission permission) {
    return new OnTrashed(permission);
  }

  static Guard item(Permission permission) {
    return new OnItem(permission);
  }

  /** Anybody, signed in or not. */
  record Open() implements Guard {
    @Override
    public String key() {
      return "open";
    }
  }

  /** Anybody, and nobody is asked who they are: it answers when nothing else does. */
  record Probe() implements Guard {
    @Override
    public String key() {
      return "open";
    }
  }

  /** Anybody who is signed in. */
  record SignedIn() implements Guard {
    @Override
    public String key() {
      return "signed-in";
    }
  }

  /** Holders of a permission over the whole library. */
  record Holds(SystemPermission permission) implements Guard {
    @Override
    public String key() {
      return permission.key();
    }
  }

  /** Holders of a permission on the collection that {@code {id}} names. */
  record OnCollection(Permission permission) implements Guard {
    @Override
    public String key() {
      return permission.key();
    }
  }

  /** Holders of a permission on the item that {@code {id}} names. */
  record OnItem(Permission permission) implements Guard {
    @Override
    public String key() {
      return permission.key();
    }
  }

  /**
   * Holders of a permission on the collection that {@code {id}} names, though it lies in the trash.
   */
  record OnTrashed(Permission permission) implements Guard {
    @Override
    public String key() {
      return permission.key();
    }
  }

  /** Those who may give rights on the collection that {@code {id}} names. */
  record Sharing() implements Guard {
    @Override
    public String key() {
      return Permission.SHARE.key();
    }
  }

  /** Those who may give rights on the item that {@code {id}} names. */
  record SharingItem() implements Guard {
    @Override
    public String key() {
      return Permission.SHARE.key();
    }
  }
}
