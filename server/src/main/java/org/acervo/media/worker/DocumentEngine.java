package org.acervo.media.worker;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.acervo.items.Reason;
import org.acervo.items.Taken;
import org.acervo.media.Answer;
import org.acervo.media.Facts;
import org.acervo.media.Inspection.Failed;
import org.acervo.media.Inspection.Refused;
import org.acervo.media.PdfPage;
import org.acervo.media.Preview;
import org.acervo.media.Refusal;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.jspecify.annotations.Nullable;

/**
 * Opens a PDF once and sends its pages one by one, so that what was made before a deadline or a
 * crash is not lost. Nothing in the file is ever run: scripts, attachments and links are not looked
 * at.
 */
final class DocumentEngine {
  static final String NAME = "pdfbox";
  private static final String NOT_DRAWN = "pageNotDrawn";
  private static final Set<String> NOTHING_SAID =
      Set.of("unspecified", "untitled", "anonymous", "(unspecified)", "(untitled)", "(anonymous)");
  private static final int LINE = 500;
  private static final int PARAGRAPHS = 20_000;
  private static final int MAX_KEYWORDS = 200;
  private static final long SCRATCH_IN_MEMORY = 32L << 20;

  /** Which pages, in which sizes; {@code eager} draws the pages after the first in the smallest. */
  record Order(
      int first, int last, List<Integer> sizes, boolean eager, boolean text, int softMillis) {}

  /** Where answers go. */
  interface Out {
    void send(Answer answer) throws IOException;
  }

  private final PDDocument pdf;
  private final Out out;
  private final PageEngine pages;
  private final @Nullable Reason missing;

  private DocumentEngine(PDDocument pdf, Out out, @Nullable Reason missing) {
    this.pdf = pdf;
    this.missing = missing;
    this.out = out;
    this.pages = new PageEngine(pdf);
  }

  /** True when memory ran out on the way: the process should not be used again. */
  static boolean run(Path file, Order order, Out out) throws IOException {
    try (RandomAccessRead bytes = new RandomAccessReadBufferedFile(file);
        PDDocument pdf =
            Loader.loadPDF(
                bytes,
                "",
                null,
                null,
                MemoryUsageSetting.setupMixed(SCRATCH_IN_MEMORY).streamCache)) {
      return new DocumentEngine(pdf, out, PdfEnding.damage(file)).run(order);
    } catch (InvalidPasswordException locked) {
      out.send(refused(Refusal.LOCKED, Refusal.LOCKED.reason()));
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).contains("decryption material")) {
        out.send(refused(Refusal.LOCKED, Refusal.LOCKED.reason().with("by", "certificate")));
      } else {
        out.send(
            new Answer.Whole(
                new Failed(PictureEngine.faultOf(e), NAME, PictureEngine.reason(e), Facts.NONE)));
      }
    }
    return false;
  }

  private static Answer refused(Refusal why, Reason reason) {
    return new Answer.Whole(new Refused(why, reason, Facts.NONE));
  }

  private boolean run(Order order) throws IOException {
    long start = processorNanos();
    int count = pdf.getNumberOfPages();
    if (count < order.first()) {
      out.send(
          refused(
              Refusal.NO_SUCH_PAGE,
              Refusal.NO_SUCH_PAGE.reason().with("page", order.first()).with("pages", count)));
      return false;
    }
    out.send(new Answer.Opened(count, facts(), missing));
    int textLeft = Budget.ANSWER_TEXT_CHARS;
    boolean worn = false;
    for (int number = order.first(); number <= Math.min(count, order.last()); number++) {
      boolean late = (processorNanos() - start) / 1_000_000 > order.softMillis();
      if (number > order.first() && (textLeft <= 0 || late)) {
        return worn; // what was asked for first is always tried
      }
      Answer.Drawn drawn;
      try {
        drawn = page(number, order, Math.min(textLeft, Budget.PAGE_TEXT_CHARS));
      } catch (OutOfMemoryError | StackOverflowError e) {
        worn = true;
        Reason missing = Reason.of(NOT_DRAWN).with("detail", PictureEngine.reason(e));
        drawn =
            new Answer.Drawn(
                new PdfPage(number, 0, 0, List.of(), null, missing), new byte[0], null);
      }
      textLeft -= drawn.page().text() == null ? 0 : drawn.page().text().length();
      out.send(drawn);
    }
    return worn;
  }

  /** A busy machine must not make the batches small. */
  private static long processorNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private Answer.Drawn page(int number, Order order, int maxText) {
    List<Integer> sizes = order.sizes();
    if (order.eager() && number > order.first() && !sizes.isEmpty()) {
      sizes = List.of(Collections.min(sizes));
    }
    Reason missing = null;
    float width = 0;
    float height = 0;
    Canvas canvas = null;
    String text = null;
    List<Preview> previews = List.of();
    try {
      PDPage page = pdf.getPage(number - 1);
      PageEngine.Sheet sheet = PageEngine.sheet(page);
      width = sheet.width() * sheet.unit();
      height = sheet.height() * sheet.unit();
      if (order.text()) {
        text = pages.text(number, maxText);
      }
      if (!sizes.isEmpty()) {
        canvas = pages.draw(number - 1, sheet, Collections.max(sizes));
        missing = pages.missing();
        previews = PictureEngine.previews(canvas, sizes);
      }
    } catch (IOException | RuntimeException e) {
      // PDFBox answers damage with any of these; the other pages may be sound.
      missing = Reason.of(NOT_DRAWN).with("detail", PictureEngine.reason(e));
    }
    Canvas small = number > 1 || canvas == null ? null : canvas.shrink(ThumbHash.SIDE);
    return new Answer.Drawn(
        new PdfPage(number, width, height, previews, text, missing),
        small == null ? new byte[0] : ThumbHash.of(small),
        small == null ? null : small.color());
  }

  /** Programs that know nothing write words that say so; they are nobody's. */
  private static @Nullable String said(@Nullable String raw, int most) {
    String text = Plain.text(raw, most);
    return text == null || NOTHING_SAID.contains(text.toLowerCase(Locale.ROOT)) ? null : text;
  }

  private Facts facts() {
    try {
      PDDocumentInformation info = pdf.getDocumentInformation();
      Set<String> keywords = new LinkedHashSet<>();
      String listed = Plain.text(info.getKeywords(), PARAGRAPHS);
      for (String keyword : (listed == null ? "" : listed).split("[,;]", MAX_KEYWORDS)) {
        String clean = Plain.text(keyword, LINE);
        if (clean != null) {
          keywords.add(clean);
        }
      }
      return new Facts(
          LooseTime.parse(
              info.getCOSObject().getString(COSName.CREATION_DATE), null, Taken.Source.DOCUMENT),
          null,
          null,
          said(info.getTitle(), LINE),
          said(info.getSubject(), PARAGRAPHS),
          said(info.getAuthor(), LINE),
          null,
          List.copyOf(keywords),
          null);
    } catch (RuntimeException damaged) {
      // The information dictionary may hold anything; it is a courtesy.
      return FileFacts.Result.none("Title and author could not be read.").facts();
    }
  }
}
