package org.acervo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files of the house: their length, their packages, and papers that keep up with the code. */
class HousePapersTest {
  private static final int LONGEST = 500;
  private static final int LONG = 350;

  private static final List<Path> sources =
      Checkout.MODULES.stream()
          .flatMap(module -> Stream.of(module + "/src/main/java", module + "/src/test/java"))
          .flatMap(folder -> Checkout.files(folder, ".java", Integer.MAX_VALUE).stream())
          .toList();

  @Test
  void noSourceFileIsTooLongToRead() throws IOException {
    List<String> tooLong = new ArrayList<>();
    int overLong = 0;
    for (Path file : sources) {
      long lines = lines(file);
      overLong += lines > LONG ? 1 : 0;
      if (lines > LONGEST) {
        tooLong.add(Checkout.ROOT.relativize(file) + ": " + lines);
      }
    }
    assertThat(tooLong).as("files over %d lines: a class is missing", LONGEST).isEmpty();
    assertThat(overLong * 20)
        .as("files over %d lines must be at most 1 in 20", LONG)
        .isLessThanOrEqualTo(sources.size());
  }

  @Test
  void everyPackageSaysWhatItIsForAndIsNullMarked() throws IOException {
    List<Path> folders =
        sources.stream()
            .filter(file -> file.toString().contains("/src/main/java/org/acervo/"))
            .map(Path::getParent)
            .distinct()
            .toList();
    for (Path folder : folders) {
      Path info = folder.resolve("package-info.java");
      assertThat(info).exists().content().contains("NullMarked").startsWith("/**");
    }
  }

  @Test
  void roomsPageDescribesEveryRoomThatExists() throws IOException {
    String page = Checkout.read("docs/rooms.md");
    for (String module : Checkout.PRODUCT) {
      try (Stream<Path> rooms = Files.list(packages(module)).filter(Files::isDirectory)) {
        assertThat(rooms.map(room -> "\n### " + room.getFileName() + "\n"))
            .as("rooms of %s", module)
            .isNotEmpty()
            .allSatisfy(heading -> assertThat(page).contains(heading));
      }
    }
  }

  /** The measurements too: they look at the product through its public faces, as others would. */
  @Test
  void noPackageIsSpreadOverTwoArtifacts() {
    List<String> owned =
        Checkout.MODULES.stream()
            .flatMap(module ->
                Checkout.files(module + "/src/main/java", ".java", Integer.MAX_VALUE).stream()
                    .map(file -> packages(module).relativize(file).getParent())
                    .filter(Objects::nonNull)
                    .map(Path::toString)
                    .distinct())
            .toList();
    assertThat(owned)
        .contains("kernel", "embedded", "demo", "web", "bench")
        .doesNotHaveDuplicates();
  }

  private static Path packages(String module) {
    return Checkout.ROOT.resolve(module).resolve("src/main/java/org/acervo");
  }

  @Test
  void dependenciesPageNamesEveryDependencyOfTheProduct() {
    String page = Checkout.read("docs/dependencies.md");
    for (String module : Checkout.PRODUCT) {
      assertThat(
              matches(
                  "<dependency>.*?<artifactId>(.+?)</artifactId>",
                  Checkout.read(module + "/pom.xml")))
          .as(module)
          .isNotEmpty()
          .filteredOn(artifact -> !artifact.startsWith("acervo-"))
          .allSatisfy(artifact -> assertThat(page).contains("| `" + artifact + "` |"));
    }
  }

  @Test
  void decisionsHaveNumbersOfTheirOwnAndStandInTheList() {
    String list = Checkout.read("docs/adr/README.md");
    List<String> pages =
        Checkout.files("docs/adr", ".md", 1).stream()
            .map(file -> file.getFileName().toString())
            .filter(name -> !name.equals("template.md") && !name.equals("README.md"))
            .toList();
    assertThat(pages).isNotEmpty().allSatisfy(page -> assertThat(list).contains("(" + page + ")"));
    assertThat(pages).extracting(page -> page.split("-", 2)[0]).doesNotHaveDuplicates();
  }

  @Test
  void linksBetweenPagesLeadSomewhere() throws IOException {
    List<Path> pages = new ArrayList<>(Checkout.files("", ".md", 1));
    pages.addAll(Checkout.files("docs", ".md", Integer.MAX_VALUE));
    for (Path page : pages) {
      assertThat(matches("\\[[^\\]]*\\]\\(([^)#:]+)(?:#[^)]*)?\\)", Files.readString(page)))
          .as("links of %s", Checkout.ROOT.relativize(page))
          .allSatisfy(link -> assertThat(page.resolveSibling(link)).exists());
    }
  }

  private static long lines(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    }
  }

  private static List<String> matches(String pattern, String text) {
    return Pattern.compile(pattern, Pattern.DOTALL)
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }
}
