package org.acervo.kernel;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A number of bytes, written with binary units: {@code 512 B}, {@code 255 KiB}, {@code 1 MiB},
 * {@code 5 GiB}.
 */
public record DataSize(long bytes) implements Comparable<DataSize> {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,15})\\s*(B|KiB|MiB|GiB|TiB)?");
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

  public DataSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size cannot be negative: " + bytes);
    }
  }

  public static DataSize kib(long n) {
    return new DataSize(n << 10);
  }

  public static DataSize mib(long n) {
    return new DataSize(n << 20);
  }

  public static DataSize gib(long n) {
    return new DataSize(n << 30);
  }

  /**
   * Reads what {@link #toString} writes; a bare number is bytes.
   *
   * @throws IllegalArgumentException with the accepted form, when {@code text} has another
   */
  public static DataSize parse(String text) {
    var match = TEXT.matcher(text.strip());
    if (!match.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not a size; write for example 64 MiB");
    }
    int power = 0;
    while (match.group(2) != null && !UNITS[power].equals(match.group(2))) {
      power++;
    }
    return new DataSize(Math.multiplyExact(Long.parseLong(match.group(1)), 1L << (10 * power)));
  }

  @Override
  public int compareTo(DataSize other) {
    return Long.compare(bytes, other.bytes);
  }

  @Override
  public String toString() {
    int power = bytes == 0 ? 0 : Math.min(4, (63 - Long.numberOfLeadingZeros(bytes)) / 10);
    long unit = 1L << (10 * power);
    return bytes % unit == 0
        ? bytes / unit + " " + UNITS[power]
        : String.format(Locale.ROOT, "%.1f %s", (double) bytes / unit, UNITS[power]);
  }
}
