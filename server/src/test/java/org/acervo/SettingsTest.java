package org.acervo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SettingsTest {
  private static final List<String> TEXTS =
      List.of(
          "ACERVO_HOME",
          "ACERVO_MONGODB_URI",
          "ACERVO_MONGODB_DATABASE",
          "ACERVO_REDIS_URI",
          "ACERVO_HOST");

  @Test
  void wrongValueIsRefusedByName() {
    assertThatThrownBy(() -> Config.read(Map.of("ACERVO_PORT", "eighty")))
        .hasMessageContaining("ACERVO_PORT")
        .hasMessageContaining("eighty");
    assertThatThrownBy(() -> Config.read(Map.of("ACERVO_PORT", "99999")))
        .hasMessageContaining("ACERVO_PORT");
    assertThatThrownBy(() -> Config.read(Map.of("ACERVO_UPLOAD_LIMIT", "5 bananas")))
        .hasMessageContaining("ACERVO_UPLOAD_LIMIT");
    assertThatThrownBy(() -> Config.read(Map.of("ACERVO_TRASH_KEEP", "soon")))
        .hasMessageContaining("ACERVO_TRASH_KEEP");
    assertThatThrownBy(() -> Config.read(Map.of("ACERVO_MEDIA_WORKERS", "0")))
        .hasMessageContaining("ACERVO_MEDIA_WORKERS");
  }

  /** Texts are checked where they are used: an address that is none stops the start later. */
  @Test
  void everySettingThatIsNoTextNamesItselfWhenItDoesNotParse() {
    var taken = new ArrayList<String>();
    for (var setting : Config.settings()) {
      try {
        Config.read(Map.of(setting.key(), "\u00a7nonsense"));
        taken.add(setting.key());
      } catch (IllegalArgumentException refused) {
        assertThat(refused).hasMessageContaining(setting.key()).hasMessageContaining("nonsense");
      }
    }
    assertThat(taken).containsExactlyInAnyOrderElementsOf(TEXTS);
  }

  @Test
  void nameThatNobodyReadsStopsTheStartAndTheNearestIsNamed() {
    assertThatThrownBy(() -> Config.read(Map.of("ACERVO_UPLOAD_LIMITS", "1 GiB")))
        .hasMessageContaining("no setting ACERVO_UPLOAD_LIMITS")
        .hasMessageContaining("did you mean ACERVO_UPLOAD_LIMIT?");
    assertThatThrownBy(() -> Config.read(Map.of("ACERVO_MONGO_URI", "mongodb://localhost")))
        .hasMessageContaining("did you mean ACERVO_MONGODB_URI?");
    assertThatThrownBy(() -> Config.read(Map.of("ACERVO_LOGLEVEL", "debug", "ACERVO_PROT", "1")))
        .hasMessageContaining("ACERVO_LOG_LEVEL?")
        .hasMessageContaining("ACERVO_PORT?");
    assertThat(Config.read(Map.of("ACERVO_LOG", "json", "ACERVO_TEST_REDIS_URI", "x", "HOME", "/")))
        .isEqualTo(Config.read(Map.of()));
  }

  @Test
  void strictestLeaseNeedsNoOtherSetting() {
    var strict = Config.read(Map.of("ACERVO_RIGHTS_LEASE", "1s")).access();
    assertThat(strict.renewal()).isEqualTo(Duration.ofMillis(333));
    assertThat(Config.read(Map.of("ACERVO_RIGHTS_LEASE", "5m")).access().renewal())
        .isEqualTo(Duration.ofSeconds(1));
    assertThatThrownBy(() ->
            Config.read(Map.of("ACERVO_RIGHTS_LEASE", "1s", "ACERVO_RIGHTS_RENEWAL", "500ms")))
        .hasMessageContaining("ACERVO_RIGHTS_RENEWAL");
  }

  @Test
  void durationsAreWrittenAsTheyAreRead() {
    for (String text : new String[] {"15s", "10m", "1h", "30d", "250ms", "90s"}) {
      assertThat(Settings.write(Settings.parse(text))).isEqualTo(text);
    }
    assertThat(Settings.parse("2m")).isEqualTo(Duration.ofMinutes(2));
  }
}
