package org.acervo.media.confine;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a launch reached on this machine. The filter of calls, the dropped capabilities and the
 * limits are always there, or there is no launch.
 *
 * @param landlock version of the kernel's interface; 0 where files cannot be closed that way
 * @param ownUser whether the worker runs as a user of its own
 */
public record Reached(int landlock, boolean ownUser) {
  private static final String LINE = "confined landlock=";
  private static final String OWN_USER = " user=own";

  String line() {
    return LINE + landlock + (ownUser ? OWN_USER : "");
  }

  /** Finds the line in what a launch said. */
  public static Optional<Reached> in(Stream<String> lines) {
    return lines.filter(line -> line.startsWith(LINE)).findFirst().map(Reached::read);
  }

  private static Reached read(String line) {
    boolean user = line.endsWith(OWN_USER);
    String number = line.substring(LINE.length(), line.length() - (user ? OWN_USER.length() : 0));
    return new Reached(Integer.parseInt(number), user);
  }
}
