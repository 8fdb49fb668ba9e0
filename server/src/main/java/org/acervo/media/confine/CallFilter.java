package org.acervo.media.confine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * The program by which the kernel judges each system call of a worker: what a decoder has no
 * business with is answered "not permitted". Classic BPF over {@code struct seccomp_data}; see the
 * kernel's {@code Documentation/userspace-api/seccomp_filter.rst}.
 *
 * <p>Some calls are needed and dangerous, and are judged by their first argument: a thread may be
 * made but no process; signals and limits concern this process alone. {@code clone3} hides its
 * arguments behind a pointer, so it does not exist here, and the C library falls back to {@code
 * clone}.
 */
final class CallFilter {
  private static final int LOAD = 0x20;
  private static final int JUMP_IF_EQUAL = 0x15;
  private static final int JUMP_IF_AT_LEAST = 0x35;
  private static final int JUMP_IF_ANY_BIT = 0x45;
  private static final int RETURN = 0x06;

  private static final int ALLOW = 0x7FFF0000;
  private static final int NOT_PERMITTED = 0x00050000 | 1; // EPERM
  private static final int NO_SUCH_CALL = 0x00050000 | 38; // ENOSYS

  private static final int NUMBER = 0;
  private static final int ARCHITECTURE = 4;
  private static final int FIRST_ARGUMENT = 16; // its low half; both processors are little-endian
  private static final int X32_CALLS = 0x40000000;
  private static final int CLONE_THREAD = 0x00010000;
  private static final int INSTRUCTION_BYTES = 8;

  private record Instruction(int code, int ifTrue, int ifFalse, int value) {}

  private static final int SET_MODE_FILTER = 1;

  private final Kernel kernel;
  private final int seccomp;
  private final List<Instruction> program = new ArrayList<>();
  private final MemorySegment header;

  /**
   * The program for a process.
   *
   * @param self its number, which stays when it becomes another program
   */
  CallFilter(Kernel kernel, SystemCalls calls, int self) {
    this.kernel = kernel;
    this.seccomp = calls.number("seccomp");
    add(LOAD, 0, 0, ARCHITECTURE);
    add(JUMP_IF_EQUAL, 1, 0, calls.architecture());
    answer(NOT_PERMITTED);
    add(LOAD, 0, 0, NUMBER);
    add(JUMP_IF_AT_LEAST, 0, 1, X32_CALLS);
    answer(NOT_PERMITTED);
    for (int refused : calls.refused()) {
      add(JUMP_IF_EQUAL, 0, 1, refused);
      answer(NOT_PERMITTED);
    }
    add(JUMP_IF_EQUAL, 0, 1, calls.number("clone3"));
    answer(NO_SUCH_CALL);
    onlyWith(calls.number("clone"), JUMP_IF_ANY_BIT, CLONE_THREAD);
    onlyWith(calls.number("tgkill"), JUMP_IF_EQUAL, self);
    onlyWith(calls.number("kill"), JUMP_IF_EQUAL, self);
    onlyWith(calls.number("prlimit64"), JUMP_IF_EQUAL, 0);
    answer(ALLOW);
    header = encoded();
  }

  private void add(int code, int ifTrue, int ifFalse, int value) {
    program.add(new Instruction(code, ifTrue, ifFalse, value));
  }

  private void answer(int verdict) {
    add(RETURN, 0, 0, verdict);
  }

  /** A call that passes if its first argument does; ends the program for that call. */
  private void onlyWith(int call, int condition, int value) {
    add(JUMP_IF_EQUAL, 0, 4, call);
    add(LOAD, 0, 0, FIRST_ARGUMENT);
    add(condition, 0, 1, value);
    answer(ALLOW);
    answer(NOT_PERMITTED);
  }

  /** As {@code struct sock_fprog} with its {@code struct sock_filter}s. */
  private MemorySegment encoded() {
    MemorySegment code =
        kernel.arena().allocate((long) program.size() * INSTRUCTION_BYTES, Integer.BYTES);
    for (int i = 0; i < program.size(); i++) {
      Instruction one = program.get(i);
      long at = (long) i * INSTRUCTION_BYTES;
      code.set(ValueLayout.JAVA_SHORT, at, (short) one.code());
      code.set(ValueLayout.JAVA_BYTE, at + 2, (byte) one.ifTrue());
      code.set(ValueLayout.JAVA_BYTE, at + 3, (byte) one.ifFalse());
      code.set(ValueLayout.JAVA_INT, at + 4, one.value());
    }
    MemorySegment whole = kernel.arena().allocate(16, Long.BYTES);
    whole.set(ValueLayout.JAVA_SHORT, 0, (short) program.size());
    whole.set(ValueLayout.JAVA_LONG, 8, code.address());
    return whole;
  }

  /** From here on, for this thread and what it becomes. */
  void enforce() throws ConfinementException {
    kernel.call("filter of system calls", seccomp, SET_MODE_FILTER, 0, header.address());
  }
}
