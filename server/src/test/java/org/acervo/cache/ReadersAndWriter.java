package org.acervo.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.acervo.cache.Gates.Point;
import org.acervo.kernel.SnapshotTime;
import org.jspecify.annotations.Nullable;

/**
 * One writer on the first node, readers of the same view, and perhaps the relay, who sees to the
 * same write, and the wire to the second node, which brings what it hears late.
 */
final class ReadersAndWriter implements Schedules.Scene {
  /**
   * Who takes part.
   *
   * @param readers the nodes on which somebody reads
   * @param relay whether the relay bumps at some moment after the commit
   * @param slow whether what the second node hears comes at some moment later
   * @param dies whether the writer dies between commit and bump
   */
  record Cast(List<Integer> readers, boolean relay, boolean slow, boolean dies) {}

  private static final String WRITER = "writer";
  private static final String RELAY = "relay";
  private static final String WIRE = "wire";
  private static final String OLD = "0";
  private static final String NEW = "1";
  private static final Set<String> WRITING =
      Set.of(Point.AFTER_COMMIT.name(), Point.BEFORE_BUMP.name());
  private static final Set<String> READING =
      Set.of(
          Point.BEFORE_LOOK.name(), Point.AFTER_LOOK.name(), Point.AFTER_READ.name(), Actor.POLL);

  /**
   * Where nothing is known one looks twice; that is long enough with fewer stops, and for a second
   * reader with one, or there would be thousands of schedules more.
   */
  private static final List<Set<String>> READING_THE_UNKNOWN =
      List.of(
          Set.of(Point.AFTER_LOOK.name(), Point.AFTER_READ.name(), Actor.POLL),
          Set.of(Point.AFTER_READ.name()));

  private final Stage stage;
  private final Subject subject;
  private final Subject.Start start;
  private final Cast cast;
  private final Stage.Work work;
  private final List<Actor> actors = new ArrayList<>();
  private final Map<String, Boolean> mustBeNew = new ConcurrentHashMap<>();
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private volatile @Nullable SnapshotTime written;

  ReadersAndWriter(Stage stage, Subject subject, Subject.Start start, Cast cast) {
    this.stage = stage;
    this.subject = subject;
    this.start = start;
    this.cast = cast;
    if (subject instanceof RealCache) {
      Stage.await("both nodes trust what they keep", stage::calm);
    }
    this.work = stage.work();
    subject.prepare(start, work.key, work::make);
    stage.wire(1).hold(cast.slow());
    actors.add(
        new Actor(
            WRITER,
            WRITING,
            cast.dies() ? Point.BEFORE_BUMP.name() : null,
            () -> subject.write(work.key, () -> written = work.increase())));
    for (int i = 0; i < cast.readers().size(); i++) {
      var stops = start == Subject.Start.UNKNOWN ? READING_THE_UNKNOWN.get(i) : READING;
      int node = cast.readers().get(i);
      String name = "reader " + i + " on " + node;
      actors.add(new Actor(name, stops, null, () -> answers.put(name, read(node))));
    }
    if (cast.relay()) {
      actors.add(new Actor(RELAY, Set.of(), null, this::relay));
    }
    if (cast.slow()) {
      actors.add(new Actor(WIRE, Set.of(), null, this::bring));
    }
  }

  private String read(int node) {
    return new String(subject.view(node, work.key, work.make(node)), UTF_8);
  }

  private void relay() {
    stage.outsider().bump(work.key.root(), Objects.requireNonNull(written));
    if (!cast.slow()) {
      stage.outsider().heard();
    }
  }

  private void bring() {
    while (!othersAreDone()) {
      stage.wire(1).deliver();
      actor(WIRE).arrive(WIRE);
    }
  }

  private Actor actor(String name) {
    return actors.stream().filter(actor -> actor.name().equals(name)).findFirst().orElseThrow();
  }

  private boolean othersAreDone() {
    return actors.stream().allMatch(actor -> actor.done() || actor.name().equals(WIRE));
  }

  @Override
  public List<Actor> actors() {
    return actors;
  }

  @Override
  public boolean may(Actor actor) {
    return switch (actor.name()) {
      case RELAY -> written != null && !actor(WRITER).place().equals(Actor.START);
      case WIRE -> stage.wire(1).holds();
      default -> true;
    };
  }

  @Override
  public boolean waits(Actor actor) {
    return actor.isIn("Flights", "board")
        || (stage.wire(1).holdsCall() && actor.isIn("Calls", "awaitOthers"));
  }

