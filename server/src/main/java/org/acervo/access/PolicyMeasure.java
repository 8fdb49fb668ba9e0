package org.acervo.access;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.acervo.kernel.CollectionId;
import org.acervo.store.Store;

/**
 * Measuring face of this room: what a node does with its policy when nobody looks, step by step.
 * For {@code ./acervo bench}, which times and weighs the steps; the product does not call it.
 */
public final class PolicyMeasure {
  private final PolicyData data;
  private final byte[] snapshot;

  private PolicyMeasure(PolicyData data) {
    this.data = data;
    this.snapshot = Snapshots.write(data);
  }

  /** Of the policy that {@code room} answers from at this moment. */
  public static PolicyMeasure of(AccessRoom room) {
    return new PolicyMeasure(room.access().policy().data());
  }

  /** Size of the snapshot that nodes leave for each other. */
  public int snapshotBytes() {
    return snapshot.length;
  }

  /** Reads the snapshot and compiles the tree. */
  public Policy fromSnapshot() {
    return new Policy(
        Snapshots.read(snapshot).orElseThrow().at(data.number(), data.mark()),
        InstantSource.system());
  }

  /** Reads the documents and compiles the tree. */
  public static Policy fromRecord(Store store) {
    return new Policy(new MongoPolicy(store).load(1), InstantSource.system());
  }

  /**
   * Makes a policy that has answered {@code caller}, and a change of it by one more grant.
   *
   * @return what takes the change over
   */
  public Supplier<Policy> oneMoreGrant(Caller caller, CollectionId collection) {
    var policy = fromSnapshot();
    var _ = policy.allows(caller, Permission.VIEW, collection);
    var grants = new ArrayList<>(policy.branch(collection).grants());
    grants.add(Grant.allow(new Principal.SignedIn(), Role.VIEWER));
    var patch =
        Patch.change(Patch.In.COLLECTIONS, collection.value())
            .with("grants", grants.stream().map(grant -> StoredGrant.of(grant).fields()).toList());
    return () -> policy.with(List.of(patch));
  }
}
