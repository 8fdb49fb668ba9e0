package org.acervo.media.confine;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;

/**
 * A small Java that shuts itself in and then becomes the worker.
 *
 * <p>Why a process of its own: Landlock, a user and capabilities belong to a thread. A Java machine
 * has a dozen threads before {@code main} begins, and those could not be shut in any more. But what
 * the thread that calls {@code execve} has given up, the new program has given up, with all threads
 * it will ever make. Standard input and output stay what they were.
 *
 * <p>Order matters. Rules about files are made while all files can be seen; the user changes while
 * that is still allowed; no new privileges comes before the two filters, which the kernel otherwise
 * keeps for administrators; the filter of calls is last, since it forbids what the others need.
 */
public final class ConfinedLaunch {
  private static final int PR_SET_NO_NEW_PRIVS = 38;
  private static final int PR_CAPBSET_DROP = 24;
  private static final int LAST_CAPABILITY = 63;
  private static final int CAPABILITY_VERSION_3 = 0x20080522;

  /** What a worker writes is nobody else's. */
  private static final int OWNER_ONLY = 0077;

  private static final int RLIMIT_CPU = 0;
  private static final int RLIMIT_CORE = 4;
  private static final int RLIMIT_NOFILE = 7;
  private static final int RLIMIT_AS = 9;

  /** What a shell answers when a program cannot be started. */
  private static final int CANNOT_START = 126;

  private final Kernel kernel;
  private final SystemCalls calls;

  private ConfinedLaunch(Kernel kernel, SystemCalls calls) {
    this.kernel = kernel;
    this.calls = calls;
  }

  /** Reads {@link Orders}; returns only if it failed. */
  @SuppressWarnings("SystemOut") // standard error is the only way to say why there is no worker
  public static void main(String[] args) {
    try (Arena arena = Arena.ofConfined()) {
      SystemCalls calls =
          SystemCalls.ofThisMachine()
              .orElseThrow(() -> new ConfinementException("unknown system or processor"));
      new ConfinedLaunch(new Kernel(arena), calls).follow(Orders.read(args));
    } catch (ConfinementException | IOException | IllegalArgumentException e) {
      System.err.println("confined launch: " + e.getMessage());
    }
    System.exit(CANNOT_START);
  }

  /** All that needs a class, a file or memory is made before the first door shuts. */
  private void follow(Orders orders) throws ConfinementException, IOException {
    Landlock landlock = Landlock.of(kernel, calls);
    long rules =
        landlock.version() == 0
            ? -1
            : landlock.rules(
                orders.readable(), Path.of(System.getProperty("java.home")), orders.writable());
    CallFilter filter = new CallFilter(kernel, calls, (int) ProcessHandle.current().pid());
    String reached = new Reached(landlock.version(), orders.user().isPresent()).line();
    String program = orders.command().getFirst();
    long path = kernel.text(program);
    long arguments = kernel.texts(orders.command());
    long environment = kernel.texts(List.of());

    kernel.call("mask of files", calls.number("umask"), OWNER_ONLY);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_NOFILE, orders.files());
    limit(RLIMIT_CPU, orders.seconds());
    forgetCapabilities();
    if (orders.user().isPresent()) {
      become(orders.user().getAsInt());
    }
    dropCapabilities();
    kernel.call("no new privileges", calls.number("prctl"), PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (rules >= 0) {
      landlock.enforce(rules);
    }
    filter.enforce();
    if (orders.tell()) {
      System.err.println(reached);
    }
    limit(RLIMIT_AS, orders.memory());
    kernel.call("start " + program, calls.number("execve"), path, arguments, environment);
  }

  private void become(int user) throws ConfinementException {
    kernel.call("groups", calls.number("setgroups"), 0, 0);
    kernel.call("group " + user, calls.number("setresgid"), user, user, user);
    kernel.call("user " + user, calls.number("setresuid"), user, user, user);
  }

  /**
   * A program that is started as root takes up what is in the bounding set. Who may not change it
   * has nothing that could be taken up.
   */
  private void forgetCapabilities() {
    for (int capability = 0; capability <= LAST_CAPABILITY; capability++) {
      kernel.ask(calls.number("prctl"), PR_CAPBSET_DROP, capability, 0, 0, 0);
    }
  }

  private void dropCapabilities() throws ConfinementException {
    long header = kernel.ints(CAPABILITY_VERSION_3, 0);
    kernel.call("capabilities", calls.number("capset"), header, kernel.ints(0, 0, 0, 0, 0, 0));
  }

  private void limit(int what, long most) throws ConfinementException {
    long both = kernel.longs(most, most);
    kernel.call("limit " + what, calls.number("prlimit64"), 0, what, both, 0);
  }
}
