package org.acervo.media.worker;

/**
 * The sRGB transfer curve (IEC 61966-2-1) as tables. Averaging is done on light, not on the coded
 * values: otherwise fine bright detail on dark ground fades when a picture is made smaller.
 */
final class Light {
  private static final int STEPS = 65_535;
  private static final float[] TO_LIGHT = new float[256];
  private static final byte[] TO_CODE = new byte[STEPS + 1];

  static {
    for (int code = 0; code < 256; code++) {
      double v = code / 255.0;
      TO_LIGHT[code] = (float) (v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4));
    }
    for (int i = 0; i <= STEPS; i++) {
      double v = (double) i / STEPS;
      double code = v <= 0.0031308 ? v * 12.92 : 1.055 * Math.pow(v, 1 / 2.4) - 0.055;
      TO_CODE[i] = (byte) Math.round(code * 255);
    }
  }

  private Light() {}

  /** Light from 0 to 1 of a code from 0 to 255. */
  static float of(int code) {
    return TO_LIGHT[code];
  }

  /** The nearest code; exact for every value that {@link #of} gives. */
  static int code(float light) {
    int i = (int) (light * STEPS + 0.5f);
    return TO_CODE[Math.clamp(i, 0, STEPS)] & 0xFF;
  }
}
