package org.acervo.demo.print;

import java.util.List;
import org.acervo.demo.art.Kind;

/** One piece of a manuscript, in reading order. */
sealed interface Block {
  /** Level 1 opens a page, 2 and 3 stand in the column. */
  record Heading(int level, String text) implements Block {}

  record Paragraph(String text) implements Block {}

  record Quote(String text) implements Block {}

  record Bullets(List<String> items, boolean numbered) implements Block {}

  /** Lines kept as they are; an empty one parts stanzas. */
  record Verse(List<String> lines) implements Block {}

  /** The first row is the head. */
  record Table(List<List<String>> rows) implements Block {}

  /** A picture over the width of the column; aspect is width through height. */
  record Figure(Kind kind, long seed, double aspect, String caption) implements Block {}

  record Bars(String caption, List<Datum> data) implements Block {}

  record Curve(String caption, List<Datum> data) implements Block {}

  record PageBreak() implements Block {}

  /** A labelled value of a chart. */
  record Datum(String label, double value) {}
}
