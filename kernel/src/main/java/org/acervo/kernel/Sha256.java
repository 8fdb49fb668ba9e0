package org.acervo.kernel;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of some bytes (FIPS 180-4), which is their name: 64 lower-case hexadecimal digits.
 */
public record Sha256(String hex) {
  public Sha256 {
    if (hex.length() != 64
        || !hex.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
      throw new IllegalArgumentException("a SHA-256 has 64 lower-case hexadecimal digits: " + hex);
    }
  }

  public static Sha256 of(byte[] bytes) {
    return from(digest(), bytes);
  }

  /** What {@code digest} has seen so far; the digest begins anew. */
  public static Sha256 from(MessageDigest digest) {
    return new Sha256(HexFormat.of().formatHex(digest.digest()));
  }

  private static Sha256 from(MessageDigest digest, byte[] bytes) {
    digest.update(bytes);
    return from(digest);
  }

  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return hex;
  }
}
