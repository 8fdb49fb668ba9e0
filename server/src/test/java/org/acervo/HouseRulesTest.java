package org.acervo;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The rules between rooms, held against the compiled classes. The two tables of docs/rooms.md are
 * the rules themselves: what they do not list is forbidden, a room they do not know fails, and so
 * does what they name or permit and nobody is or does.
 */
class HouseRulesTest {
  private static final String HOUSE = "org.acervo";
  private static final String PAPER = "docs/rooms.md";

  private static final JavaClasses code = ProductCode.read();

  /** Room to the rooms it may call. */
  private static final Map<String, Set<String>> calls =
      Checkout.table(PAPER, "rooms").stream()
          .collect(
              Collectors.toMap(
                  row -> row.get(0),
                  row -> Set.copyOf(Checkout.words(row.get(1))),
                  (a, b) -> a,
                  LinkedHashMap::new));

  @Test
  void everyRoomStandsInTheTable() {
    Set<String> rooms = new TreeSet<>();
    code.forEach(type -> rooms.add(room(type)));
    rooms.remove("");
    assertThat(calls.keySet()).as("rooms of the table in %s", PAPER).isEqualTo(rooms);
    calls.forEach((room, targets) ->
        assertThat(calls.keySet()).as("what %s may call", room).containsAll(targets));
  }

  @Test
  void roomsCallOnlyTheRoomsTheirRowNames() {
    calls.forEach((room, targets) -> {
      Set<String> allowed = new TreeSet<>(targets);
      allowed.add(room);
      hold(
          noClasses()
              .that(areIn(room))
              .should()
              .dependOnClassesThat(
                  are(
                      "in a room that " + room + " may not call (" + PAPER + ")",
                      type -> isForeign(type, allowed))));
    });
  }

  /** A permission that nobody uses says something untrue about the house. */
  @Test
  void everyPermissionIsUsed() {
    calls.forEach((room, targets) ->
        assertThat(calledBy(room))
            .as("what %s calls, and %s permits", room, PAPER)
            .containsAll(targets));
  }

  private static Set<String> calledBy(String room) {
    return code.stream()
        .filter(type -> room(type).equals(room))
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
        .filter(target -> isIn(target, List.of(HOUSE)))
        .map(HouseRulesTest::room)
        .collect(Collectors.toSet());
  }

  @Test
  void everyLibraryIsUsedByTheRoomsThatMay() {
    for (List<String> row : Checkout.table(PAPER, "libraries")) {
      List<String> packages = Checkout.words(row.get(1));
      for (String room : Checkout.words(row.get(2))) {
        boolean used =
            code.stream()
                .filter(type -> room(type).equals(room))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .anyMatch(dependency ->
                    isIn(dependency.getTargetClass().getBaseComponentType(), packages));
        assertThat(used).as("%s uses %s, as %s says", room, row.get(0), PAPER).isTrue();
      }
    }
  }

  /** What is an artifact of its own is found at run time, and may be absent. */
  @Test
  void nobodyButItselfKnowsAnArtifactThatMayBeAbsent() {
    for (String room : List.of("embedded", "demo")) {
      hold(
          noClasses()
              .that(are("outside " + room, type -> !room(type).equals(room)))
              .should()
              .dependOnClassesThat(
                  are("in " + room, type -> isIn(type, List.of(HOUSE + "." + room)))));
    }
  }

  @Test
  void roomsFormNoCycle() {
    hold(slices().matching(HOUSE + ".(*)..").should().beFreeOfCycles());
  }

  @Test
  void librariesAreImportedOnlyByTheRoomsTheirRowNames() {
    for (List<String> row : Checkout.table(PAPER, "libraries")) {
      List<String> packages = Checkout.words(row.get(1));
      List<String> rooms = Checkout.words(row.get(2));
      hold(
          noClasses()
              .that(are("outside " + rooms, type -> !mayImport(type, packages, rooms)))
              .should()
              .dependOnClassesThat(are("of " + row.get(0), type -> isIn(type, packages)))
              .because(PAPER + " says which rooms may touch " + row.get(0)));
    }
  }

  @Test
  void kernelStandsOnTheJdkAlone() {
    hold(
        classes()
            .that(areIn("kernel"))
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "javax..", "org.jspecify..", HOUSE + ".kernel.."));
  }

  @Test
  void adaptersToServersAreNobodysBusiness() {
    hold(
        noClasses()
            .that(
                are(
                    "adapters outside store",
                    type -> isAdapter(type) && !room(type).equals("store")))
            .and()
            .areTopLevelClasses()
            .should()
            .haveModifier(JavaModifier.PUBLIC));
  }

  @Test
  void namesAreWordsOfTheDomain() {
    for (String suffix : List.of("Manager", "Helper", "Util", "Utils", "Impl", "Dto", "DTO")) {
      hold(noClasses().should().haveSimpleNameEndingWith(suffix));
    }
    for (String name : List.of("util", "utils", "common", "impl", "manager", "dto", "entities")) {
      hold(noClasses().should().resideInAPackage(".." + name + ".."));
    }
  }

  private static void hold(ArchRule rule) {
    rule.allowEmptyShould(true).check(code);
  }

  private static boolean mayImport(
      JavaClass type, Collection<String> packages, Collection<String> rooms) {
    String owner = owner(type);
    if (room(type).isEmpty()) {
      boolean framework = packages.contains("io.vertx") || packages.contains("io.netty");
      return !framework || owner.equals("Main") || owner.equals("App");
    }
    boolean driver = packages.contains("com.mongodb") || packages.contains("io.lettuce");
    return rooms.contains(room(type)) || (driver && isAdapter(type));
  }

  private static boolean isAdapter(JavaClass type) {
    return owner(type).startsWith("Mongo") || owner(type).startsWith("Redis");
  }

  /**
   * Of the house, but of none of these rooms; the classes above the rooms are foreign to every
   * room.
   */
  private static boolean isForeign(JavaClass type, Collection<String> rooms) {
    return isIn(type, List.of(HOUSE)) && !rooms.contains(room(type));
  }

  private static boolean isIn(JavaClass type, Collection<String> packages) {
    return packages.stream()
        .anyMatch(name ->
            type.getPackageName().equals(name) || type.getPackageName().startsWith(name + "."));
  }

  /** The room's name, or an empty string for the classes above the rooms. */
  private static String room(JavaClass type) {
    String inside = type.getPackageName().substring(HOUSE.length());
    return inside.isEmpty() ? "" : inside.substring(1).split("\\.", 2)[0];
  }

  /** The simple name of the top-level class around a class. */
  private static String owner(JavaClass type) {
    JavaClass outer = type;
    while (outer.getEnclosingClass().isPresent()) {
      outer = outer.getEnclosingClass().get();
    }
    return outer.getSimpleName();
  }

  private static DescribedPredicate<JavaClass> areIn(String room) {
    return are("in " + room, type -> room(type).equals(room));
  }

  private static DescribedPredicate<JavaClass> are(
      String description, Predicate<JavaClass> predicate) {
    return DescribedPredicate.describe(description, predicate);
  }
}
