package org.acervo.demo.print;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Calendar;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.acervo.demo.art.Atelier;
import org.acervo.demo.art.Format;
import org.acervo.demo.art.Kind;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;

/** Sets a manuscript: cover, column by column, page numbers. One compositor sets one booklet. */
final class Compositor implements AutoCloseable {
  private static final Color INK = new Color(0x24211f);
  private static final Color GREY = new Color(0x77716b);
  private static final int FIGURE_PIXELS = 900;

  private final Manuscript script;
  private final Look look;
  private final PDDocument document = new PDDocument();
  private final float margin;
  private final float measure;
  private Leaf leaf;
  private float y;
  private int number = 1;

  private Compositor(Manuscript script) throws IOException {
    this.script = script;
    this.look = Look.named(script.get("look"));
    this.margin = look.margin();
    this.measure = look.page().getWidth() - 2 * margin;
    this.leaf = new Leaf(document, look);
  }

  /** The PDF file of a manuscript; the same manuscript always gives the same bytes. */
  static byte[] print(Manuscript script) {
    try (var compositor = new Compositor(script)) {
      return compositor.print();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The booklet '" + script.get("title") + "' could not be set", e);
    }
  }

  private byte[] print() throws IOException {
    describe();
    cover();
    var open = false;
    for (var block : script.body()) {
      if (!open || (block instanceof Block.Heading h && h.level() == 1)) {
        turn();
        open = true;
      }
      set(block);
    }
    leaf.close();
    var out = new ByteArrayOutputStream(1 << 18);
    document.save(out);
    return out.toByteArray();
  }

  /** Fixed dates and a fixed id: PDFBox would take both from the clock. */
  private void describe() {
    var made = Calendar.getInstance(TimeZone.getTimeZone("UTC"), Locale.ROOT);
    var day = LocalDate.parse(script.get("date"));
    made.clear();
    made.set(day.getYear(), day.getMonthValue() - 1, day.getDayOfMonth(), 12, 0, 0);
    var about = document.getDocumentInformation();
    about.setTitle(script.get("title"));
    about.setAuthor(script.get("author"));
    about.setSubject(script.get("descr"));
    about.setKeywords(script.get("tags"));
    about.setCreationDate(made);
    about.setModificationDate(made);
    document.setDocumentId(day.toEpochDay());
    document.getDocumentCatalog().setLanguage(script.get("lang"));
  }

  private void cover() throws IOException {
    var picture = script.get("cover").split(" ", 2);
    var tall = leaf.height * 0.58f;
    leaf.box(0, 0, leaf.width, leaf.height, look.tint());
    picture(
        Kind.valueOf(picture[0]),
        Long.parseLong(picture[1]),
        0,
        leaf.height - tall,
        leaf.width,
        tall);
    leaf.box(0, leaf.height - tall - 5, leaf.width, 5, look.accent());
    y = leaf.height - tall - leaf.width * 0.13f;
    var big = look.page().getWidth() * 0.066f;
    for (var line : Leaf.lines(script.get("title"), look.display(), big, measure)) {
      leaf.text(line, look.display(), big, margin, y, INK);
      y -= big * 1.16f;
    }
    y -= 4;
    for (var line :
        Leaf.lines(script.get("subtitle"), look.italic(), look.size() * 1.2f, measure)) {
      leaf.text(line, look.italic(), look.size() * 1.2f, margin, y, look.accent());
      y -= look.size() * 1.6f;
    }
    leaf.text(script.get("author"), look.body(), look.size(), margin, margin * 0.9f, INK);
    leaf.flushRight(
        script.get("date").substring(0, 4),
        look.body(),
        look.size(),
        leaf.width - margin,
        margin * 0.9f,
        INK);
  }

  /** The next page, with its running title and number. */
  private void turn() throws IOException {
    leaf.close();
    leaf = new Leaf(document, look);
    number++;
    var foot = margin * 0.55f;
    var small = look.size() * 0.78f;
    var title = Leaf.lines(script.get("title"), look.italic(), small, measure * 0.8f).getFirst();
    leaf.line(margin, foot + small * 1.6f, leaf.width - margin, foot + small * 1.6f, 0.4f, GREY);
    leaf.text(title, look.italic(), small, margin, foot, GREY);
    leaf.flushRight(String.valueOf(number), look.body(), small, leaf.width - margin, foot, GREY);
    y = leaf.height - margin;
  }

  private void need(float room) throws IOException {
    if (y - room < margin * 0.95f) {
      turn();
    }
  }

  private void set(Block block) throws IOException {
    switch (block) {
      case Block.Heading h -> heading(h);
      case Block.Paragraph p -> paragraph(p.text(), look.body(), 0, INK);
      case Block.Quote q -> quote(q.text());
      case Block.Bullets b -> bullets(b);
      case Block.Verse v -> verse(v.lines());
      case Block.Table t -> table(t.rows());
      case Block.Figure f -> figure(f);
      case Block.Bars b ->
          chart(b.caption(), room -> Charts.bars(leaf, look, b.data(), margin, y, measure, room));
      case Block.Curve b ->
          chart(b.caption(), room -> Charts.curve(leaf, look, b.data(), margin, y, measure, room));
      case Block.PageBreak _ -> turn();
    }
  }

  private void heading(Block.Heading h) throws IOException {
    var size = look.size() * (h.level() == 1 ? 2.1f : h.level() == 2 ? 1.35f : 1.05f);
    var font = h.level() == 1 ? look.display() : look.bold();
    need(size * 4);
    y -= h.level() == 1 ? size * 0.9f : size * 1.15f;
    for (var line : Leaf.lines(h.text(), font, size, measure)) {
      leaf.text(line, font, size, margin, y, h.level() == 3 ? INK : look.accent());
      y -= size * 1.15f;
    }
    if (h.level() == 1) {
      leaf.box(margin, y + size * 0.5f, measure * 0.16f, 2.4f, look.accent());
      y -= size * 0.3f;
    } else {
      y += size * 0.75f;
    }
  }

