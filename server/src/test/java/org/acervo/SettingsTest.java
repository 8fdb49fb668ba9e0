package org.acervo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SettingsTest {

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
