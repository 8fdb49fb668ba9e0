package org.acervo.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Every file of the corpus is taken or clearly refused, comes back as it was, and stops nothing.
 */
@Tag("slow")
@EnabledIfEnvironmentVariable(named = "ACERVO_CORPUS", matches = ".+")
final class CorpusTest {

  @Test
  void everyFileIsTakenOrClearlyRefusedAndComesBackByteForByte() throws IOException {
    var corpus = Path.of(System.getenv("ACERVO_CORPUS"));
    var outcomes = new TreeMap<Integer, Integer>();
    try (var library = Library.open()) {
      String home = library.collection();
      for (var file : files(corpus)) {
        byte[] bytes = Files.readAllBytes(file);
        var answer = library.admin.upload(home, file.getFileName().toString(), bytes);
        assertThat(answer.status()).as("%s: %s", file, answer.text()).isIn(200, 201, 400, 415);
        outcomes.merge(answer.status(), 1, Integer::sum);
        if (answer.status() < 300) {
          var original = library.admin.get("/api/v1/items/" + answer.id() + "/original");
          assertThat(original.body()).as(file.toString()).isEqualTo(bytes);
        }
      }
      assertThat(library.nobody.get("/health/ready").status()).isEqualTo(200);
    }
    System.out.println("corpus: " + outcomes);
    assertThat(outcomes.keySet()).contains(201);
  }

  /** What can be read is shown, and the item says that something is missing, and how much. */
  @Test
  void filesThatWereCutSayThatTheyAreDamagedAndHowMuchIsThere() throws Exception {
    var reports = Path.of(System.getenv("ACERVO_CORPUS")).resolve("reports");
    try (var library = Library.open()) {
      String home = library.collection();
      for (String name : List.of("truncated.png", "truncated.pdf", "truncated-progressive.jpg")) {
        byte[] bytes = Files.readAllBytes(reports.resolve(name));
        var uploaded = library.admin.upload(home, name, bytes);
        assertThat(uploaded.status()).as(uploaded.text()).isEqualTo(201);
        var preview = settled(library, uploaded.id()).at("/preview");
        assertThat(preview.at("/state").asText()).as(name + preview).isEqualTo("partial");
        assertThat(preview.at("/reason/code").asText()).as(name).isEqualTo("damaged");
        assertThat(preview.at("/reason/params/percent").asInt(-1)).as(name).isBetween(1, 99);
        var needy = library.admin.get("/api/v1/attention?kind=damaged&in=" + home);
        assertThat(needy.text()).as(name).contains(uploaded.id());
        var shown = library.admin.get(preview.at("/urls/256").asText());
        assertThat(shown.status()).as(name).isEqualTo(200);
      }
    }
  }

  /** Of an animated WebP the first frame may be a part of the canvas. */
  @Test
  void animationIsAsLargeAsItsCanvasBeforeAndAfterItWasDrawn() throws Exception {
    var corpus = Path.of(System.getenv("ACERVO_CORPUS"));
    try (var library = Library.open()) {
      String home = library.collection();
      for (var name :
          List.of("reports/anim.webp", "images/sharp_test_fixtures_rotating-squares.webp")) {
        var uploaded =
            library.admin.upload(home, "a.webp", Files.readAllBytes(corpus.resolve(name)));
        assertThat(uploaded.status()).as(uploaded.text()).isEqualTo(201);
        var drawn = settled(library, uploaded.id());
        assertThat(drawn.at("/preview/state").asText()).as(name).isEqualTo("ready");
        assertThat(drawn.at("/width")).as(name).isEqualTo(uploaded.json().at("/width"));
        assertThat(drawn.at("/height")).as(name).isEqualTo(uploaded.json().at("/height"));
      }
    }
  }

  private static JsonNode settled(Library library, String id) throws InterruptedException {
    var end = Instant.now().plus(Duration.ofMinutes(3));
    var item = library.admin.get("/api/v1/items/" + id).json();
    while (item.at("/preview/state").asText().equals("pending") && Instant.now().isBefore(end)) {
      Thread.sleep(100);
      item = library.admin.get("/api/v1/items/" + id).json();
    }
    return item;
  }

  private static List<Path> files(Path corpus) throws IOException {
    try (Stream<Path> files = Files.walk(corpus)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !corpus.equals(file.getParent()))
          .sorted()
          .toList();
    }
  }
}
