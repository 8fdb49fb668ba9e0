package org.acervo.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.acervo.access.Caller;
import org.acervo.access.Permission;
import org.acervo.access.Policy;
import org.acervo.access.PolicyMeasure;
import org.acervo.kernel.CollectionId;
import org.acervo.store.Store;

/** Times and weighs what a node does with its policy when nobody looks. */
final class PolicyCosts {
  private final PolicyMeasure measure;

  /** What must stay alive while it is measured. */
  private final AtomicReference<Object> kept = new AtomicReference<>("");

  PolicyCosts(PolicyMeasure measure) {
    this.measure = measure;
  }

  /** Milliseconds to read a snapshot and compile the tree. */
  double fromSnapshot() {
    return millis(measure::fromSnapshot);
  }

  /** Milliseconds to read the documents and compile the tree. */
  double fromRecord(Store store) {
    return millis(() -> PolicyMeasure.fromRecord(store));
  }

  /** Milliseconds until a policy that has answered {@code caller} holds one more grant. */
  double oneMoreGrant(Caller caller, CollectionId collection) {
    return millis(measure.oneMoreGrant(caller, collection));
  }

  /** MiB that a policy keeps alive, read anew, after it was asked by {@code callers}. */
  double mebibytes(List<? extends Caller> callers, CollectionId collection) {
    kept.set("");
    double before = heap();
    var policy = measure.fromSnapshot();
    for (var caller : callers) {
      var _ = policy.allows(caller, Permission.VIEW, collection);
    }
    kept.set(policy);
    double after = heap();
    kept.set("");
    return after - before;
  }

  private double millis(Supplier<Policy> step) {
    long begun = System.nanoTime();
    var made = step.get();
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
