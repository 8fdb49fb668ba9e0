package org.acervo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of this checkout, for the tests that compare the code with its papers. */
public final class Checkout {
  static final Path ROOT = root();

  /** The modules that hold the product's code. */
  static final List<String> PRODUCT = List.of("kernel", "evaluation", "demo", "server");

  /** All that hold code. */
  static final List<String> MODULES = Stream.concat(PRODUCT.stream(), Stream.of("bench")).toList();

  private Checkout() {}

  /** A text file by its path in the checkout. */
  public static String read(String path) {
    try {
      return Files.readString(ROOT.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files under a folder whose names end so, or none where the folder does not exist yet. */
  static List<Path> files(String folder, String suffix, int depth) {
    Path start = ROOT.resolve(folder);
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    try (Stream<Path> walk = Files.walk(start, depth)) {
      return walk.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The cells of the table rows between two marker comments, without the heading rows. */
  static List<List<String>> table(String path, String marker) {
    String text = read(path);
    int from = text.indexOf("<!-- " + marker);
    int to = text.indexOf("<!-- /" + marker);
    if (from < 0 || to < from) {
      throw new AssertionError(path + " lacks the markers <!-- " + marker + " --> and its end");
    }
    return text.substring(from, to)
        .lines()
        .filter(line -> line.startsWith("|"))
        .skip(2)
        .map(line -> Stream.of(line.substring(1).split("\\|", -1)).map(String::strip).toList())
        .toList();
  }

  /** The words of a cell, separated by commas. */
  static List<String> words(String cell) {
    return Stream.of(cell.split(",", -1)).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    for (Path folder = here; folder != null; folder = folder.getParent()) {
      if (Files.isRegularFile(folder.resolve("acervo"))) {
        return folder;
      }
    }
    throw new AssertionError("no checkout of Acervo above " + here);
  }
}
