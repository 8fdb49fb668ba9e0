package org.acervo.kernel;

import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries a {@link Failure} up to the caller. */
public final class Failed extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  public Failed(Failure failure) {
    this(failure, null);
  }

  public Failed(Failure failure, @Nullable Throwable cause) {
    super(failure.detail(), cause);
    this.failure = failure;
  }

  public Failure failure() {
    return failure;
  }

  public static Failed notFound() {
    return new Failed(new Failure.NotFound());
  }

  public static Failed invalid(String field, String why) {
    return new Failed(new Failure.Invalid(List.of(new Failure.Fault(field, why))));
  }

  public static Failed conflict(String detail) {
    return new Failed(new Failure.Conflict(detail));
  }

  public static Failed denied(String detail) {
    return new Failed(new Failure.Denied(detail));
  }
}
