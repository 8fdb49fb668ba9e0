package org.acervo.access;

import java.util.Optional;

/**
 * A person to be added.
 *
 * @param password without one the person cannot sign in until an administrator sets it
 * @param locale {@code pt-BR}, {@code en} or empty for what the browser asks for
 */
public record UserNew(
    String login,
    String name,
    Optional<String> password,
    Optional<String> mail,
    boolean admin,
    Optional<String> locale) {

  /** Somebody with a login, a name and a password. */
  public static UserNew of(String login, String name, String password) {
    return new UserNew(
        login, name, Optional.of(password), Optional.empty(), false, Optional.empty());
  }
}
