package org.acervo.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.acervo.kernel.MediaType;
import org.acervo.media.Inspection.Document;
import org.acervo.media.Inspection.Failed;
import org.acervo.media.Inspection.Picture;
import org.acervo.media.Inspection.Refused;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs over a folder of real and hostile files that is not part of this repository. */
@EnabledIfEnvironmentVariable(
    named = "ACERVO_CORPUS",
    matches = ".+",
    disabledReason = "set ACERVO_CORPUS to a folder with images, images-hostile, pdf, pdf-hostile")
@Tag("slow")
class CorpusTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"images, 0.9", "images-hostile, 0.9", "pdf, 0.9", "pdf-hostile, 0.8"})
  void everyFileIsDrawnOrHasAReason(String kind, double leastDrawn) throws Exception {
    Path corpus = Path.of(System.getenv("ACERVO_CORPUS"), kind);
    Map<String, Integer> counts = new TreeMap<>();
    List<Path> files;
    try (Stream<Path> all = Files.list(corpus)) {
      files = all.sorted().toList();
    }
    int taken = 0;
    try (Workers workers = Workers.open(MediaConfig.defaults(folder))) {
      for (Path file : files) {
        Optional<MediaType> type = typeOf(file);
        taken += type.isPresent() ? 1 : 0;
        counts.merge(
            type.isPresent() ? answer(workers, file, type.get()) : "unknown type", 1, Integer::sum);
      }
      System.out.printf(
          "corpus %s: %d files, %s, %s%n", kind, files.size(), counts, workers.state());
      assertThat(workers.state().busy()).isZero();
    }
    assertThat(counts.getOrDefault("drawn", 0)).isGreaterThan((int) (taken * leastDrawn));
  }

  private static Optional<MediaType> typeOf(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return MediaType.sniff(in.readNBytes(MediaType.HEAD_BYTES));
    }
  }

  private static String answer(Workers workers, Path file, MediaType type) throws Exception {
    Original original = new Original(type, () -> Files.newInputStream(file));
    return switch (workers.inspect(original, List.of(256, 1440), Effort.FIRST)) {
      case Picture picture -> {
        assertThat(picture.previews()).as("%s", file).hasSize(2);
        yield "drawn";
      }
      case Document document -> {
        if (document.stopped() != null) {
          yield "stopped"; // by its deadline, which on a busy machine comes before the first page
        }
        assertThat(document.pages()).as("%s", file).isNotEmpty();
        yield "drawn";
      }
      case Refused refused -> {
        assertThat(refused.reason().code()).as("%s", file).isNotBlank();
        yield "refused " + refused.why();
      }
      case Failed failed -> {
        assertThat(failed.detail()).as("%s", file).isNotBlank();
        yield "failed " + failed.engine();
      }
    };
  }
}
