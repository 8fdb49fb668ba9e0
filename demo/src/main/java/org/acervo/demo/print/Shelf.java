package org.acervo.demo.print;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.pdfbox.pdmodel.font.FontMappers;

/** Every booklet there is, described and ready to be printed. */
public final class Shelf {
  private static final List<String> WRITTEN =
      List.of(
          "boletim-14",
          "boletim-15",
          "ata-assembleia",
          "ata-diretoria",
          "cozinha-da-serra",
          "storage-climate",
          "inventario-da-chuva",
          "o-pequizeiro",
          "araucaria-35-manual",
          "restauro-painel",
          "relatorio-anual",
          "previsao-orcamentaria",
          "letterpress-workshop",
          "audio-guide",
          "estatuto",
          "visitor-survey",
          "preservacao-digital",
          "contos-da-estacao");

  private Shelf() {}

  /**
   * A booklet before printing.
   *
   * @param fileName with its extension
   * @param collection titles from a root collection down, as on the spine
   */
  public record Booklet(
      String fileName,
      String title,
      String descr,
      List<String> collection,
      List<String> tags,
      LocalDate date,
      String markup) {
    /** The PDF file; the same booklet always gives the same bytes. */
    public byte[] print() {
      return Compositor.print(Manuscript.parse(markup));
    }
  }

  /** For a process that only prints: never look for fonts on the machine. */
  public static void printWithoutSystemFonts() {
    FontMappers.set(new OneFont());
  }

  /** All booklets, always in the same order. */
  public static List<Booklet> all() {
    var all = new ArrayList<Booklet>();
    for (var name : WRITTEN) {
      all.add(bound(name, read(name)));
    }
    all.add(bound("guia-de-aves", FieldGuide.write()));
    all.add(bound("almanaque-lunar", Almanac.write()));
    all.add(bound("horizontes-catalogo", Catalogue.write()));
    all.add(bound("atlas-of-invented-islands", IslandAtlas.write()));
    all.add(bound("caderno-de-herbario", Herbarium.write()));
    all.add(bound("observing-guide", SkyGuide.write()));
    return List.copyOf(all);
  }

  private static Booklet bound(String name, String markup) {
    var script = Manuscript.parse(markup);
    return new Booklet(
        name + ".pdf",
        script.get("title"),
        script.get("descr"),
        split(script.get("collection"), " > "),
        split(script.get("tags"), ", "),
        LocalDate.parse(script.get("date")),
        markup);
  }

  private static List<String> split(String text, String by) {
    return Arrays.stream(text.split(by, -1)).map(String::strip).toList();
  }

  static String read(String name) {
    var path = "manuscripts/" + name + ".txt";
    try (var in = Shelf.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("The manuscript " + path + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The manuscript " + path + " cannot be read", e);
    }
  }
}
