package org.acervo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.acervo.access.Caller;
import org.acervo.access.Effect;
import org.acervo.access.Grant;
import org.acervo.access.Principal;
import org.acervo.access.Target;
import org.acervo.access.UserNew;
import org.acervo.demo.DemoLibrary;
import org.acervo.demo.DemoPlan;
import org.acervo.demo.DemoPress;
import org.acervo.items.ItemEdit;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.GroupId;
import org.acervo.kernel.Revision;
import org.acervo.kernel.RoleId;
import org.acervo.kernel.UserId;

/**
 * Fills an empty library with the demo: its people, its tree, their rights, and some hundred works.
 */
final class Demo {
  private static final String AGENT = "demo";

  private final App app;
  private final PrintStream out;
  private final DemoPlan plan = DemoLibrary.plan();
  private final Map<String, UserId> people = new HashMap<>();
  private final Map<String, GroupId> groups = new HashMap<>();
  private final Map<List<String>, CollectionId> folders = new HashMap<>();

  Demo(App app, PrintStream out) {
    this.app = app;
    this.out = out;
  }

  /** Does nothing to a library that somebody uses already. */
  void fill() throws IOException {
    var token = app.access.firstRun().begin();
    if (token.isEmpty()) {
      out.println("This library is in use already; the demo was not added.");
    } else {
      // First of all, because it takes longest: it draws while the rest is made.
      try (var press = DemoPress.start(plan)) {
        var owner = firstPerson(token.get());
        makePeople(owner);
        makeFolders(owner);
        plan.folders().forEach(folder -> grant(owner, folder));
        hang(owner, press);
      }
    }
    if (app.access.people().find(plan.people().getFirst().login()).isPresent()) {
      out.println("Sign in as one of:");
      plan.people()
          .forEach(person ->
              out.println(
                  "  " + person.login() + " / " + person.password() + "  " + person.name()));
    }
  }

  private Caller.Person firstPerson(String token) {
    var first = plan.people().getFirst();
    var session =
        app.access.firstRun().setup(token, first.login(), first.name(), first.password(), AGENT);
    app.access.sessions().end(session.token());
    return session.person();
  }

  private void makePeople(Caller.Person owner) {
    people.put(owner.login(), owner.id());
    for (var person : plan.people().subList(1, plan.people().size())) {
      var made =
          app.access
              .people()
              .create(owner, UserNew.of(person.login(), person.name(), person.password()));
      people.put(person.login(), made.id());
    }
    for (var group : plan.groups()) {
      var made = app.access.groups().create(owner, group.name(), "");
      groups.put(group.name(), made.id());
      group.members().forEach(login -> app.access.groups().add(owner, made.id(), person(login)));
    }
  }

  private void makeFolders(Caller.Person owner) {
    for (var folder : plan.folders()) {
      var above = folder.path().subList(0, folder.path().size() - 1);
      var parent = above.isEmpty() ? CollectionId.ROOT : folder(above);
      var made = app.collections.create(owner, parent, folder.title(), folder.descr());
      folders.put(folder.path(), made.id());
    }
  }

  private void grant(Caller.Person owner, DemoPlan.Folder folder) {
    var id = folder(folder.path());
    var grants = new ArrayList<Grant>();
    app.access
        .grants()
        .get(owner, Target.of(id))
        .grants()
        .forEach(named -> grants.add(named.grant()));
    int before = grants.size();
    plan.grants().stream()
        .filter(grant -> grant.path().equals(folder.path()))
        .map(this::grant)
        .filter(grant -> !grants.contains(grant))
        .forEach(grants::add);
    if (grants.size() > before) {
      var _ =
          app.access
              .grants()
              .replace(owner, Target.of(id), new Revision.Any(), Optional.empty(), grants, "");
    }
  }

  private Grant grant(DemoPlan.Grant planned) {
    Principal principal =
        switch (planned.holder()) {
          case DemoPlan.Holder.ToPerson(String login) -> new Principal.User(person(login));
          case DemoPlan.Holder.ToGroup(String name) -> new Principal.Group(known(groups, name));
          case DemoPlan.Holder.Everyone() -> new Principal.Everyone();
        };
    return new Grant(
        principal,
        Optional.of(new RoleId(planned.role().name().toLowerCase(Locale.ROOT))),
        Set.of(),
        planned.allow() ? Effect.ALLOW : Effect.DENY,
        Optional.empty());
  }

  /** The works are drawn in a process of their own, and come here one after the other. */
  private void hang(Caller.Person owner, DemoPress press) throws IOException {
    int n = 0;
    for (var print = press.next(); print.isPresent(); print = press.next()) {
      hang(owner, print.get());
      n++;
    }
    out.println("The demo library holds " + n + " works.");
  }

  private void hang(Caller.Person owner, DemoPress.Print print) throws IOException {
    var work = print.work();
    Instant taken = work.taken().atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC);
    try (var receiving = app.uploads.begin(owner.id(), folder(work.collection()))) {
      var _ =
          receiving
              .receive(work.fileName(), new ByteArrayInputStream(print.bytes()))
              .commit(
                  new ItemEdit(work.title(), work.descr(), work.tags(), taken), Optional.empty());
    }
  }

  private UserId person(String login) {
    return known(people, login);
  }

  private CollectionId folder(List<String> path) {
    return known(folders, path);
  }

  private static <K, V> V known(Map<K, V> map, K key) {
    return Optional.ofNullable(map.get(key))
        .orElseThrow(() -> Failed.invalid("demo", "knows no " + key));
  }
}
