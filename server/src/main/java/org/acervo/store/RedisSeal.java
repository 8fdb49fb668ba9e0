package org.acervo.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Authenticates what nodes leave for each other in Redis, where others may be able to write.
 *
 * <p>A seal is an HMAC-SHA-256 (RFC 2104) with a key that is kept in the database. It covers the
 * kind of the message, the name of the key or channel under which it lies, and the message. So
 * nothing can be forged, changed or cut, and nothing that is genuine counts under another name.
 * What carries its version in its name or its text cannot be replaced by an older one either.
 *
 * <p>Whatever fails is as good as absent: it is counted, and the log says so at most once a minute
 * for each kind, because whoever can write there could also fill the log.
 */
public final class RedisSeal {
  /** Bytes that a seal adds. */
  public static final int LENGTH = 32;

  private static final Logger log = LoggerFactory.getLogger(RedisSeal.class);
  private static final String ALGORITHM = "HmacSHA256";
  private static final String KEY = "redis-seal";
  private static final long QUIET = TimeUnit.MINUTES.toNanos(1);

  /** What is authenticated. */
  public enum Kind {
    /** A whole policy, for nodes that start. */
    SNAPSHOT,
    /** A node's word that it answers from a policy. */
    ACKNOWLEDGEMENT,
    /** The number of a new policy. */
    POLICY_NUMBER,
    /** A kept answer. */
    CACHE_ENTRY,
    /** What nodes ask and tell each other about kept answers. */
    CACHE_MESSAGE;

    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private record Alarm(LongAdder refused, AtomicLong silentUntil) {}

  private final Mac keyed;
  private final Map<Kind, Alarm> alarms = new EnumMap<>(Kind.class);

  public RedisSeal(byte[] key) {
    try {
      keyed = Mac.getInstance(ALGORITHM);
      keyed.init(new SecretKeySpec(key, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
    for (var kind : Kind.values()) {
      alarms.put(kind, new Alarm(new LongAdder(), new AtomicLong(System.nanoTime() - QUIET)));
    }
  }

  /** With the key that all nodes of this database share. */
  static RedisSeal of(Store store) {
    return new RedisSeal(Keys.obtain(store.database(), KEY));
  }

  /** The seal followed by the message. */
  public byte[] seal(Kind kind, String name, byte[] message) {
    byte[] sealed =
        Arrays.copyOf(tag(kind, name, ByteBuffer.wrap(message)), LENGTH + message.length);
    System.arraycopy(message, 0, sealed, LENGTH, message.length);
    return sealed;
  }

  /** The message, if it was sealed as this kind and under this name; else it counts as refused. */
  public Optional<byte[]> open(Kind kind, String name, byte[] sealed) {
    if (sealed.length >= LENGTH) {
      var message = ByteBuffer.wrap(sealed, LENGTH, sealed.length - LENGTH);
      if (MessageDigest.isEqual(Arrays.copyOf(sealed, LENGTH), tag(kind, name, message))) {
        return Optional.of(Arrays.copyOfRange(sealed, LENGTH, sealed.length));
      }
    }
    refuse(kind, name);
    return Optional.empty();
  }

  /** The seal of a message that lies in parts. */
  public byte[] tag(Kind kind, String name, ByteBuffer... parts) {
    try {
      var mac = (Mac) keyed.clone();
      byte[] named = (kind.label() + " " + name).getBytes(UTF_8);
      mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, named.length));
      mac.update(named);
      for (var part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the platform's own " + ALGORITHM + " can be cloned", e);
    }
  }

  /** Counts something that is not what a node of ours left under that name. */
  public void refuse(Kind kind, String name) {
    var alarm = Objects.requireNonNull(alarms.get(kind));
    alarm.refused().increment();
    long now = System.nanoTime();
    long until = alarm.silentUntil().get();
    if (now - until >= 0 && alarm.silentUntil().compareAndSet(until, now + QUIET)) {
      log.warn(
          "Something in Redis was not left there by a node of this library, or was changed since,"
              + " and is ignored: {} under {}. Find out who else can write into this Redis.",
          kind.label(),
          name);
    }
  }

  /** How many of a kind were refused since the start. */
  public long refused(Kind kind) {
    return Objects.requireNonNull(alarms.get(kind)).refused().sum();
  }
}
