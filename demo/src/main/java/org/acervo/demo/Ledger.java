package org.acervo.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.acervo.demo.Series.Frame;
import org.acervo.demo.art.Kind;
import org.acervo.trial.DemoPlan.Folder;

/**
 * Reads the two lists the library is planned in: {@code tree.txt}, one collection a line as {@code
 * path : description}, and {@code series.txt}, paragraphs of {@code key: value} lines.
 */
final class Ledger {
  private static final String STEP = " > ";

  private Ledger() {}

  static List<Folder> folders() {
    return read("tree.txt").lines().filter(line -> !line.isBlank()).map(Ledger::folder).toList();
  }

  private static Folder folder(String line) {
    var halves = line.split(" : ", 2);
    return new Folder(split(halves[0], STEP), halves[1].strip());
  }

  static List<Series> series() {
    return Arrays.stream(read("series.txt").strip().split("\n\\s*\n", -1))
        .map(Ledger::one)
        .toList();
  }

  private static Series one(String paragraph) {
    var lines = new HashMap<String, String>();
    paragraph
        .lines()
        .map(line -> line.split(": ", 2))
        .forEach(pair -> lines.put(pair[0].strip(), pair.length > 1 ? pair[1].strip() : ""));
    var years = split(value(lines, "years"), "-");
    return new Series(
        split(value(lines, "in"), STEP),
        Kind.valueOf(value(lines, "kind")),
        Integer.parseInt(value(lines, "count")),
        split(value(lines, "frames"), " ").stream().map(Frame::valueOf).toList(),
        Integer.parseInt(years.getFirst()),
        Integer.parseInt(years.getLast()),
        split(value(lines, "tags"), ", "),
        split(value(lines, "subjects"), "; "),
        lines.containsKey("moods") ? split(value(lines, "moods"), "; ") : List.of(""),
        value(lines, "descr"));
  }

  private static String value(Map<String, String> lines, String key) {
    var value = lines.get(key);
    if (value == null) {
      throw new IllegalStateException("series.txt: " + lines + " lacks the line '" + key + ":'");
    }
    return value;
  }

  private static List<String> split(String text, String by) {
    return Arrays.stream(text.split(by, -1)).map(String::strip).toList();
  }

  private static String read(String name) {
    try (var in = Ledger.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The list " + name + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The list " + name + " cannot be read", e);
    }
  }
}
