package org.acervo.bench;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One line of the table.
 *
 * @param what the thing measured
 * @param unit of both figures
 * @param peerName what the peer is, or why there is none
 * @param goal in words, as published
 */
record Row(
    String what, String unit, Samples ours, String peerName, @Nullable Samples peer, String goal) {
  static Row alone(String what, String unit, Samples ours, String goal) {
    return new Row(what, unit, ours, "-", null, goal);
  }

  /** Ours divided by the peer's, or a dash. */
  String ratio() {
    if (peer == null) {
      return "-";
    }
    double ratio = ours.median() / peer.median();
    return String.format(Locale.ROOT, ratio < 0.1 ? "%.4f" : "%.2f", ratio);
  }

  String[] cells() {
    String other = peer == null ? peerName : figure(peer) + " (" + peerName + ")";
    return new String[] {what, figure(ours) + " " + unit, other, ratio(), goal};
  }

  /** Median with minimum and maximum. */
  private static String figure(Samples samples) {
    return number(samples.median())
        + " ["
        + number(samples.min())
        + " .. "
        + number(samples.max())
        + "]";
  }

  private static String number(double value) {
    double size = Math.abs(value);
    String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.3f";
    return String.format(Locale.ROOT, format, value);
  }
}
