package org.acervo.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.acervo.media.confine.Orders;
import org.jspecify.annotations.Nullable;

/**
 * One way to shut a worker in: programs of the machine around it, our own launcher before it, or
 * neither.
 *
 * @param bwrap bubblewrap: namespaces of its own
 * @param confined our own launcher: Landlock, a filter of system calls, no capabilities, limits
 * @param user a user of its own, for a confined worker of a server that runs as root
 * @param prlimit the limits alone, where our own launcher does not run
 */
record Wrapping(
    @Nullable String bwrap, boolean confined, OptionalInt user, @Nullable String prlimit) {

  /** Beyond what distributions and systemd give to anybody, and the same on every node. */
  private static final int OWN_USER = 61_999;

  static final Wrapping NONE = new Wrapping(null, false, OptionalInt.empty(), null);

  /** All that this machine might offer, the strongest first. Each has to be tried. */
  static List<Wrapping> candidates(ProgramFiles program) throws IOException {
    String bwrap = ProgramFiles.find("bwrap");
    String prlimit = ProgramFiles.find("prlimit");
    List<Wrapping> all = new ArrayList<>();
    if (Orders.possible()) {
      if (bwrap != null) {
        all.add(new Wrapping(bwrap, true, OptionalInt.empty(), null));
      }
      if (isRoot() && program.openToAll()) {
        all.add(new Wrapping(null, true, OptionalInt.of(OWN_USER), null));
      }
      all.add(new Wrapping(null, true, OptionalInt.empty(), null));
    }
    if (bwrap != null) {
      all.add(new Wrapping(bwrap, false, OptionalInt.empty(), prlimit));
    }
    if (prlimit != null) {
      all.add(new Wrapping(null, false, OptionalInt.empty(), prlimit));
    }
    all.add(NONE);
    return all;
  }

  static boolean isRoot() throws IOException {
    Path self = Path.of("/proc/self");
    return Files.isDirectory(self) && Files.getAttribute(self, "unix:uid").equals(0);
  }

  /**
   * Lets the worker's user have a folder or file of its own.
   *
   * @throws IOException when the owner cannot be changed
   */
  void hand(Path path) throws IOException {
    if (user.isPresent()) {
      Files.setAttribute(path, "unix:uid", user.getAsInt());
    }
  }

  /** What separates a worker that was started like this. */
  Isolation isolation(int landlock) {
    return bwrap != null || landlock > 0 ? Isolation.SANDBOX : Isolation.PROCESS;
  }

  /** In words for the log and the System page. */
  String means(int landlock) {
    List<String> words = new ArrayList<>();
    if (bwrap != null) {
      words.add("bubblewrap");
    }
    if (landlock > 0) {
      words.add("Landlock " + landlock);
    }
    if (confined) {
      words.add("seccomp");
      words.add("no capabilities");
    }
    if (user.isPresent()) {
      words.add("user " + user.getAsInt());
    }
    if (confined || prlimit != null) {
      words.add("limits");
    }
    return words.isEmpty() ? "nothing but a process of its own" : String.join(", ", words);
  }
}
