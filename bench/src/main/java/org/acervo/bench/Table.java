package org.acervo.bench;

import java.util.ArrayList;
import java.util.List;

/** The rows as Markdown, aligned, so that the terminal and the stored result are one text. */
final class Table {
  private static final String[] HEADS = {
    "what", "ours: median [min .. max]", "peer", "ratio", "goal"
  };

  private Table() {}

  static String of(List<Row> rows) {
    List<String[]> lines = new ArrayList<>();
    lines.add(HEADS);
    rows.forEach(row -> lines.add(row.cells()));
    int[] widths = new int[HEADS.length];
    for (String[] line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line[i].length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (int n = 0; n < lines.size(); n++) {
      line(text, lines.get(n), widths);
      if (n == 0) {
        for (int width : widths) {
          text.append('|').append("-".repeat(width + 2));
        }
        text.append("|\n");
      }
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String[] cells, int[] widths) {
    for (int i = 0; i < widths.length; i++) {
      text.append("| ").append(cells[i]).append(" ".repeat(widths[i] - cells[i].length() + 1));
    }
    text.append("|\n");
  }
}
