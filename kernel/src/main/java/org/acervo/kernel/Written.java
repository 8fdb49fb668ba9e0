package org.acervo.kernel;

/**
 * Whether the work that is done for somebody has changed anything yet. What fails afterwards, such
 * as reading back what is to be shown, must not be told as if nothing had happened: whoever hears
 * that does it again.
 */
public final class Written {
  private static final ScopedValue<Written> HERE = ScopedValue.newInstance();

  private volatile boolean anything;

  /** Says that something was changed for good, to whoever wants to know on this thread. */
  public static void note() {
    if (HERE.isBound()) {
      HERE.get().anything = true;
    }
  }

  /** Does some work and hears of what it changes. */
  public <T, X extends Throwable> T during(ScopedValue.CallableOp<T, X> work) throws X {
    return ScopedValue.where(HERE, this).call(work);
  }

  public boolean anything() {
    return anything;
  }
}
