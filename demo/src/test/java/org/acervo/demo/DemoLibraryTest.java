package org.acervo.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.acervo.trial.DemoPlan;
import org.acervo.trial.DemoPlan.Folder;
import org.acervo.trial.DemoPlan.Group;
import org.acervo.trial.DemoPlan.Holder;
import org.acervo.trial.DemoPlan.Person;
import org.acervo.trial.Work;
import org.junit.jupiter.api.Test;

class DemoLibraryTest {
  private final DemoPlan plan = new DemoLibrary().plan();

  @Test
  void libraryIsFull() {
    assertThat(plan.works())
        .filteredOn(w -> w.mediaType().startsWith("image/"))
        .hasSizeGreaterThanOrEqualTo(320);
    assertThat(plan.works())
        .filteredOn(w -> w.mediaType().equals("application/pdf"))
        .hasSizeGreaterThanOrEqualTo(22);
    assertThat(plan.folders()).hasSizeGreaterThanOrEqualTo(30);
  }

  @Test
  void parentsComeBeforeChildren() {
    var known = new HashSet<List<String>>();
    for (var folder : plan.folders()) {
      var path = folder.path();
      if (path.size() > 1) {
        assertThat(known).contains(path.subList(0, path.size() - 1));
      }
      assertThat(known.add(path)).as("%s occurs once", path).isTrue();
    }
    assertThat(plan.folders().stream().mapToInt(f -> f.path().size()).max()).hasValue(4);
  }

  @Test
  void everyWorkHasAHomeInTheTree() {
    var paths = paths();
    assertThat(plan.works()).allSatisfy(work -> assertThat(paths).contains(work.collection()));
  }

  @Test
  void noLeafOfTheTreeIsEmpty() {
    var paths = paths();
    var homes = plan.works().stream().map(Work::collection).collect(Collectors.toSet());
    assertThat(paths)
        .filteredOn(path ->
            paths.stream()
                .noneMatch(p -> p.size() > path.size() && p.subList(0, path.size()).equals(path)))
        .allSatisfy(leaf -> assertThat(homes).contains(leaf));
  }

  @Test
  void fileNamesAreUniqueAndWorksAreDescribed() {
    assertThat(plan.works()).extracting(Work::fileName).doesNotHaveDuplicates();
    assertThat(plan.works())
        .allSatisfy(work -> {
          assertThat(work.title()).isNotBlank();
          assertThat(work.descr()).isNotBlank().doesNotContain("{}");
          assertThat(work.tags()).isNotEmpty().doesNotContain("");
        });
  }

  @Test
  void worksSpreadOverManyYears() {
    assertThat(plan.works().stream().map(w -> w.taken().getYear()).distinct())
        .hasSizeGreaterThan(60);
  }

  @Test
  void grantsNameKnownPeopleGroupsAndCollections() {
    var logins = plan.people().stream().map(Person::login).toList();
    var groups = plan.groups().stream().map(Group::name).toList();
    assertThat(plan.groups()).allSatisfy(group -> assertThat(logins).containsAll(group.members()));
    assertThat(plan.grants())
        .allSatisfy(grant -> {
          assertThat(paths()).contains(grant.path());
          switch (grant.holder()) {
            case Holder.ToPerson p -> assertThat(logins).contains(p.login());
            case Holder.ToGroup g -> assertThat(groups).contains(g.name());
            case Holder.Everyone _ -> assertThat(grant.allow()).isTrue();
          }
        });
    assertThat(plan.grants()).anyMatch(grant -> !grant.allow());
  }

  private List<List<String>> paths() {
    return plan.folders().stream().map(Folder::path).toList();
  }
}
