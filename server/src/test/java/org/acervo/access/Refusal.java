package org.acervo.access;

import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.junit.jupiter.api.function.Executable;

/** How an act was refused, in a form that a test compares. */
record Refusal(Failure failure) {

  static Refusal of(Executable act) {
    try {
      act.execute();
    } catch (Failed e) {
      return new Refusal(e.failure());
    } catch (Throwable e) {
      throw new AssertionError("failed in another way", e);
    }
    throw new AssertionError("was not refused");
  }

  @Override
  public String toString() {
    return failure.getClass().getSimpleName()
        + (failure instanceof Failure.Invalid(var faults)
            ? " " + String.join(", ", faults.stream().map(Failure.Fault::field).toList())
            : "");
  }
}
