package org.acervo.kernel;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Makes ids: 20 characters of Crockford's base 32, of which the first 10 are the time in
 * milliseconds and the others 50 random bits. Ids made later sort later, so new documents go to the
 * end of every index.
 */
public final class Ids {
  private static final char[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();

  private final InstantSource clock;
  private final RandomGenerator random;

  public Ids(InstantSource clock) {
    this(clock, new SecureRandom());
  }

  public Ids(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  public String fresh() {
    var id = new char[20];
    write(id, 0, clock.millis());
    write(id, 10, random.nextLong());
    return new String(id);
  }

  private static void write(char[] id, int from, long bits) {
    for (int i = 9; i >= 0; i--) {
      id[from + i] = ALPHABET[(int) (bits & 31)];
      bits >>>= 5;
    }
  }
}