  private void paragraph(String text, PDFont font, float indent, Color colour) throws IOException {
    var lines = Leaf.lines(text, font, look.size(), measure - indent);
    for (var i = 0; i < lines.size(); i++) {
      // No first line alone at the foot, no last line alone at the head of a page.
      need(
          i == 0 || i == lines.size() - 2
              ? look.leading() * Math.min(2, lines.size())
              : look.leading());
      y -= look.leading();
      if (i < lines.size() - 1) {
        leaf.justified(
            lines.get(i), font, look.size(), margin + indent, y, measure - indent, colour);
      } else {
        leaf.text(lines.get(i), font, look.size(), margin + indent, y, colour);
      }
    }
    y -= look.leading() * 0.5f;
  }

  private void quote(String text) throws IOException {
    var indent = look.size() * 1.6f;
    var lines = Leaf.lines(text, look.italic(), look.size(), measure - indent).size();
    need(lines * look.leading() + look.leading());
    var top = y - look.leading() * 0.25f;
    paragraph(text, look.italic(), indent, INK);
    leaf.box(
        margin + look.size() * 0.5f,
        y + look.leading() * 0.2f,
        1.8f,
        top - y - look.leading() * 0.2f,
        look.accent());
  }

  private void bullets(Block.Bullets list) throws IOException {
    for (var i = 0; i < list.items().size(); i++) {
      need(look.leading() * 2);
      var mark = list.numbered() ? (i + 1) + "." : "\u2022";
      leaf.text(mark, look.bold(), look.size(), margin, y - look.leading(), look.accent());
      paragraph(list.items().get(i), look.body(), look.size() * 1.7f, INK);
      y += look.leading() * 0.28f;
    }
    y -= look.leading() * 0.4f;
  }

  private void verse(List<String> lines) throws IOException {
    for (var line : lines) {
      need(look.leading());
      y -= line.isEmpty() ? look.leading() * 0.7f : look.leading() * 1.08f;
      leaf.text(line, look.body(), look.size(), margin + measure * 0.06f, y, INK);
    }
    y -= look.leading();
  }

  private void table(List<List<String>> rows) throws IOException {
    y -= look.size() * 0.6f;
    var columns = rows.getFirst().size();
    var size = look.size() * 0.88f;
    var first = columns == 2 ? 0.55f : 0.34f;
    for (var r = 0; r < rows.size(); r++) {
      var row = rows.get(r);
      var font = r == 0 ? look.bold() : look.body();
      var deep = 1;
      for (var k = 0; k < row.size(); k++) {
        deep =
            Math.max(deep, Leaf.lines(row.get(k), font, size, cell(k, columns, first) - 8).size());
      }
      var tall = deep * size * 1.25f + size * 0.6f;
      need(tall + (r == 0 ? tall * 2 : 0));
      if (r == 0) {
        leaf.box(margin, y - tall, measure, tall, look.accent());
      } else if (r % 2 == 0) {
        leaf.box(margin, y - tall, measure, tall, look.tint());
      }
      var x = margin;
      for (var k = 0; k < row.size(); k++) {
        var line = y - size * 1.15f;
        for (var part : Leaf.lines(row.get(k), font, size, cell(k, columns, first) - 8)) {
          leaf.text(part, font, size, x + 4, line, r == 0 ? Color.WHITE : INK);
          line -= size * 1.25f;
        }
        x += cell(k, columns, first);
      }
      y -= tall;
    }
    leaf.line(margin, y, margin + measure, y, 0.6f, look.accent());
    y -= look.leading();
  }

  private float cell(int column, int columns, float first) {
    return column == 0 ? measure * first : measure * (1 - first) / (columns - 1);
  }

  private void figure(Block.Figure f) throws IOException {
    var tall =
        Math.min(measure / (float) f.aspect(), leaf.height - 2.6f * margin - look.leading() * 3);
    var wide = tall * (float) f.aspect();
    need(tall + look.leading() * 2.2f);
    y -= look.leading() * 0.4f + tall;
    picture(f.kind(), f.seed(), margin + (measure - wide) / 2, y, wide, tall);
    caption(f.caption());
  }

  private void picture(Kind kind, long seed, float x, float bottom, float w, float h)
      throws IOException {
    var pixels = (int) (FIGURE_PIXELS * h / w);
    var jpeg = Atelier.draw(kind, seed, FIGURE_PIXELS, pixels, Format.JPEG);
    leaf.image(JPEGFactory.createFromByteArray(document, jpeg), x, bottom, w, h);
  }

  private interface Plot {
    void draw(float room) throws IOException;
  }

  private void chart(String caption, Plot plot) throws IOException {
    var room = Math.min(measure * 0.46f, leaf.height * 0.19f);
    need(room + look.leading() * 2.4f);
    y -= look.leading() * 0.3f;
    plot.draw(room);
    y -= room;
    caption(caption);
  }

  private void caption(String text) throws IOException {
    var size = look.size() * 0.84f;
    for (var line : Leaf.lines(text, look.italic(), size, measure)) {
      y -= size * 1.35f;
      leaf.text(line, look.italic(), size, margin, y, GREY);
    }
    y -= look.leading() * 0.7f;
  }

  @Override
  public void close() throws IOException {
    document.close();
  }
}
