package org.acervo.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;

/** The names under which the cache keeps things in Redis; the root is their hash tag. */
final class RedisKeys {
  private RedisKeys() {}

  static String generation(CollectionId root) {
    return "ilg:{" + root + "}";
  }

  /**
   * Whose generation lies under that name; empty when it is none of ours. Anybody can write names
   * into Redis, and one that cannot be read must not hide the others of the same push.
   */
  static Optional<CollectionId> root(String name) {
    if (!name.startsWith("ilg:{") || !name.endsWith("}")) {
      return Optional.empty();
    }
    try {
      return Optional.of(new CollectionId(name.substring(5, name.length() - 1)));
    } catch (Failed e) { // no id has that form
      return Optional.empty();
    }
  }

  static String entry(String epoch, ViewKey key) {
    return "ilq:" + rest(epoch, key);
  }

  /** Of generation, entry and fill lock. */
  static String[] of(String epoch, ViewKey key) {
    String rest = rest(epoch, key);
    return new String[] {generation(key.root()), "ilq:" + rest, "ilf:" + rest};
  }

  /** A pattern for every entry of a view. */
  static String all(View view) {
    return "ilq:{*}:*:" + view.key() + ":*";
  }

  private static String rest(String epoch, ViewKey key) {
    return "{"
        + key.root()
        + "}:"
        + View.FORM
        + "."
        + epoch
        + ":"
        + key.view().key()
        + ":"
        + hash(key);
  }

  private static String hash(ViewKey key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((key.query() + "\n" + key.sight()).getBytes(UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 18));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