  @Override
  public void settled() {
    if (cast.slow()) {
      stage.outsider().arrived(stage.wire(1));
    }
  }

  @Override
  public boolean over() {
    return othersAreDone();
  }

  @Override
  public void before(Actor actor) {
    if (actor.place().equals(Actor.START)) {
      boolean answered = actor(WRITER).done() && !cast.dies();
      mustBeNew.put(actor.name(), answered);
    }
  }

  // What touches what

  private enum Thing {
    RECORD,
    REDIS,
    NODE_0,
    NODE_1,
    WIRE,
    /** Whether the write has answered. */
    ANSWER
  }

  private record Touch(Set<Thing> reads, Set<Thing> changes) {
    boolean minds(Touch other) {
      return changes.stream()
          .anyMatch(thing -> other.reads.contains(thing) || other.changes.contains(thing));
    }
  }

  @Override
  public boolean exchangeable(Schedules.Step a, Schedules.Step b) {
    var one = touch(a);
    var other = touch(b);
    return !a.actor().equals(b.actor()) && !one.minds(other) && !other.minds(one);
  }

  private Touch touch(Schedules.Step step) {
    return switch (step.actor()) {
      case WRITER -> writing(step.from());
      case RELAY ->
          cast.slow()
              ? new Touch(Set.of(), Set.of(Thing.REDIS, Thing.NODE_0, Thing.WIRE))
              : new Touch(Set.of(), Set.of(Thing.REDIS, Thing.NODE_0, Thing.NODE_1));
      case WIRE -> new Touch(Set.of(), Set.of(Thing.NODE_1, Thing.WIRE, Thing.ANSWER));
      default -> reading(step.from(), step.actor().endsWith("0") ? Thing.NODE_0 : Thing.NODE_1);
    };
  }

  private Touch writing(String from) {
    if (from.equals(Actor.START)) {
      return new Touch(Set.of(), Set.of(Thing.RECORD));
    }
    if (from.equals(Point.AFTER_COMMIT.name())) {
      return new Touch(Set.of(Thing.RECORD), cast.dies() ? Set.of(Thing.ANSWER) : Set.of());
    }
    return cast.slow()
        ? new Touch(Set.of(), Set.of(Thing.REDIS, Thing.NODE_0, Thing.WIRE))
        : new Touch(Set.of(), Set.of(Thing.REDIS, Thing.NODE_0, Thing.NODE_1, Thing.ANSWER));
  }

  private Touch reading(String from, Thing node) {
    boolean unknown = start == Subject.Start.UNKNOWN;
    if (from.equals(Actor.START) && !unknown) {
      return new Touch(Set.of(node, Thing.ANSWER), Set.of());
    }
    if (unknown && !from.equals(Point.AFTER_READ.name())) { // looks, settles what both hear
      var changes = Set.of(Thing.REDIS, Thing.NODE_0, Thing.NODE_1, Thing.WIRE);
      return new Touch(Set.of(Thing.RECORD, Thing.ANSWER), changes);
    }
    return from.equals(Point.AFTER_LOOK.name())
        ? new Touch(Set.of(Thing.RECORD), Set.of(node))
        : new Touch(Set.of(Thing.RECORD), Set.of(Thing.REDIS, node));
  }

  // Judging

  @Override
  public List<String> judge() {
    var wrong = new ArrayList<String>();
    for (var actor : actors) {
      var failure = actor.failure();
      if (failure != null) {
        wrong.add(actor.name() + " failed: " + failure);
      }
    }
    answers.forEach((name, answer) -> {
      boolean right =
          answer.equals(NEW) || (answer.equals(OLD) && !mustBeNew.getOrDefault(name, false));
      if (!right) {
        wrong.add(name + " was answered " + answer);
      }
    });
    if (!cast.dies()) {
      look("at once", wrong); // though what the second node should hear may still be on its way
    }
    stage.wire(1).hold(false);
    actors.stream().filter(actor -> actor.name().equals(WIRE)).forEach(Actor::goOn);
    stage.outsider().heard();
    for (var kept : subject.kept(work.key)) {
      if (!kept.answer().equals(NEW)) {
        wrong.add("something old is in " + kept.where());
      }
    }
    look("at last", wrong);
    return wrong;
  }

  private void look(String when, List<String> wrong) {
    for (int node = 0; node < Stage.NODES; node++) {
      String answer = read(node);
      if (!answer.equals(NEW)) {
        wrong.add("a question on node " + node + " " + when + " was answered " + answer);
      }
    }
  }

  @Override
  public boolean undisturbed() {
    return !(subject instanceof RealCache) || stage.calm();
  }
}
