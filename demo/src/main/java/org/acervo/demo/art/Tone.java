package org.acervo.demo.art;

import java.awt.Color;

/**
 * Colours as 0xRRGGBB and the arithmetic of mixing them. Gradients are mixed in OKLab (Björn
 * Ottosson, "A perceptual color space for image processing", 2020), where the middle of blue and
 * yellow is a clean green and not grey; quick blends of neighbouring colours stay in plain RGB.
 */
final class Tone {
  private Tone() {}

  /** A colour by OKLCH: lightness 0..1, chroma 0..0.3, hue in degrees; clipped into sRGB. */
  static int lch(double lightness, double chroma, double hue) {
    var radians = Math.toRadians(hue);
    return fromLab(lightness, chroma * Math.cos(radians), chroma * Math.sin(radians));
  }

  /** Perceptual mixture, t = 0 gives a. */
  static int mix(int a, int b, double t) {
    var p = toLab(a);
    var q = toLab(b);
    return fromLab(p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t, p[2] + (q[2] - p[2]) * t);
  }

  /** Lighter (positive) or darker (negative) by a step of OKLab lightness. */
  static int light(int rgb, double step) {
    var p = toLab(rgb);
    return fromLab(Math.clamp(p[0] + step, 0, 1), p[1], p[2]);
  }

  /** Turned by degrees of hue and with chroma scaled. */
  static int turn(int rgb, double degrees, double chroma) {
    var p = toLab(rgb);
    var hue = Math.toDegrees(Math.atan2(p[2], p[1])) + degrees;
    return lch(p[0], Math.hypot(p[1], p[2]) * chroma, hue);
  }

  static double lightness(int rgb) {
    return toLab(rgb)[0];
  }

  /** Plain RGB blend with t in 0..256, for inner loops. */
  static int blend(int a, int b, int t) {
    var rb = (((a & 0xff00ff) * (256 - t) + (b & 0xff00ff) * t) >>> 8) & 0xff00ff;
    var g = (((a & 0x00ff00) * (256 - t) + (b & 0x00ff00) * t) >>> 8) & 0x00ff00;
    return rb | g;
  }

  static int blend(int a, int b, double t) {
    return blend(a, b, (int) (Math.clamp(t, 0, 1) * 256));
  }

  /** Every channel times a factor, clipped. */
  static int scale(int rgb, double factor) {
    return pack(
        (int) (((rgb >> 16) & 255) * factor),
        (int) (((rgb >> 8) & 255) * factor),
        (int) ((rgb & 255) * factor));
  }

  /** Every channel times factor / 256, clipped. */
  static int scale256(int rgb, int factor) {
    return pack(
        (((rgb >> 16) & 255) * factor) >> 8,
        (((rgb >> 8) & 255) * factor) >> 8,
        ((rgb & 255) * factor) >> 8);
  }

  static int pack(int r, int g, int b) {
    return (clip(r) << 16) | (clip(g) << 8) | clip(b);
  }

  private static int clip(int v) {
    return v < 0 ? 0 : Math.min(v, 255);
  }

  static Color awt(int rgb) {
    return new Color(rgb);
  }

  static Color awt(int rgb, double alpha) {
    return new Color(
        (rgb >> 16) & 255, (rgb >> 8) & 255, rgb & 255, (int) (Math.clamp(alpha, 0, 1) * 255));
  }

  private static double[] toLab(int rgb) {
    var r = linear((rgb >> 16) & 255);
    var g = linear((rgb >> 8) & 255);
    var b = linear(rgb & 255);
    var l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    var m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    var s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    return new double[] {
      0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
      1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
      0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
    };
  }

  private static int fromLab(double lightness, double a, double b) {
    var l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
    var m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
    var s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
    return pack(
        encode(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
        encode(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
        encode(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s));
  }

  private static double cube(double v) {
    return v * v * v;
  }

  private static double linear(int channel) {
    var v = channel / 255.0;
    return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
  }

  private static int encode(double v) {
    var e = v <= 0.0031308 ? 12.92 * v : 1.055 * Math.pow(v, 1 / 2.4) - 0.055;
    return (int) Math.round(e * 255);
  }
}
