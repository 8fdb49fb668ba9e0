package org.acervo.demo.print;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.acervo.demo.art.Kind;

/**
 * A text before it is set: what stands on the cover and the blocks of its body.
 *
 * <p>The markup: {@code key: value} lines up to {@code ---}; then {@code #}, {@code ##}, {@code
 * ###} headings, {@code >} quotes, {@code -} and {@code +} lists (the latter numbered), {@code |}
 * table rows, {@code /} lines of verse, {@code ===} for a new page, and {@code @picture KIND seed
 * aspect caption}, {@code @bars} and {@code @curve caption; label=value; ...}. All else is
 * paragraphs, parted by empty lines.
 */
record Manuscript(Map<String, String> front, List<Block> body) {
  String get(String key) {
    var value = front.get(key);
    if (value == null) {
      throw new IllegalArgumentException(
          "The manuscript " + front + " lacks the line '" + key + ":'");
    }
    return value;
  }

  static Manuscript parse(String text) {
    var halves = text.split("\n---\n", 2);
    var front = new LinkedHashMap<String, String>();
    for (var line : halves[0].strip().lines().toList()) {
      var colon = line.indexOf(':');
      front.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
    }
    var body = new ArrayList<Block>();
    for (var chunk : halves[1].strip().split("\n\\s*\n", -1)) {
      body.add(block(chunk.strip()));
    }
    return new Manuscript(front, List.copyOf(body));
  }

  private static Block block(String chunk) {
    var lines = chunk.lines().map(String::strip).toList();
    var first = lines.getFirst();
    if (first.startsWith("#")) {
      var level = first.indexOf(' ');
      return new Block.Heading(level, first.substring(level + 1));
    }
    if (first.equals("===")) {
      return new Block.PageBreak();
    }
    if (first.startsWith("@")) {
      return directive(String.join(" ", lines));
    }
    return switch (first.charAt(0)) {
      case '>' -> new Block.Quote(String.join(" ", unmarked(lines)));
      case '-' -> new Block.Bullets(joined(lines, "-"), false);
      case '+' -> new Block.Bullets(joined(lines, "+"), true);
      case '/' -> new Block.Verse(unmarked(lines));
      case '|' -> new Block.Table(unmarked(lines).stream().map(Manuscript::cells).toList());
      default -> new Block.Paragraph(String.join(" ", lines));
    };
  }

  private static List<String> unmarked(List<String> lines) {
    return lines.stream().map(line -> line.substring(1).strip()).toList();
  }

  /** An item goes on over the following lines until the next mark. */
  private static List<String> joined(List<String> lines, String mark) {
    var items = new ArrayList<String>();
    for (var line : lines) {
      if (line.startsWith(mark)) {
        items.add(line.substring(1).strip());
      } else {
        items.add(items.removeLast() + " " + line);
      }
    }
    return items;
  }

  private static List<String> cells(String row) {
    var bare = row.endsWith("|") ? row.substring(0, row.length() - 1) : row;
    return Arrays.stream(bare.split("\\|", -1)).map(String::strip).toList();
  }

  private static Block directive(String line) {
    var space = line.indexOf(' ');
    var rest = line.substring(space + 1);
    return switch (line.substring(1, space)) {
      case "picture" -> {
        var parts = rest.split(" ", 4);
        yield new Block.Figure(
            Kind.valueOf(parts[0]),
            Long.parseLong(parts[1]),
            Double.parseDouble(parts[2]),
            parts.length > 3 ? parts[3] : "");
      }
      case "bars" -> new Block.Bars(caption(rest), data(rest));
      case "curve" -> new Block.Curve(caption(rest), data(rest));
      default -> throw new IllegalArgumentException("No such directive in a manuscript: " + line);
    };
  }

  private static String caption(String rest) {
    return rest.substring(0, rest.indexOf(';'));
  }

  private static List<Block.Datum> data(String rest) {
    return Arrays.stream(rest.split(";", -1))
        .skip(1)
        .map(pair -> pair.split("=", 2))
        .map(pair -> new Block.Datum(pair[0].strip(), Double.parseDouble(pair[1].strip())))
        .toList();
  }
}
