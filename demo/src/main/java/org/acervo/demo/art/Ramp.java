package org.acervo.demo.art;

/** A gradient through colours at equal distances, mixed in OKLab and tabulated once. */
final class Ramp {
  private static final int STEPS = 512;
  private final int[] table = new int[STEPS];

  Ramp(int... stops) {
    for (var i = 0; i < STEPS; i++) {
      var t = (double) i / (STEPS - 1) * (stops.length - 1);
      var k = Math.min((int) t, stops.length - 2);
      table[i] = Tone.mix(stops[k], stops[k + 1], t - k);
    }
  }

  /** The colour at t, clamped to 0..1. */
  int at(double t) {
    return table[t <= 0 ? 0 : t >= 1 ? STEPS - 1 : (int) (t * (STEPS - 1))];
  }
}
