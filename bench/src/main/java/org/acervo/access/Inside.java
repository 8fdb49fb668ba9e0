package org.acervo.access;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.acervo.kernel.CollectionId;
import org.acervo.store.Store;

/** Times and weighs what a node does with its policy when nobody looks. */
public final class Inside {
  private final PolicyData data;
  private final byte[] snapshot;

  /** What must stay alive while it is measured. */
  private final AtomicReference<Object> kept = new AtomicReference<>("");

  /** Looks at the policy that {@code room} answers from. */
  public Inside(AccessRoom room) {
    this.data = room.access().policy().data();
    this.snapshot = Snapshots.write(data);
  }

  /** Size of the snapshot that nodes leave for each other. */
  public int snapshotBytes() {
    return snapshot.length;
  }

  /** Milliseconds to read a snapshot and compile the tree. */
  public double fromSnapshot() {
    long begun = System.nanoTime();
    var policy = read();
    return millis(begun, policy);
  }

  /** Milliseconds to read the documents and compile the tree. */
  public double fromRecord(Store store) {
    long begun = System.nanoTime();
    var policy = new Policy(new MongoPolicy(store).load(1), InstantSource.system());
    return millis(begun, policy);
  }

  /** Milliseconds until a policy that has answered {@code caller} holds one more grant. */
  public double oneMoreGrant(Caller caller, CollectionId collection) {
    var policy = read();
    var _ = policy.allows(caller, Permission.VIEW, collection);
    var grants = new ArrayList<>(policy.branch(collection).grants());
    grants.add(Grant.allow(new Principal.SignedIn(), Role.VIEWER));
    var patch =
        Patch.change(Patch.In.COLLECTIONS, collection.value())
            .with("grants", grants.stream().map(grant -> StoredGrant.of(grant).fields()).toList());
    long begun = System.nanoTime();
    var next = policy.with(List.of(patch));
    return millis(begun, next);
  }

  /** MiB that a policy keeps alive, read anew, after it was asked by {@code callers}. */
  public double mebibytes(List<? extends Caller> callers, CollectionId collection) {
    kept.set("");
    double before = heap();
    var policy = Snapshots.read(snapshot).map(read -> new Policy(read, InstantSource.system()));
    for (var caller : callers) {
      var _ = policy.orElseThrow().allows(caller, Permission.VIEW, collection);
    }
    kept.set(policy);
    double after = heap();
    kept.set("");
    return after - before;
  }

  private Policy read() {
    return new Policy(
        Snapshots.read(snapshot).orElseThrow().at(data.number(), data.mark()),
        InstantSource.system());
  }

  private double millis(long begun, Policy made) {
    long ended = System.nanoTime();
    kept.set(made);
    return (ended - begun) / (double) TimeUnit.MILLISECONDS.toNanos(1);
  }

  /** MiB in use after everything that can go has gone. */
  private static double heap() {
    var runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least / (double) (1 << 20);
  }
}
