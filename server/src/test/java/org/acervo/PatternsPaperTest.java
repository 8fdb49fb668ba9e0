package org.acervo;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every class that uses a regular expression stands in docs/patterns.md with what it reads and why
 * that cannot stop the server; a new one fails here until somebody has thought about it.
 */
class PatternsPaperTest {
  private static final String PAPER = "docs/patterns.md";
  private static final Set<String> OF_STRINGS =
      Set.of("matches", "split", "splitWithDelimiters", "replaceAll", "replaceFirst");

  @Test
  void everyUseOfARegularExpressionIsListedWithItsReason() {
    var used =
        ProductCode.read().stream()
            .filter(PatternsPaperTest::usesPatterns)
            .map(PatternsPaperTest::outermost)
            .filter(PatternsPaperTest::meetsStrangers)
            .collect(Collectors.toCollection(TreeSet::new));
    var listed = new TreeSet<String>();
    for (var row : Checkout.table(PAPER, "patterns")) {
      assertThat(row.get(1)).as("what %s reads", row.get(0)).isNotBlank();
      assertThat(row.get(2)).as("why %s may", row.get(0)).isNotBlank();
      listed.add(row.get(0).replace("`", ""));
    }
    assertThat(used)
        .as("classes that use regular expressions, and those of " + PAPER)
        .isEqualTo(listed);
  }

  /** What answers strangers first has none at all. */
  @Test
  void roomWebUsesNone() {
    assertThat(Checkout.table(PAPER, "patterns"))
        .noneMatch(row -> row.get(0).startsWith("`web.") || row.get(0).startsWith("`web/"));
  }

  private static boolean usesPatterns(JavaClass type) {
    Stream<? extends JavaAccess<?>> calls =
        Stream.of(
                type.getMethodCallsFromSelf(),
                type.getConstructorCallsFromSelf(),
                type.getMethodReferencesFromSelf())
            .flatMap(Set::stream);
    return calls.anyMatch(call -> {
      String owner = call.getTargetOwner().getName();
      return owner.startsWith("java.util.regex.")
          || owner.equals("java.util.Scanner")
          || (owner.equals("java.lang.String") && OF_STRINGS.contains(call.getTarget().getName()));
    });
  }

  /** Classes above the rooms read settings and files of the program; these two rooms, our own. */
  private static boolean meetsStrangers(String name) {
    return name.contains(".") && !name.startsWith("demo.") && !name.startsWith("embedded.");
  }

  private static String outermost(JavaClass type) {
    String name = type.getName().replace("org.acervo.", "");
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }
}
