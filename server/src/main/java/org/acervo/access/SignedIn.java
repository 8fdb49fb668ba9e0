package org.acervo.access;

import java.time.Instant;

/**
 * A session that was just begun.
 *
 * @param token what the browser keeps; it is stored nowhere else
 * @param until when the session ends if it is not used
 */
public record SignedIn(String token, Instant until, Caller.Person person) {
  @Override
  public String toString() {
    return "SignedIn[" + person.login() + "]";
  }
}
