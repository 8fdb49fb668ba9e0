package org.acervo.media.confine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * System calls of Linux, made by number with the C library's {@code syscall}: unlike the library's
 * own {@code setresuid} and the like, they concern the calling thread alone. That thread is the one
 * that becomes the worker.
 */
final class Kernel {
  private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final int ARGUMENTS = 5;

  private final Arena arena;
  private final MethodHandle syscall;
  private final MemorySegment state;

  @SuppressWarnings("restricted") // this is the class that calls native code
  Kernel(Arena arena) {
    this.arena = arena;
    Linker linker = Linker.nativeLinker();
    MemorySegment function = linker.defaultLookup().findOrThrow("syscall");
    syscall =
        linker.downcallHandle(
            function,
            FunctionDescriptor.of(
                JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.captureCallState("errno"));
    state = arena.allocate(STATE);
  }

  Arena arena() {
    return arena;
  }

  /** The result of a call, or minus the error number. */
  long ask(long number, long... arguments) {
    long[] all = java.util.Arrays.copyOf(arguments, ARGUMENTS);
    long result;
    try {
      result = (long) syscall.invokeExact(state, number, all[0], all[1], all[2], all[3], all[4]);
    } catch (Throwable impossible) { // a handle's signature says it may throw anything
      throw new IllegalStateException("system call " + number, impossible);
    }
    return result == -1 ? -(long) (int) ERRNO.get(state, 0L) : result;
  }

  /**
   * The result of a call that must work.
   *
   * @throws ConfinementException naming the step and the error number
   */
  long call(String step, long number, long... arguments) throws ConfinementException {
    long result = ask(number, arguments);
    if (result < 0) {
      throw new ConfinementException(step + ": error " + -result);
    }
    return result;
  }

  /** Text as C expects it. */
  long text(String value) {
    return arena.allocateFrom(value).address();
  }

  /** A list of texts that ends with a null pointer. */
  long texts(java.util.List<String> values) {
    MemorySegment pointers = arena.allocate(ADDRESS, values.size() + 1L);
    for (int i = 0; i < values.size(); i++) {
      pointers.setAtIndex(ADDRESS, i, arena.allocateFrom(values.get(i)));
    }
    return pointers.address();
  }

  /** Two or more 32-bit numbers in a row. */
  long ints(int... values) {
    return arena.allocateFrom(JAVA_INT, values).address();
  }

  /** One or more 64-bit numbers in a row. */
  long longs(long... values) {
    return arena.allocateFrom(JAVA_LONG, values).address();
  }
}
