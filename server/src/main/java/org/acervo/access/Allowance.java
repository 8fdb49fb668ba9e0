package org.acervo.access;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.ItemId;

/**
 * What one caller may do under one policy, at one moment: who they count as was found out once, so
 * each of many questions is one look into the tree and one bit, and however long they take, no
 * grant expires between them. For the length of a request, not to be kept.
 */
public final class Allowance {
  private final Policy policy;
  private final Caller caller;
  private final Rights rights;
  private final int scopes;
  private final long now;

  /** Found out once: a view asks for each of its collections. */
  private final Map<Permission, Exceptions> exceptions = new ConcurrentHashMap<>();

  /** Items whose own rights make them differ from their homes. */
  private record Exceptions(Set<ItemId> shown, Set<ItemId> hidden) {}

  /**
   * Made by the policy.
   *
   * @param scopes the permissions that the credential lets through, as bits
   * @param now in milliseconds since the epoch
   */
  Allowance(Policy policy, Caller caller, Rights rights, int scopes, long now) {
    this.policy = policy;
    this.caller = caller;
    this.rights = rights;
    this.scopes = scopes;
    this.now = now;
  }

  public Policy policy() {
    return policy;
  }

  public Tree tree() {
    return policy.tree();
  }

  /** The moment it is about, in milliseconds since the epoch. */
  public long now() {
    return now;
  }

  public Caller caller() {
    return caller;
  }

  public boolean allows(Permission permission, CollectionId collection) {
    return (mask(collection) & permission.bit()) != 0;
  }

  /** Whether the caller may do that with an item that lies in {@code home}. */
  public boolean allows(Permission permission, ItemId item, CollectionId home) {
    return (mask(item, home) & permission.bit()) != 0;
  }

  public boolean allows(SystemPermission permission) {
    return policy.allows(caller, permission);
  }

  /** Those of {@code ids} that give {@code permission}, in their order. */
  public List<CollectionId> allowed(Permission permission, List<CollectionId> ids) {
    return ids.stream().filter(id -> allows(permission, id)).toList();
  }

  /** Everything that the caller may do in {@code collection}. */
  public Set<Permission> permissions(CollectionId collection) {
    return Permission.set(mask(collection));
  }

  /** Everything that the caller may do with an item that lies in {@code home}. */
  public Set<Permission> permissions(ItemId item, CollectionId home) {
    return Permission.set(mask(item, home));
  }

  private int mask(CollectionId collection) {
    int at = tree().position(collection);
    return at == Tree.NOWHERE ? 0 : rights.at(at) & scopes;
  }

  private int mask(ItemId item, CollectionId home) {
    int at = tree().position(home);
    return at == Tree.NOWHERE ? 0 : policy.over(item, rights, rights.at(at), now) & scopes;
  }

  /**
   * What decides about every answer to the caller about {@code root} and what lies below, in a few
   * characters: whoever has the same sight of it may be given the same answer. Also part of it is
   * where {@code root} hangs, and what the caller may do in the collections above it.
   */
  public String sight(CollectionId root) {
    return policy.sight(rights, root, scopes, now);
  }

  /** Which collections at or below {@code root} (of {@code ROOT}: all) give {@code permission}. */
  public Visible visible(Permission permission, CollectionId root) {
    return within(root, permission.bit(), exceptions(permission));
  }

  /**
   * Which collections there give all of {@code needed}. Every item with rights of its own counts as
   * hidden, since its home says nothing about it: whoever asks judges those one by one.
   */
  public Visible ordinary(Set<Permission> needed, CollectionId root) {
    return within(
        root,
        Permission.mask(needed),
        new Exceptions(Set.of(), Set.copyOf(policy.itemsWithRights())));
  }

  private Visible within(CollectionId root, int bits, Exceptions some) {
    var tree = tree();
    int at = tree.position(root);
    boolean all = root.equals(CollectionId.ROOT);
    if ((scopes & bits) != bits || (at == Tree.NOWHERE && !all)) {
      return new Visible(tree, new byte[0], 0, 0, 0, Set.of(), Set.of());
    }
    int from = all ? 0 : at;
    int to = all ? tree.size() : tree.end(at);
    return new Visible(tree, rights.masks(), bits, from, to, some.shown(), some.hidden());
  }

  private Exceptions exceptions(Permission permission) {
    return exceptions.computeIfAbsent(permission, this::differing);
  }

  private Exceptions differing(Permission permission) {
    var shown = new HashSet<ItemId>();
    var hidden = new HashSet<ItemId>();
    for (var item : policy.itemsWithRights()) {
      if ((policy.over(item, rights, 0, now) & permission.bit()) != 0) {
        shown.add(item);
      } else if ((policy.over(item, rights, Rights.ALL, now) & permission.bit()) == 0) {
        hidden.add(item);
      }
    }
    return new Exceptions(shown, hidden);
  }
}
