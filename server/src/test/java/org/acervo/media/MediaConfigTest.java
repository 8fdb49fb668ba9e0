package org.acervo.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.acervo.kernel.DataSize;
import org.junit.jupiter.api.Test;

class MediaConfigTest {

  @Test
  void hasTheseDefaults() {
    Path folder = Path.of("work");
    assertThat(MediaConfig.defaults(folder))
        .isEqualTo(
            new MediaConfig(
                Runtime.getRuntime().availableProcessors(),
                new DataSize(512L << 20),
                Duration.ofSeconds(10),
                Duration.ofMinutes(5),
                Duration.ofMinutes(2),
                500,
                new DataSize(2L << 30),
                Sandbox.BEST,
                folder));
  }

  @Test
  void namesTheKeyOfAValueItRefuses() {
    assertThatThrownBy(() ->
            new MediaConfig(
                0,
                new DataSize(1L << 30),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                1,
                new DataSize(1),
                Sandbox.BEST,
                Path.of("work")))
        .hasMessageContaining("ACERVO_MEDIA_WORKERS");
  }
}
