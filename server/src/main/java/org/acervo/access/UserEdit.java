package org.acervo.access;

import java.util.ArrayList;
import java.util.Optional;

/**
 * What is to change about a person; what is empty stays. For {@code mail} and {@code locale} an
 * empty text takes the value away.
 */
public record UserEdit(
    Optional<String> name,
    Optional<String> mail,
    Optional<String> password,
    Optional<Boolean> admin,
    Optional<User.State> state,
    Optional<String> locale) {

  /** Changes nothing; the methods below build on it. */
  public static final UserEdit NONE =
      new UserEdit(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public UserEdit withPassword(String value) {
    return new UserEdit(name, mail, Optional.of(value), admin, state, locale);
  }

  public UserEdit withAdmin(boolean value) {
    return new UserEdit(name, mail, password, Optional.of(value), state, locale);
  }

  public UserEdit withState(User.State value) {
    return new UserEdit(name, mail, password, admin, Optional.of(value), locale);
  }

  /** Whether every session and token of the person is over with this. */
  boolean endsSessions() {
    return password.isPresent() || state.equals(Optional.of(User.State.DISABLED));
  }

  /** Whether the person administers no more after this. */
  boolean endsAdministration() {
    return state.equals(Optional.of(User.State.DISABLED)) || admin.equals(Optional.of(false));
  }

  /** With names and addresses as they are stored. */
  UserEdit checked() {
    var faults = new Faults();
    var stripped = name.map(String::strip);
    stripped.ifPresent(faults::name);
    password.ifPresent(faults::password);
    faults.mail(mail.filter(text -> !text.isEmpty()));
    faults.locale(locale.filter(text -> !text.isEmpty()));
    faults.raise();
    return new UserEdit(stripped, mail, password, admin, state, locale);
  }

  /** For the history of rights; never the password itself. */
  String summary() {
    var parts = new ArrayList<String>();
    name.ifPresent(value -> parts.add("name " + value));
    mail.ifPresent(value -> parts.add("mail " + value));
    password.ifPresent(ignored -> parts.add("new password"));
    admin.ifPresent(value -> parts.add(value ? "administrator" : "no administrator"));
    state.ifPresent(value -> parts.add(value.key()));
    locale.ifPresent(value -> parts.add("locale " + value));
    return String.join(", ", parts);
  }
}
