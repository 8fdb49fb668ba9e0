package org.acervo.cache;

import java.util.HashMap;
import java.util.Map;

/**
 * What a server says about itself.
 *
 * @param run its run id: another one means that it began anew, or that it is another server
 * @param cluster whether it keeps only its part of the keys
 */
record RedisServer(String run, boolean cluster) {

  /** It can be reached, but would not keep what we rely on. */
  static final class Unsuitable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unsuitable(String message) {
      super(message);
    }
  }

  /**
   * Reads the answer to INFO.
   *
   * @throws Unsuitable saying what has to be changed
   */
  static RedisServer of(String info) {
    Map<String, String> said = new HashMap<>();
    info.lines()
        .map(line -> line.split(":", 2))
        .filter(parts -> parts.length == 2)
        .forEach(parts -> said.put(parts[0], parts[1].strip()));
    String version = said.getOrDefault("redis_version", "0");
    if (!isAtLeast62(version)) {
      throw new Unsuitable(
          "Redis " + version + " is too old for the cache. Use Redis 6.2 or newer, or Valkey.");
    }
    String policy = said.getOrDefault("maxmemory_policy", "noeviction");
    boolean limited = !said.getOrDefault("maxmemory", "0").equals("0");
    if (limited && !policy.startsWith("volatile-")) {
      throw new Unsuitable(
          "Redis has maxmemory-policy "
              + policy
              + ", but the cache needs volatile-lru or another volatile policy, so that what says"
              + " how new entries are is never evicted before them. Set maxmemory-policy"
              + " volatile-lru; until then entries are kept in memory only.");
    }
    if (said.getOrDefault("role", "master").equals("slave")) {
      throw new Unsuitable(
          "Redis is a replica. Name its primary, a Sentinel or a cluster in ACERVO_REDIS_URI.");
    }
    return new RedisServer(
        said.getOrDefault("run_id", "?"), said.getOrDefault("cluster_enabled", "0").equals("1"));
  }

  private static boolean isAtLeast62(String version) {
    var parts = version.split("\\.", -1);
    try {
      int major = Integer.parseInt(parts[0]);
      return major > 6 || (major == 6 && Integer.parseInt(parts[1]) >= 2);
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return false;
    }
  }
}
