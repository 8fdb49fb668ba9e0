package org.acervo.media.worker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.acervo.items.Reason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a PDF ends, and how much of it is there. */
final class PdfEndingTest {
  private static final String END = "\nstartxref\n116\n%%EOF\n";

  @TempDir Path folder;

  private @Nullable Reason damage(String text) throws IOException {
    Path file = folder.resolve("original");
    Files.writeString(file, text, ISO_8859_1);
    return PdfEnding.damage(file);
  }

  private static Reason damaged() {
    return Reason.of("damaged");
  }

  @Test
  void wholeFileIsWholeAlsoWithSomethingBehindItsEnd() throws IOException {
    assertThat(damage("%PDF-1.7\n1 0 obj\n<<>>\nendobj" + END)).isNull();
    assertThat(damage("%PDF-1.7" + END + "\0".repeat(60_000))).isNull();
    assertThat(damage("%PDF-1.7 " + "x".repeat(200_000) + END)).isNull();
  }

  @Test
  void fileWithoutAnEndIsDamagedAndNobodyKnowsHowMuch() throws IOException {
    assertThat(damage("")).isEqualTo(damaged());
    assertThat(damage("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n")).isEqualTo(damaged());
    assertThat(damage("%PDF-1.7\n1 0 obj\n<</Length 4>>\nstream\nabcd\nendstream\nendobj\n"))
        .isEqualTo(damaged());
    assertThat(damage("%PDF-1.7\n1 0 obj\n<</Length 5 0 R>>\nstream\nabc")).isEqualTo(damaged());
  }

  @Test
  void lengthOfTheStreamInWhichItEndsSaysHowMuchIsThereAtMost() throws IOException {
    String head = "%PDF-1.7\n1 0 obj\n<</Filter/FlateDecode /Length 1000>>\nstream\n";
    String came = "z".repeat(500);
    int size = head.length() + came.length();
    assertThat(damage(head + came))
        .isEqualTo(damaged().with("percent", size * 100L / (size + 500)));
    assertThat(damage(head))
        .isEqualTo(damaged().with("percent", head.length() * 100L / (size + 500)));
  }

  /** An earlier stream says nothing about the one that was cut. */
  @Test
  void onlyTheLastStreamCounts() throws IOException {
    assertThat(
            damage(
                "%PDF-1.7\n1 0 obj\n<</Length 9000>>\nstream\nabc\nendstream\nendobj\n"
                    + "2 0 obj\n<</Length 7 0 R>>\nstream\nabc"))
        .isEqualTo(damaged());
  }

  @Test
  void fileMadeForReadingOverANetworkSaysItsWholeLength() throws IOException {
    String head = "%PDF-1.7\n1 0 obj\n<< /Linearized 1\n/L 4000\n/H [ 1 2 ] >>\nendobj\n";
    assertThat(damage(head + "x".repeat(1000 - head.length())))
        .isEqualTo(damaged().with("percent", 25));
    assertThat(damage(head + "x".repeat(6000))).as("longer than it says").isEqualTo(damaged());
  }

  /** Numbers that no file has are no reason to give up. */
  @Test
  void hugeNumbersAreTaken() throws IOException {
    assertThat(damage("%PDF-1.7\n1 0 obj\n<</Length 999999999999999999>>\nstream\nabc"))
        .isEqualTo(damaged().with("percent", 0));
    assertThat(damage("%PDF-1.7\n1 0 obj\n<</Length 99999999999999999999>>\nstream\nabc"))
        .isEqualTo(damaged());
  }
}
