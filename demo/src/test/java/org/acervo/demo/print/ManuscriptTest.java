package org.acervo.demo.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.acervo.demo.art.Kind;
import org.junit.jupiter.api.Test;

class ManuscriptTest {
  @Test
  void everyMarkBecomesItsBlock() {
    var script =
        Manuscript.parse(
            """
            title: T
            ---
            # Capítulo

            Uma linha
            e outra.

            > Citação

            + um
            + dois,
            ainda dois

            | a | b |
            | 1 | 2 |

            / verso
            /
            / outro

            ===

            @picture SEA 4 1.5 O mar

            @bars Quanto; x=1; y=2.5
            """);
    assertThat(script.get("title")).isEqualTo("T");
    assertThat(script.body())
        .containsExactly(
            new Block.Heading(1, "Capítulo"),
            new Block.Paragraph("Uma linha e outra."),
            new Block.Quote("Citação"),
            new Block.Bullets(List.of("um", "dois, ainda dois"), true),
            new Block.Table(List.of(List.of("a", "b"), List.of("1", "2"))),
            new Block.Verse(List.of("verso", "", "outro")),
            new Block.PageBreak(),
            new Block.Figure(Kind.SEA, 4, 1.5, "O mar"),
            new Block.Bars("Quanto", List.of(new Block.Datum("x", 1), new Block.Datum("y", 2.5))));
  }

  @Test
  void aMissingLineIsNamed() {
    assertThatThrownBy(() -> Manuscript.parse("title: T\n---\ntext").get("author"))
        .hasMessageContaining("'author:'");
  }

  @Test
  void theSameManuscriptGivesTheSameBytes() {
    var booklet =
        Shelf.all().stream()
            .filter(b -> b.fileName().equals("previsao-orcamentaria.pdf"))
            .findFirst()
            .orElseThrow();
    assertThat(booklet.print()).isEqualTo(booklet.print());
  }
}
