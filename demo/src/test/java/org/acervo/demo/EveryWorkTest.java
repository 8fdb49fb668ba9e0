package org.acervo.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.acervo.trial.DemoSource;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Draws the whole library once, in a process of its own as a demo does, and looks at every work.
 */
@Tag("slow")
class EveryWorkTest {
  private static final Map<String, String> SUMS = new HashMap<>();
  private static final List<Double> PROPORTIONS = new ArrayList<>();
  private static final Map<String, Booklet> BOOKLETS = new HashMap<>();
  private static int works;
  private static long bytes;

  private record Booklet(int pages, String title, String author, String text) {}

  @BeforeAll
  static void drawAll() throws Exception {
    var plan = new DemoLibrary().plan();
    works = plan.works().size();
    try (var press = DemoPress.start(plan)) {
      for (var print = press.next(); print.isPresent(); print = press.next()) {
        look(print.get());
      }
    }
  }

  private static void look(DemoSource.Print print) throws IOException, NoSuchAlgorithmException {
    var name = print.work().fileName();
    bytes += print.bytes().length;
    SUMS.put(
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(print.bytes())), name);
    if (name.endsWith(".pdf")) {
      try (var pdf = Loader.loadPDF(print.bytes())) {
        var about = pdf.getDocumentInformation();
        BOOKLETS.put(
            name,
            new Booklet(
                pdf.getNumberOfPages(),
                about.getTitle(),
                about.getAuthor(),
                new PDFTextStripper().getText(pdf)));
      }
      return;
    }
    var image = ImageIO.read(new ByteArrayInputStream(print.bytes()));
    assertThat(image).as(name).isNotNull();
    assertThat(Math.max(image.getWidth(), image.getHeight())).as(name).isBetween(1000, 2400);
    PROPORTIONS.add(Math.rint(100.0 * image.getWidth() / image.getHeight()) / 100);
  }

  @Test
  void noTwoWorksAreIdentical() {
    assertThat(SUMS).hasSize(works);
  }

  @Test
  void everyPictureDecodesInOneOfManyProportions() {
    assertThat(PROPORTIONS.stream().distinct())
        .hasSizeGreaterThanOrEqualTo(8)
        .contains(3.0, 1.0)
        .anyMatch(p -> p < 0.6);
  }

  @Test
  void everyBookletIsABookWithATitleAndAnAuthor() {
    assertThat(BOOKLETS)
        .hasSizeGreaterThanOrEqualTo(22)
        .allSatisfy((name, booklet) -> {
          assertThat(booklet.pages).as(name).isBetween(4, 40);
          assertThat(booklet.title).isNotBlank();
          assertThat(booklet.author).isNotBlank();
        });
  }

  @Test
  void portugueseKeepsItsAccents() {
    assertThat(textOf("restauro-painel.pdf"))
        .contains("esmaltada", "condutividade estável", "peças", "três");
    assertThat(textOf("guia-de-aves.pdf")).contains("Saíra-do-boqueirão", "Tangará-de-manto");
  }

  private static String textOf(String name) {
    return Objects.requireNonNull(BOOKLETS.get(name), name).text;
  }

  @Test
  void theLibraryIsLightEnoughForATrial() {
    assertThat(bytes).isLessThan(150L << 20);
  }
}
