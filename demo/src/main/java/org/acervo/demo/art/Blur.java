package org.acervo.demo.art;

/** Box blur by running sums: its cost does not depend on its reach. */
final class Blur {
  private Blur() {}

  /** Two passes both ways, close to a bell; edges wrap around. */
  static float[] twice(float[] cells, int w, int h, int reach) {
    var once = pass(pass(cells, w, h, reach, 1, w), h, w, reach, w, 1);
    return pass(pass(once, w, h, reach, 1, w), h, w, reach, w, 1);
  }

  private static float[] pass(float[] in, int length, int lines, int reach, int step, int stride) {
    var out = new float[in.length];
    var share = 1f / (2 * reach + 1);
    for (var line = 0; line < lines; line++) {
      var start = line * stride;
      var sum = 0f;
      for (var k = -reach; k <= reach; k++) {
        sum += in[start + Math.floorMod(k, length) * step];
      }
      for (var k = 0; k < length; k++) {
        out[start + k * step] = sum * share;
        var enter = k + reach + 1;
        var leave = k - reach;
        sum +=
            in[start + (enter < length ? enter : enter - length) * step]
                - in[start + (leave < 0 ? leave + length : leave) * step];
      }
    }
    return out;
  }
}
