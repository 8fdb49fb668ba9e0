package org.acervo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.acervo.access.Caller;
import org.acervo.access.Credential;
import org.acervo.access.Effect;
import org.acervo.access.Grant;
import org.acervo.access.Group;
import org.acervo.access.Principal;
import org.acervo.access.Scopes;
import org.acervo.access.Target;
import org.acervo.access.UserNew;
import org.acervo.items.ItemEdit;
import org.acervo.items.Taken;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.GroupId;
import org.acervo.kernel.Revision;
import org.acervo.kernel.RoleId;
import org.acervo.kernel.UserId;
import org.acervo.trial.DemoPlan;
import org.acervo.trial.DemoSource;
import org.acervo.web.api.DemoProgress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills an empty library with the demo: its people, its tree, their rights, and some hundred works.
 * The server serves meanwhile. That it is being made stands in the record from before the first
 * step, and every step finds what it made before, so a demo that was cut short is taken up again by
 * the next start.
 */
final class Demo implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Demo.class);
  private static final String AGENT = "demo";

  private final App app;
  private final PrintStream out;
  private final MongoDemo record;
  private final DemoSource source;
  private final DemoPlan plan;
  private final Folders tree;
  private final Map<String, UserId> people = new HashMap<>();
  private final Map<String, GroupId> groups = new HashMap<>();
  private final Map<List<String>, CollectionId> folders = new HashMap<>();
  private volatile DemoProgress progress = DemoProgress.NONE;
  private volatile DemoSource.@Nullable Press press;
  private volatile boolean closed;
  private @Nullable Thread thread;

  Demo(App app, DemoSource source, PrintStream out) {
    this.app = app;
    this.source = source;
    this.plan = source.plan();
    this.out = out;
    this.record = new MongoDemo(app.store.database());
    this.tree = new Folders(app, CollectionId.ROOT);
  }

  DemoProgress progress() {
    return progress;
  }

  /**
   * Makes the people, so that nobody is asked to set the library up and whoever comes first may
   * sign in as any of them, and begins with the rest. Does nothing to a library that somebody uses
   * already.
   *
   * @param asked whether the demo is wanted; one that was begun is made to its end anyway
   */
  void begin(boolean asked) {
    var state = record.state();
    var token =
        state == MongoDemo.State.READY || (!asked && state == MongoDemo.State.NONE)
            ? Optional.<String>empty()
            : app.access.firstRun().begin();
    if (token.isPresent()) {
      record.set(MongoDemo.State.MAKING);
      firstPerson(token.get());
    } else if (state == MongoDemo.State.NONE) {
      if (asked) {
        out.println("This library is in use already; the demo was not added.");
      }
      return;
    }
    if (state == MongoDemo.State.READY) {
      if (asked) {
        tellWhoMaySignIn();
      }
      return;
    }
    progress = new DemoProgress("making", 0, plan.works().size());
    try {
      var owner = owner();
      makePeople(owner);
      tellWhoMaySignIn();
      thread = Thread.ofPlatform().name("demo").start(() -> fill(owner));
    } catch (RuntimeException e) { // the server goes on, without a demo or with part of one
      failed(e);
    }
  }

  private void fill(Caller.Person owner) {
    try {
      // First of all, because it takes longest: it draws while the rest is made.
      try (var drawing = source.draw()) {
        press = drawing;
        makeGroups(owner);
        makeFolders(owner);
        plan.folders().forEach(folder -> grant(owner, folder));
        hang(owner, drawing);
      }
      record.set(MongoDemo.State.READY);
      progress = new DemoProgress("ready", plan.works().size(), plan.works().size());
      out.println("The demo library holds " + plan.works().size() + " works.");
    } catch (IOException | RuntimeException e) { // the server goes on; the next start goes on here
      failed(e);
    }
  }

  private void failed(Exception e) {
    if (!closed) {
      progress = new DemoProgress("failed", progress.made(), progress.total());
      log.warn("the demo could not be made to its end; the next start goes on with it", e);
    }
  }

  private void tellWhoMaySignIn() {
    out.println("Sign in as one of:");
    plan.people()
        .forEach(person ->
            out.println("  " + person.login() + " / " + person.password() + "  " + person.name()));
    out.flush();
  }

  private void firstPerson(String token) {
    var first = plan.people().getFirst();
    var session =
        app.access.firstRun().setup(token, first.login(), first.name(), first.password(), AGENT);
    app.access.sessions().end(session.token());
  }

  private Caller.Person owner() {
    var login = plan.people().getFirst().login();
    var user =
        app.access
            .people()
            .find(login)
            .orElseThrow(() -> Failed.conflict("The demo's first person, " + login + ", is gone."));
    people.put(login, user.id());
    return new Caller.Person(
        user.id(),
        user.login(),
        user.name(),
        user.admin(),
        user.locale(),
        Scopes.ALL,
        new Credential.Console(),
        Optional.empty());
  }

  private void makePeople(Caller.Person owner) {
    for (var person : plan.people().subList(1, plan.people().size())) {
      var there = app.access.people().find(person.login());
      var id =
          there.isPresent()
              ? there.get().id()
              : app.access
                  .people()
                  .create(owner, UserNew.of(person.login(), person.name(), person.password()))
                  .id();
      people.put(person.login(), id);
    }
  }

  private void makeGroups(Caller.Person owner) {
    for (var group : plan.groups()) {
      var id = group(owner, group.name());
      groups.put(group.name(), id);
      group.members().forEach(login -> app.access.groups().add(owner, id, person(login)));
    }
  }

  private GroupId group(Caller.Person owner, String name) {
    return app.access.groups().page(name, Optional.empty(), 100).items().stream()
        .filter(group -> group.name().equals(name))
        .map(Group::id)
        .findFirst()
        .orElseGet(() -> app.access.groups().create(owner, name, "").id());
  }

  private void makeFolders(Caller.Person owner) {
    for (var folder : plan.folders()) {
      folders.put(folder.path(), tree.obtain(owner, folder.path(), folder.descr()));
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
  private void hang(Caller.Person owner, DemoSource.Press drawing) throws IOException {
    int made = 0;
    for (var print = drawing.next(); print.isPresent(); print = drawing.next()) {
      hang(owner, print.get());
      progress = new DemoProgress("making", ++made, plan.works().size());
    }
  }

  private void hang(Caller.Person owner, DemoSource.Print print) throws IOException {
    var work = print.work();
    var noon = work.taken().atTime(LocalTime.NOON);
    var taken = new Taken(noon, Optional.empty(), Taken.Source.PERSON);
    var key = "demo/" + String.join("/", work.collection()) + "/" + work.fileName();
    try (var receiving = app.uploads.begin(owner.id(), folder(work.collection()))) {
      var _ =
          receiving
              .receive(work.fileName(), new ByteArrayInputStream(print.bytes()))
              .commit(
                  new ItemEdit(work.title(), work.descr(), work.tags(), taken), Optional.of(key));
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

  /** Stops where it is; the next start goes on from there. */
  @Override
  public void close() {
    closed = true;
    var drawing = press;
    if (drawing != null) {
      drawing.close();
    }
    var running = thread;
    if (running != null) {
      running.interrupt();
      try {
        var _ = running.join(Duration.ofSeconds(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
