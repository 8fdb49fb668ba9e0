package org.acervo.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure.Fault;
import org.acervo.kernel.Failure.Invalid;

/** Collects everything that is wrong with a request, so that a person can mend it in one go. */
final class Faults {
  private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");
  private static final Set<String> LOCALES = Set.of("pt-BR", "en");

  private final List<Fault> found = new ArrayList<>();

  void check(boolean right, String field, String why) {
    if (!right) {
      found.add(new Fault(field, why));
    }
  }

  void raise() {
    if (!found.isEmpty()) {
      throw new Failed(new Invalid(found));
    }
  }

  void time(Optional<Instant> time, String field) {
    check(
        time.isEmpty() || (time.get().isAfter(Instant.EPOCH) && time.get().isBefore(LAST)),
        field,
        "must be a time after 1970 and before 9999");
  }

  /** Logins that differ only in case or surrounding space are the same. */
  static String normalLogin(String login) {
    return login.strip().toLowerCase(Locale.ROOT);
  }

  void login(String normal) {
    check(
        isLogin(normal),
        "login",
        "must be 2 to 64 letters a-z, digits, '.', '_', '@' or '-', beginning with a letter or"
            + " digit");
  }

  private static boolean isLogin(String text) {
    return text.length() >= 2
        && text.length() <= 64
        && isLetterOrDigit(text.charAt(0))
        && text.chars().allMatch(c -> isLetterOrDigit(c) || "._@-".indexOf(c) >= 0);
  }

  private static boolean isLetterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  void name(String stripped) {
    int length = stripped.codePointCount(0, stripped.length());
    check(length >= 1 && length <= 200, "name", "must have 1 to 200 characters");
    check(
        stripped.codePoints().noneMatch(Character::isISOControl),
        "name",
        "must not have control characters");
  }

  void descr(String text) {
    check(text.codePointCount(0, text.length()) <= 1000, "descr", "has more than 1000 characters");
  }

  void password(String password) {
    int length = password.codePointCount(0, password.length());
    check(length >= 8 && length <= 200, "password", "must have 8 to 200 characters");
  }

  void mail(Optional<String> mail) {
    check(mail.isEmpty() || isMail(mail.get()), "mail", "is not a mail address");
  }

  private static boolean isMail(String text) {
    int at = text.indexOf('@');
    int after = text.length() - at - 1;
    return at >= 1
        && at <= 100
        && after >= 1
        && after <= 150
        && text.indexOf('@', at + 1) < 0
        && text.chars().noneMatch(Character::isWhitespace);
  }

  void locale(Optional<String> locale) {
    check(
        locale.isEmpty() || LOCALES.contains(locale.get()), "locale", "must be pt-BR, en or null");
  }
}
