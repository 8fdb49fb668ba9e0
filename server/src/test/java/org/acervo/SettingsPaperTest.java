package org.acervo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The table of settings in docs/operations.md is the server's own list: names, defaults, meanings.
 */
class SettingsPaperTest {
  private static final String PAPER = "docs/operations.md";

  @Test
  void tableListsEverySettingAsTheServerDoes() {
    List<List<String>> rows =
        Checkout.table(PAPER, "settings").stream().map(row -> row.subList(0, 3)).toList();
    List<List<String>> settings = Config.settings().stream().map(SettingsPaperTest::row).toList();
    assertThat(rows).as("%s should hold:\n%s", PAPER, markdown(settings)).isEqualTo(settings);
  }

  @Test
  void tableOfTheRestListsAllThatIsReadElsewhere() {
    var rows = Checkout.table(PAPER, "outside").stream().map(List::getFirst).toList();
    assertThat(rows)
        .filteredOn(name -> name.startsWith("`ACERVO_") && !name.startsWith("`ACERVO_TEST_"))
        .containsExactlyInAnyOrderElementsOf(
            Config.ELSEWHERE.stream().map(name -> "`" + name + "`").toList());
  }

  private static List<String> row(Settings.Setting setting) {
    String byDefault = setting.byDefault().isEmpty() ? "none" : "`" + setting.byDefault() + "`";
    return List.of("`" + setting.key() + "`", byDefault, setting.meaning());
  }

  private static String markdown(List<List<String>> rows) {
    return rows.stream()
        .map(row -> "| " + String.join(" | ", row) + " |")
        .collect(Collectors.joining("\n"));
  }
}
