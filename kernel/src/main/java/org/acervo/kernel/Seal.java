package org.acervo.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes texts that clients carry for us and cannot change: cursors. A sealed text is the payload
 * and the first 12 bytes of its HMAC-SHA-256 (RFC 2104), in base64url.
 */
public final class Seal {
  private static final int TAG = 12;
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final SecretKeySpec key;

  public Seal(byte[] key) {
    this.key = new SecretKeySpec(key, "HmacSHA256");
  }

  public String seal(String payload) {
    byte[] bytes = payload.getBytes(UTF_8);
    byte[] sealed = Arrays.copyOf(tag(bytes), TAG + bytes.length);
    System.arraycopy(bytes, 0, sealed, TAG, bytes.length);
    return ENCODER.encodeToString(sealed);
  }

  /** The payload, or empty when {@code sealed} is not ours. */
  public Optional<String> open(String sealed) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(sealed);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    boolean canonical = ENCODER.encodeToString(bytes).equals(sealed);
    if (bytes.length < TAG || !canonical) {
      return Optional.empty();
    }
    byte[] payload = Arrays.copyOfRange(bytes, TAG, bytes.length);
    boolean ours = MessageDigest.isEqual(Arrays.copyOf(bytes, TAG), tag(payload));
    return ours ? Optional.of(new String(payload, UTF_8)) : Optional.empty();
  }

  private byte[] tag(byte[] payload) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return Arrays.copyOf(mac.doFinal(payload), TAG);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
