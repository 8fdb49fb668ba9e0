package org.acervo.trial;

import java.util.List;

/**
 * Everything a demo library consists of, as plain data.
 *
 * @param folders the tree, parents before children
 * @param works in the order in which they should be uploaded: all collections fill at once
 */
public record DemoPlan(
    List<Folder> folders,
    List<Person> people,
    List<Group> groups,
    List<Grant> grants,
    List<Work> works) {
  public DemoPlan {
    folders = List.copyOf(folders);
    people = List.copyOf(people);
    groups = List.copyOf(groups);
    grants = List.copyOf(grants);
    works = List.copyOf(works);
  }

  /** A collection; its path ends with its own title. */
  public record Folder(List<String> path, String descr) {
    public Folder {
      path = List.copyOf(path);
    }

    public String title() {
      return path.getLast();
    }
  }

  /** Somebody who can sign in to the demo; the password is meant to be printed at start. */
  public record Person(String login, String name, String password) {}

  /** Members are logins. */
  public record Group(String name, List<String> members) {
    public Group {
      members = List.copyOf(members);
    }
  }

  /** Whom a grant is for. */
  public sealed interface Holder {
    record ToPerson(String login) implements Holder {}

    record ToGroup(String name) implements Holder {}

    record Everyone() implements Holder {}
  }

  /** The roles that every library has. */
  public enum Role {
    VIEWER,
    DOWNLOADER,
    CONTRIBUTOR,
    EDITOR,
    OWNER
  }

  /** A role given or, with {@code allow} false, refused on a collection and all below it. */
  public record Grant(Holder holder, Role role, boolean allow, List<String> path) {
    public Grant {
      path = List.copyOf(path);
    }
  }
}
