package org.acervo.cache;

/**
 * What Redis does at one stroke. Each script touches the keys of one root, which lie in one slot
 * ({@code {root}} is their hash tag), so the same code works on one server and on a cluster.
 *
 * <p>{@code text} reads a key that has to hold a text; one of another type is none of ours, and is
 * removed. A generation that is not 16 hexadecimal digits counts as none.
 */
final class RedisScripts {
  private static final String READ =
      """
      local function text(key)
        local value = redis.pcall('GET', key)
        if type(value) == 'table' then
          redis.call('DEL', key)
          return false
        end
        return value
      end
      local function generation(key)
        local value = text(key)
        if value and #value == 16 and not string.find(value, '[^0-9a-f]') then
          return value
        end
        return false
      end
      """;

  /** KEYS: ilg. ARGV: T. Raises the generation. */
  static final String BUMP =
      READ
          + """
          local known = generation(KEYS[1])
          if not known or known < ARGV[1] then
            redis.call('SET', KEYS[1], ARGV[1])
          end
          return 1
          """;

  /**
   * KEYS: ilg, ilq, ilf. ARGV: node, life of the lock in ms, magic. Gives what there is: {unknown},
   * {hit, generation, frame}, {lead, generation} or {follow, generation}.
   */
  static final String LOOK =
      READ
          + """
          local known = generation(KEYS[1])
          if not known then
            return {'unknown'}
          end
          local frame = text(KEYS[2])
          if frame and string.sub(frame, 1, 4) == ARGV[3] and string.sub(frame, 5, 20) >= known then
            return {'hit', known, frame}
          end
          local holder = text(KEYS[3])
          if not holder or holder == ARGV[1] then
            redis.call('SET', KEYS[3], ARGV[1], 'PX', ARGV[2])
            return {'lead', known}
          end
          return {'follow', known}
          """;

  /**
   * KEYS: ilg, ilq, ilf. ARGV: node, S, the generation seen, frame, life in ms, magic. Stores the
   * frame unless something was written since S, or the generation has gone meanwhile, for then
   * nobody knows what was written.
   */
  static final String FILL =
      READ
          + """
          if text(KEYS[3]) == ARGV[1] then
            redis.call('DEL', KEYS[3])
          end
          local known = generation(KEYS[1])
          if not known or known < ARGV[3] then
            return 'vanished'
          end
          if known > ARGV[2] then
            return 'old'
          end
          local frame = text(KEYS[2])
          if not frame or string.sub(frame, 1, 4) ~= ARGV[6] or string.sub(frame, 5, 20) <= ARGV[2] then
            redis.call('SET', KEYS[2], ARGV[4], 'PX', ARGV[5])
          end
          return 'stored'
          """;

  /**
   * KEYS: iln, ilm. ARGV: node. Whether the node is among those who keep entries, and the marker.
   */
  static final String BEAT =
      READ
          + """
          return {redis.call('SISMEMBER', KEYS[1], ARGV[1]), text(KEYS[2]) or ''}
          """;

  private RedisScripts() {}
}
