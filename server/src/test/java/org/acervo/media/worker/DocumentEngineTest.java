package org.acervo.media.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.acervo.media.Answer;
import org.acervo.media.Inspection.Failed;
import org.acervo.media.Inspection.Refused;
import org.acervo.media.PdfPage;
import org.acervo.media.Preview;
import org.acervo.media.Refusal;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentEngineTest {
  private static final int LONG = 60_000;

  @TempDir Path folder;

  private static DocumentEngine.Order inspect() {
    return new DocumentEngine.Order(1, 20, List.of(256, 1440), true, true, LONG);
  }

  private List<Answer> run(PDDocument pdf, DocumentEngine.Order order) throws IOException {
    Path file = folder.resolve("original");
    try (pdf) {
      pdf.save(file.toFile());
    }
    return run(file, order);
  }

  private static List<Answer> run(Path file, DocumentEngine.Order order) throws IOException {
    List<Answer> answers = new ArrayList<>();
    assertThat(DocumentEngine.run(file, order, answers::add)).isFalse();
    return answers;
  }

  private static PDDocument pages(int count) throws IOException {
    PDDocument pdf = new PDDocument();
    PDType1Font font = new PDType1Font(FontName.HELVETICA);
    for (int i = 1; i <= count; i++) {
      PDPage page = new PDPage(PDRectangle.A4);
      pdf.addPage(page);
      try (PDPageContentStream content = new PDPageContentStream(pdf, page)) {
        content.setNonStrokingColor(1f, 0f, 0f);
        content.addRect(0, 421, 595, 421);
        content.fill();
        content.setNonStrokingColor(0f, 0f, 0f);
        content.beginText();
        content.setFont(font, 24);
        content.newLineAtOffset(50, 100);
        content.showText("This is page " + i);
        content.endText();
      }
    }
    return pdf;
  }

  private static List<PdfPage> drawn(List<Answer> answers) {
    return answers.stream()
        .filter(Answer.Drawn.class::isInstance)
        .map(answer -> ((Answer.Drawn) answer).page())
        .toList();
  }

  @Test
  void drawsTheFirstTwentyPagesOfALongDocumentInOneGo() throws IOException {
    PDDocument pdf = pages(500);
    pdf.getDocumentInformation().setTitle("A \u0001title");
    pdf.getDocumentInformation().setAuthor("Somebody");
    pdf.getDocumentInformation().setKeywords("one, two; three");
    List<Answer> answers = run(pdf, inspect());
    Answer.Opened opened = (Answer.Opened) answers.getFirst();
    assertThat(opened.pageCount()).isEqualTo(500);
    assertThat(opened.facts().title()).isEqualTo("A title");
    assertThat(opened.facts().creator()).isEqualTo("Somebody");
    assertThat(opened.facts().keywords()).containsExactly("one", "two", "three");
    List<PdfPage> pages = drawn(answers);
    assertThat(pages).hasSize(20);
    assertThat(pages.get(0).previews()).extracting(Preview::size).containsExactly(1440, 256);
    assertThat(pages.get(7).previews()).extracting(Preview::size).containsExactly(256);
    assertThat(pages.get(7).text()).isEqualTo("This is page 8");
    assertThat(pages.get(7).height()).isCloseTo(841.89f, org.assertj.core.data.Offset.offset(0.1f));
    Answer.Drawn first = (Answer.Drawn) answers.get(1);
    assertThat(first.color()).isNotNull();
    assertThat(first.thumbHash()).isNotEmpty();
    BufferedImage image =
        ImageIO.read(new ByteArrayInputStream(pages.get(0).previews().getFirst().bytes()));
    assertThat(image.getHeight()).isEqualTo(1440);
    assertThat(image.getRGB(500, 100) & 0xF0F0F0).isEqualTo(0xF00000);
    assertThat(image.getRGB(500, 1400) & 0xF0F0F0).isEqualTo(0xF0F0F0);
  }

  @Test
  void drawsTheAskedPagesOnly() throws IOException {
    List<PdfPage> pages =
        drawn(run(pages(9), new DocumentEngine.Order(8, 40, List.of(512), false, false, LONG)));
    assertThat(pages).extracting(PdfPage::number).containsExactly(8, 9);
    assertThat(pages.getFirst().text()).as("nobody asked for it").isNull();
    assertThat(pages.getFirst().previews().getFirst().height()).isEqualTo(512);
  }

  @Test
  void stopsBetweenPagesWhenItsTimeIsUp() throws IOException {
    List<Answer> answers =
        run(pages(9), new DocumentEngine.Order(1, 9, List.of(2560), false, true, -1));
    assertThat(answers).hasSize(2).first().isInstanceOf(Answer.Opened.class);
    assertThat(drawn(answers)).as("what was asked for first").hasSize(1);
  }

  @Test
  void refusesAPageThatIsNotThere() throws IOException {
    Answer answer =
        run(pages(2), new DocumentEngine.Order(3, 3, List.of(256), false, false, LONG)).getFirst();
    assertThat(((Refused) ((Answer.Whole) answer).inspection()).why())
        .isEqualTo(Refusal.NO_SUCH_PAGE);
  }

  @Test
  void drawsAHugePageSmallAndATurnedPageTurned() throws IOException {
    PDDocument pdf = new PDDocument();
    pdf.addPage(new PDPage(new PDRectangle(2_000_000, 1_000_000)));
    PDPage turned = new PDPage(new PDRectangle(100, 200));
    turned.setRotation(90);
    pdf.addPage(turned);
    pdf.addPage(new PDPage(new PDRectangle(0, 0)));
    pdf.addPage(new PDPage(new PDRectangle(1e9f, 1e-3f)));
    List<PdfPage> pages = drawn(run(pdf, inspect()));
    assertThat(pages.get(0).previews().getFirst().width()).isEqualTo(1440);
    assertThat(pages.get(0).width()).isEqualTo(2_000_000);
    assertThat(pages.get(1).width()).isEqualTo(200);
    assertThat(pages).hasSize(4);
  }

  @Test
  void saysThatAPasswordIsNeededButOpensWhatOnlyForbidsPrinting() throws IOException {
    for (String password : List.of("secret", "")) {
      PDDocument pdf = pages(1);
      AccessPermission rights = new AccessPermission();
      rights.setCanPrint(false);
      StandardProtectionPolicy policy = new StandardProtectionPolicy("owner", password, rights);
      policy.setEncryptionKeyLength(128);
      pdf.protect(policy);
      List<Answer> answers = run(pdf, inspect());
      if (password.isEmpty()) {
        assertThat(drawn(answers)).hasSize(1);
      } else {
        assertThat(((Refused) ((Answer.Whole) answers.getFirst()).inspection()).why())
            .isEqualTo(Refusal.LOCKED);
      }
    }
  }

  @Test
  void doesNotRunScripts() throws IOException {
    PDDocument pdf = pages(1);
    pdf.getDocumentCatalog().setOpenAction(new PDActionJavaScript("app.alert('x')"));
    assertThat(drawn(run(pdf, inspect()))).hasSize(1);
  }

  @Test
  void boundsTheTextOfAPage() throws IOException {
    try (PDDocument pdf = pages(1)) {
      assertThat(new PageEngine(pdf).text(1, 7)).isEqualTo("This is");
    }
  }

  @Test
  void answersFailedForWhatIsNoPdf() throws IOException {
    Path file = Files.writeString(folder.resolve("original"), "%PDF-1.7 and nothing more");
    Answer answer = run(file, inspect()).getFirst();
    assertThat(((Answer.Whole) answer).inspection()).isInstanceOf(Failed.class);
  }
}
