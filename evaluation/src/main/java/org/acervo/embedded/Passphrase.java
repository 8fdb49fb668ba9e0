package org.acervo.embedded;

import java.security.SecureRandom;
import java.util.Base64;

/** Secrets of servers that live no longer than this process. */
final class Passphrase {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Passphrase() {}

  /** 192 random bits in letters that need no escape, neither in an address nor in a setting. */
  static String fresh() {
    var bytes = new byte[24];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
