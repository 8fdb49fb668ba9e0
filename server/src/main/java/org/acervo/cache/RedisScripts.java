package org.acervo.cache;

/**
 * What Redis does at one stroke. Each script touches the keys of one root, which lie in one slot
 * ({@code {root}} is their hash tag), so the same code works on one server and on a cluster.
 *
 * <p>{@code text} reads a key that has to hold a text; one of another type is none of ours, and is
 * removed, which it says too. A generation is 16 hexadecimal digits; anything else counts as none.
 *
 * <p>Where there is none, a bump does not make one: there may have been a higher one that was lost,
 * and who is late may bring a lower one. It leaves a draft, {@code ?}, the highest time bumped
 * since, and a sign of who began it. The draft becomes the generation when somebody who has seen
 * its sign brings a time of the record that is not before any write answered till then.
 */
final class RedisScripts {
  private static final String READ =
      """
      local function text(key)
        local value = redis.pcall('GET', key)
        if type(value) == 'table' then
          redis.call('DEL', key)
          return false, true
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
      local function draft(key)
        local time, by = string.match(text(key) or '', '^%?([0-9a-f]+) (.+)$')
        if time and #time == 16 then
          return time, by
        end
      end
      local function begun(key, sign)
        local time, by = draft(key)
        if not time then
          time, by = '0000000000000000', sign
          redis.call('SET', key, '?' .. time .. ' ' .. by)
        end
        return time, by
      end
      """;

  /** KEYS: ilg. ARGV: T, sign. Raises the generation, or its draft. */
  static final String BUMP =
      READ
          + """
          local known = generation(KEYS[1])
          if known then
            if known < ARGV[1] then
              redis.call('SET', KEYS[1], ARGV[1])
            end
            return 1
          end
          local time, by = begun(KEYS[1], ARGV[2])
          if time < ARGV[1] then
            redis.call('SET', KEYS[1], '?' .. ARGV[1] .. ' ' .. by)
          end
          return 1
          """;

  /** KEYS: ilg. ARGV: T, sign. Makes a generation of the draft with that sign. */
  static final String SETTLE =
      READ
          + """
          local time, by = draft(KEYS[1])
          if by == ARGV[2] then
            redis.call('SET', KEYS[1], time < ARGV[1] and ARGV[1] or time)
          end
          return 1
          """;

  /** KEYS: ilg. The generation, or nothing. */
  static final String GENERATION = READ + "return generation(KEYS[1])";

  /** KEYS: ilq. The entry and its life in ms, or nothing. */
  static final String KEPT =
      READ
          + """
          local frame = text(KEYS[1])
          return frame and {frame, redis.call('PTTL', KEYS[1])} or {}
          """;

  /**
   * KEYS: ilg, ilq, ilf. ARGV: node, life of the lock in ms, magic, sign. Gives what there is:
   * {unknown, sign}, {hit, generation, frame}, {lead, generation, whether what lay there was none
   * of our frames} or {follow, generation}.
   */
  static final String LOOK =
      READ
          + """
          local known = generation(KEYS[1])
          if not known then
            local _, by = begun(KEYS[1], ARGV[4])
            return {'unknown', by}
          end
          local frame, odd = text(KEYS[2])
          local ours = frame and string.sub(frame, 1, 4) == ARGV[3]
          if ours and string.sub(frame, 5, 20) >= known then
            return {'hit', known, frame}
          end
          odd = odd or (frame and not ours)
          local holder = text(KEYS[3])
          if not holder or holder == ARGV[1] then
            redis.call('SET', KEYS[3], ARGV[1], 'PX', ARGV[2])
            return {'lead', known, odd and 1 or 0}
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

  /** KEYS: ilf. ARGV: node. Gives the lock back if it is this node's. */
  static final String RELEASE =
      READ
          + """
          if text(KEYS[1]) == ARGV[1] then
            redis.call('DEL', KEYS[1])
          end
          return 1
          """;

  private static final String NODES =
      READ
          + """
          local function there(key)
            local kind = redis.call('TYPE', key).ok
            if kind ~= 'hash' and kind ~= 'none' then
              redis.call('DEL', key)
              return false
            end
            return kind == 'hash'
          end
          """;

  /**
   * KEYS: iln, ilm. ARGV: node, a number that nobody used before. Whether the node is among those
   * who keep entries, and the marker.
   */
  static final String BEAT =
      NODES
          + """
          local marker = text(KEYS[2]) or ''
          if not there(KEYS[1]) or redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then
            return {0, marker}
          end
          redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
          return {1, marker}
          """;

  /**
   * KEYS: iln, ily. ARGV: node, a number that nobody used before, how long the list is young in ms.
   */
  static final String REGISTER =
      NODES
          + """
          if not there(KEYS[1]) then
            redis.call('SET', KEYS[2], '1', 'PX', ARGV[3])
          end
          redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
          return 1
          """;

  /**
   * KEYS: iln, ily. Whether everybody is known who keeps entries (a list that began a moment ago
   * may follow one that was lost), and each of them with the number of their last beat.
   */
  static final String LIST =
      NODES
          + """
          local nodes = there(KEYS[1]) and redis.call('HGETALL', KEYS[1]) or {}
          local whole = #nodes > 0 and redis.call('EXISTS', KEYS[2]) == 0
          table.insert(nodes, 1, whole and '1' or '0')
          return nodes
          """;

  /** KEYS: iln. ARGV: nodes, each with a number. Removes those who gave no beat since. */
  static final String STRIKE =
      NODES
          + """
          if there(KEYS[1]) then
            for i = 1, #ARGV, 2 do
              if redis.call('HGET', KEYS[1], ARGV[i]) == ARGV[i + 1] then
                redis.call('HDEL', KEYS[1], ARGV[i])
              end
            end
          end
          return 1
          """;

  /**
   * KEYS: ilm. ARGV: marker, time of this server in ms at which its life begins, life in ms. A
   * marker that was long on its way does not live longer.
   */
  static final String MARK =
      READ
          + """
          local now = redis.call('TIME')
          local left = ARGV[2] + ARGV[3] - (now[1] * 1000 + math.floor(now[2] / 1000))
          if left > 0 and left <= tonumber(ARGV[3]) then
            redis.call('SET', KEYS[1], ARGV[1], 'PX', string.format('%d', left))
            return 1
          end
          return 0
          """;

  private RedisScripts() {}
}
