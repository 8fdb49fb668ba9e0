package org.acervo.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.acervo.kernel.UserId;

/**
 * Says in a few characters what somebody may do at and below a collection, for the keys of kept
 * answers. Two callers have the same sight of a collection if, and but for a collision of SHA-256
 * only if, everything that an answer about it may depend on is the same for both: the tree there
 * and the way to it, what they may do in each of these collections, and what items with rights of
 * their own make of that. So an answer that was made for one is right for the other, and after a
 * change of rights or of the tree no kept answer can be met that does not fit.
 *
 * <p>Belongs to one policy, and remembers what it has said.
 */
final class Sights {
  private static final int LENGTH = 18;

  /** Everything that was said holds on to the rights that it was said by. */
  static final int MOST = 20_000;

  private record At(Rights rights, int position, int scopes) {}

  /** What was said, as long as the entries exist that it was said by. */
  private record Said(String sight, long since, long until) {
    boolean holds(long now) {
      return since <= now && now < until;
    }
  }

  private final PolicyData data;
  private final Tree tree;
  private final Map<At, Said> said = new ConcurrentHashMap<>();

  Sights(PolicyData data, Tree tree) {
    this.data = data;
    this.tree = tree;
  }

  /**
   * The sight of a collection, or of the whole tree.
   *
   * @param position of the collection, or {@link Tree#NOWHERE} for all
   * @param scopes the permissions that the credential lets through, as bits
   * @param now in milliseconds since the epoch
   */
  String of(Rights rights, int position, int scopes, long now) {
    var at = new At(rights, position, scopes);
    var known = said.get(at);
    if (known == null || !known.holds(now)) {
      known = say(at, now);
      if (size() >= MOST) {
        said.clear();
      }
      said.put(at, known);
    }
    return known.sight();
  }

  /** For when the rights that it was said by are let go. */
  void forget() {
    said.clear();
  }

  int size() {
    return said.size();
  }

  private Said say(At at, long now) {
    boolean all = at.position() == Tree.NOWHERE;
    int from = all ? 0 : at.position();
    int to = all ? tree.size() : tree.end(at.position());
    var masks = new byte[to - from];
    for (int i = 0; i < masks.length; i++) {
      masks[i] = (byte) (at.rights().at(from + i) & at.scopes());
    }
    var hash = sha256();
    hash.update(tree.shape(at.position()));
    hash.update(masks);
    for (int above = all ? Tree.NOWHERE : tree.above(from);
        above != Tree.NOWHERE;
        above = tree.above(above)) {
      hash.update((tree.at(above) + "\n").getBytes(UTF_8));
      hash.update((byte) (at.rights().at(above) & at.scopes()));
    }
    var level = new Rights.Level(at.rights().principals(), data.roles(), now);
    new TreeMap<>(items(level, at.scopes()))
        .forEach((item, rights) -> hash.update((item + rights + "\n").getBytes(UTF_8)));
    return new Said(word(hash), level.since(), level.until());
  }

  /** What items with rights of their own give whoever has nothing, and whoever has all. */
  private Map<String, String> items(Rights.Level level, int scopes) {
    var items = new TreeMap<String, String>();
    data.items()
        .forEach((item, own) -> {
          int least = level.over(0, own.inherit(), own.grants()) & scopes;
          int most = level.over(Rights.ALL, own.inherit(), own.grants()) & scopes;
          if (least != 0 || most != scopes) {
            items.put(item.value(), "=" + least + "/" + most);
          }
        });
    return items;
  }

  /** A hash of all names with their owners. */
  static String names(Map<UserId, Member> people) {
    var hash = sha256();
    people.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue().name() + "\n")
        .sorted()
        .forEach(line -> hash.update(line.getBytes(UTF_8)));
    return word(hash);
  }

  private static String word(MessageDigest hash) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOf(hash.digest(), LENGTH));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
