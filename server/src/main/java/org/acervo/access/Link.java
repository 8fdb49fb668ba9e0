package org.acervo.access;

import java.time.Instant;
import java.util.Optional;
import org.acervo.kernel.LinkId;
import org.acervo.kernel.RoleId;
import org.acervo.kernel.UserId;

/**
 * A principal that is a URL.
 *
 * @param title of what it opens
 * @param password whether one is asked for
 * @param uses how often it may be opened; empty for any number
 */
public record Link(
    LinkId id,
    String name,
    Target target,
    String title,
    RoleId role,
    Optional<Instant> until,
    boolean password,
    Optional<Long> uses,
    long used,
    Instant created,
    UserId by,
    String byName,
    State state) {

  /** Whether it opens anything. */
  public enum State {
    OPEN("open"),
    EXPIRED("expired"),
    USED_UP("used up");

    private final String key;

    State(String key) {
      this.key = key;
    }

    /** The word in the API. */
    public String key() {
      return key;
    }
  }

  /** A link that was just made. The token is stored nowhere and shown once. */
  public record Made(Link link, String token) {
    @Override
    public String toString() {
      return "Made[" + link.id() + "]";
    }
  }

  /**
   * What somebody asks for who makes a link.
   *
   * @param uses how often it may be opened; empty for any number
   */
  public record Wish(
      Target target,
      String name,
      RoleId role,
      Optional<Instant> until,
      Optional<String> password,
      Optional<Long> uses) {}

  /** What it takes beside the token before a link opens. */
  public enum Missing {
    NOTHING,
    PASSWORD,
    /** The number of uses is limited, and nobody has asked for one to be taken. */
    ACT
  }

  /** What whoever comes through it is told. */
  public record Opened(Link link, Missing missing, Optional<String> session, Instant until) {}
}
