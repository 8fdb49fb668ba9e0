package org.acervo.demo.print;

import java.awt.Color;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Vector charts: few lines, no frames, labels at the data. */
final class Charts {
  private static final Color GREY = new Color(0x77716b);
  private static final Color RULE = new Color(0xd8d4ce);

  private Charts() {}

  /** Bars standing on a base line, each with its value; (x, top) is the upper left corner. */
  static void bars(
      Leaf leaf, Look look, List<Block.Datum> data, float x, float top, float w, float h)
      throws IOException {
    var small = look.size() * 0.74f;
    var base = top - h + small * 1.8f;
    var room = h - small * 4;
    var max = max(data);
    var step = w / data.size();
    rules(leaf, x, base, w, room);
    for (var i = 0; i < data.size(); i++) {
      var datum = data.get(i);
      var tall = (float) (room * datum.value() / max);
      leaf.box(
          x + i * step + step * 0.17f,
          base,
          step * 0.66f,
          tall,
          i % 2 == 0 ? look.accent() : lighter(look.accent()));
      leaf.centred(
          number(datum.value()),
          look.bold(),
          small,
          x + (i + 0.5f) * step,
          base + tall + small * 0.5f,
          GREY);
      leaf.centred(
          datum.label(), look.body(), small, x + (i + 0.5f) * step, base - small * 1.3f, GREY);
    }
  }

  static void curve(
      Leaf leaf, Look look, List<Block.Datum> data, float x, float top, float w, float h)
      throws IOException {
    var small = look.size() * 0.74f;
    var base = top - h + small * 1.8f;
    var room = h - small * 4;
    var max = max(data);
    var floor = floor(data, max);
    var step = w / data.size();
    rules(leaf, x, base, w, room);
    var points = new ArrayList<Float>();
    for (var i = 0; i < data.size(); i++) {
      points.add(x + (i + 0.5f) * step);
      points.add(base + (float) (room * (data.get(i).value() - floor) / (max - floor)));
    }
    leaf.curve(points, 1.8f, look.accent());
    for (var i = 0; i < data.size(); i++) {
      var px = points.get(2 * i);
      var py = points.get(2 * i + 1);
      leaf.box(px - 2, py - 2, 4, 4, look.accent());
      leaf.centred(number(data.get(i).value()), look.bold(), small, px, py + small * 0.8f, GREY);
      leaf.centred(data.get(i).label(), look.body(), small, px, base - small * 1.3f, GREY);
    }
  }

  private static void rules(Leaf leaf, float x, float base, float w, float room)
      throws IOException {
    for (var i = 0; i <= 4; i++) {
      leaf.line(
          x,
          base + room * i / 4,
          x + w,
          base + room * i / 4,
          i == 0 ? 0.9f : 0.35f,
          i == 0 ? GREY : RULE);
    }
  }

  /** Where a curve starts: at zero, unless all of it lies far above. */
  private static double floor(List<Block.Datum> data, double max) {
    var min = data.stream().mapToDouble(Block.Datum::value).min().orElse(0);
    return min > max / 2 ? min - (max - min) : 0;
  }

  private static double max(List<Block.Datum> data) {
    return data.stream().mapToDouble(Block.Datum::value).max().orElse(1);
  }

  private static Color lighter(Color c) {
    return new Color((c.getRed() + 255) / 2, (c.getGreen() + 255) / 2, (c.getBlue() + 255) / 2);
  }

  private static String number(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }
}
