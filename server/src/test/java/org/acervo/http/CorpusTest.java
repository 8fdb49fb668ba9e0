package org.acervo.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
