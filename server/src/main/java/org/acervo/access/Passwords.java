package org.acervo.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id (RFC 9106), stored in the PHC string format with its parameters, so that they can be
 * raised later: a password stored with others is hashed again when it is next used.
 *
 * <p>Only some computations run at once; the others wait, so that a flood of sign-ins takes neither
 * the memory nor the processors from everybody else.
 */
final class Passwords {
  private static final Pattern STORED =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,9}),t=(\\d{1,6}),p=(\\d{1,4})\\$([^$]+)\\$([^$]+)");
  private static final int HASH_BYTES = 32;
  private static final Duration WAIT = Duration.ofSeconds(20);

  private record Cost(int memoryKib, int passes, int lanes) {}

  private final Cost cost;
  private final Semaphore places;
  private final Secrets secrets;
  private final String nobodys;

  Passwords(AccessConfig config, Secrets secrets) {
    this.cost =
        new Cost(
            Math.toIntExact(config.hashMemory().bytes() / 1024),
            config.hashPasses(),
            config.hashLanes());
    this.places = new Semaphore(config.hashesAtOnce(), true);
    this.secrets = secrets;
    this.nobodys = hash(secrets.fresh());
  }

  String hash(String password) {
    var salt = secrets.salt();
    var base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            cost.memoryKib,
            cost.passes,
            cost.lanes,
            base64.encodeToString(salt),
            base64.encodeToString(compute(password, salt, cost)));
  }

  /** Takes the same time when nothing is stored: then nothing matches. */
  boolean matches(String password, Optional<String> stored) {
    var match = STORED.matcher(stored.orElse(nobodys));
    if (!match.matches()) {
      throw new IllegalStateException("a stored password is not in the form this version writes");
    }
    var expected = Base64.getDecoder().decode(match.group(5));
    var found = compute(password, Base64.getDecoder().decode(match.group(4)), cost(match));
    return MessageDigest.isEqual(expected, found) && stored.isPresent();
  }

  /** Whether {@code stored} was made with other parameters than the current ones. */
  boolean outdated(String stored) {
    var match = STORED.matcher(stored);
    return !match.matches() || !cost(match).equals(cost);
  }

  private static Cost cost(Matcher match) {
    return new Cost(
        Integer.parseInt(match.group(1)),
        Integer.parseInt(match.group(2)),
        Integer.parseInt(match.group(3)));
  }

  private byte[] compute(String password, byte[] salt, Cost cost) {
    var generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(cost.memoryKib)
            .withIterations(cost.passes)
            .withParallelism(cost.lanes)
            .withSalt(salt)
            .build());
    var hash = new byte[HASH_BYTES];
    enter();
    try {
      // The same password typed on two keyboards may differ in how accents are composed.
      var text = Normalizer.normalize(password, Normalizer.Form.NFC);
      generator.generateBytes(text.getBytes(StandardCharsets.UTF_8), hash);
    } finally {
      places.release();
    }
    return hash;
  }

  private void enter() {
    try {
      if (places.tryAcquire(WAIT.toSeconds(), TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new Failed(new Failure.Busy("Too many people are signing in at once. Try again.", WAIT));
  }
}
