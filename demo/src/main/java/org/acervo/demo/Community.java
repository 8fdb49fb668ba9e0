package org.acervo.demo;

import java.util.List;
import org.acervo.trial.DemoPlan.Grant;
import org.acervo.trial.DemoPlan.Group;
import org.acervo.trial.DemoPlan.Holder.Everyone;
import org.acervo.trial.DemoPlan.Holder.ToGroup;
import org.acervo.trial.DemoPlan.Holder.ToPerson;
import org.acervo.trial.DemoPlan.Person;
import org.acervo.trial.DemoPlan.Role;

/**
 * The people of the demo. Between them they show every kind of right: owning a whole tree,
 * contributing to one branch, a group, a guest with downloads, public roots, and a folder that is
 * refused to a member of a group that may see all around it.
 */
final class Community {
  private static final String VOLUNTEERS = "Voluntários do Museu";
  private static final String FRIENDS = "Associação dos Amigos";

  private Community() {}

  static List<Person> people() {
    return List.of(
        new Person("helena", "Helena Prado", "serra-azul-41"),
        new Person("bento", "Bento Azevedo", "neblina-cedo-12"),
        new Person("iara", "Iara Nogueira", "folha-seca-30"),
        new Person("samuel", "Samuel Wright", "open-window-56"));
  }

  static List<Group> groups() {
    return List.of(new Group(VOLUNTEERS, List.of("bento", "iara")));
  }

  static List<Grant> grants() {
    return List.of(
        everyone("Museu da Serra"),
        everyone("Jardim Botânico"),
        everyone("Observatório"),
        everyone("Scientific Figures"),
        person("helena", Role.OWNER, "Museu da Serra"),
        person("helena", Role.OWNER, FRIENDS),
        person("bento", Role.CONTRIBUTOR, "Museu da Serra", "Fotografia"),
        person("iara", Role.EDITOR, "Jardim Botânico"),
        person("samuel", Role.DOWNLOADER, "Scientific Figures"),
        person("samuel", Role.DOWNLOADER, "Observatório"),
        new Grant(new ToGroup(VOLUNTEERS), Role.VIEWER, true, List.of(FRIENDS)),
        new Grant(new ToPerson("iara"), Role.VIEWER, false, List.of(FRIENDS, "Tesouraria")));
  }

  private static Grant everyone(String... path) {
    return new Grant(new Everyone(), Role.VIEWER, true, List.of(path));
  }

  private static Grant person(String login, Role role, String... path) {
    return new Grant(new ToPerson(login), role, true, List.of(path));
  }
}
