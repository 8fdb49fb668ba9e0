package org.acervo.media.confine;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Which files may be opened, and that no TCP port may be; see the kernel's {@code
 * Documentation/userspace-api/landlock.rst}. A process in such a domain also cannot look into, or
 * signal, one outside it, so {@code /proc/PID/environ} of the server stays shut even for its own
 * user. A kernel refuses bits that it does not know, so what is asked for depends on its version.
 */
final class Landlock {
  private static final long EXECUTE = 1;
  private static final long WRITE_FILE = 1 << 1;
  private static final long READ_FILE = 1 << 2;
  private static final long READ_DIR = 1 << 3;
  private static final long TRUNCATE = 1 << 14;
  private static final long IOCTL_DEV = 1 << 15;
  private static final long OF_A_FILE = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV;

  private static final int RULE_PATH_BENEATH = 1;
  private static final int CREATE_RULESET_VERSION = 1;
  private static final int O_PATH_CLOEXEC = 0x280000;
  private static final int AT_FDCWD = -100;

  private final Kernel kernel;
  private final SystemCalls calls;
  private final int version;

  private Landlock(Kernel kernel, SystemCalls calls, int version) {
    this.kernel = kernel;
    this.calls = calls;
    this.version = version;
  }

  static Landlock of(Kernel kernel, SystemCalls calls) {
    long version =
        kernel.ask(calls.number("landlock_create_ruleset"), 0, 0, CREATE_RULESET_VERSION);
    return new Landlock(kernel, calls, (int) Math.max(0, version));
  }

  /** The version of the interface; 0 where the kernel has none, or it is switched off. */
  int version() {
    return version;
  }

  /**
   * Rules to be put into force by {@link #enforce}; until then nothing is shut.
   *
   * @return the handle of the rules
   * @throws ConfinementException when the kernel refuses
   */
  long rules(List<Path> readable, Path javaHome, Path writable)
      throws ConfinementException, IOException {
    long[] attributes = {handled(), version >= 4 ? 3 : 0, version >= 6 ? 3 : 0};
    int size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
    long rules =
        kernel.call(
            "landlock rules",
            calls.number("landlock_create_ruleset"),
            kernel.longs(attributes),
            size,
            0);
    for (Path path : readable) {
      allow(rules, path, READ_FILE | READ_DIR);
    }
    for (String device : List.of("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom")) {
      allow(rules, Path.of(device), READ_FILE | WRITE_FILE);
    }
    // What Java reads about itself and the machine when it starts.
    for (String fact : List.of("/proc/self", "/proc/meminfo", "/proc/cpuinfo", "/proc/stat")) {
      allow(rules, Path.of(fact), READ_FILE | READ_DIR);
    }
    allow(rules, Path.of("/sys/fs/cgroup"), READ_FILE | READ_DIR);
    allow(rules, Path.of("/sys/devices/system/cpu"), READ_FILE | READ_DIR);
    allow(rules, javaHome, EXECUTE | READ_FILE | READ_DIR);
    for (Path loader : loaders()) {
      allow(rules, loader, EXECUTE | READ_FILE);
    }
    allow(rules, writable, handled() & ~EXECUTE & ~IOCTL_DEV);
    return rules;
  }

  /** From here on, for this thread and what it becomes. */
  void enforce(long rules) throws ConfinementException {
    kernel.call("landlock", calls.number("landlock_restrict_self"), rules, 0);
  }

  private long handled() {
    long all = (1L << 13) - 1;
    all |= version >= 2 ? 1L << 13 : 0;
    all |= version >= 3 ? TRUNCATE : 0;
    return all | (version >= 5 ? IOCTL_DEV : 0);
  }

  /** Paths that do not exist need no rule. */
  private void allow(long rules, Path path, long rights) throws ConfinementException {
    if (!Files.exists(path)) {
      return;
    }
    long opened =
        kernel.call(
            "open " + path,
            calls.number("openat"),
            AT_FDCWD,
            kernel.text(path.toString()),
            O_PATH_CLOEXEC,
            0);
    long fitting = Files.isDirectory(path) ? rights : rights & OF_A_FILE;
    MemorySegment rule = kernel.arena().allocate(16);
    rule.set(ValueLayout.JAVA_LONG, 0, fitting & handled());
    rule.set(ValueLayout.JAVA_INT, 8, (int) opened);
    kernel.call(
        "landlock rule for " + path,
        calls.number("landlock_add_rule"),
        rules,
        RULE_PATH_BENEATH,
        rule.address(),
        0);
    kernel.ask(calls.number("close"), opened);
  }

  /** The system's program loader, which starts Java: glibc's or musl's. */
  private static List<Path> loaders() throws IOException {
    List<Path> found = new java.util.ArrayList<>();
    for (String folder : List.of("/lib64", "/lib")) {
      if (Files.isDirectory(Path.of(folder))) {
        try (DirectoryStream<Path> entries =
            Files.newDirectoryStream(Path.of(folder), "ld-*.so*")) {
          for (Path entry : entries) {
            found.add(entry.toRealPath());
          }
        }
      }
    }
    return found;
  }
}
