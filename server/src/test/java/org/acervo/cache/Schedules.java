package org.acervo.cache;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Plays a scene again and again, each time in another order of its actors' steps, until every order
 * has been seen (stateless search, depth first).
 *
 * <p>Orders that differ only by exchanging neighbours that have nothing to do with each other are
 * played once (sleep sets: P. Godefroid, Partial-Order Methods for the Verification of Concurrent
 * Systems, 1996). What has to do with what, the scene says. {@code -Dacervo.cache.schedules=all}
 * plays them all.
 */
final class Schedules {
  private static final boolean ALL = System.getProperty("acervo.cache.schedules", "").equals("all");
  private static final int RETRIES = 50;
  private static final long STUCK = 20_000_000_000L;

  /** What an actor does from one gate to the next. */
  record Step(String actor, String from) {
    @Override
    public String toString() {
      return actor + " from " + from;
    }
  }

  /** A scene on its way. */
  interface Scene {
    List<Actor> actors();

    /** Whether this actor, who stands at a gate, can go on now. */
    boolean may(Actor actor);

    /** Whether this actor, who does not stand at a gate, waits for another one. */
    boolean waits(Actor actor);

    /** Whether it is over. */
    boolean over();

    void before(Actor actor);

    /** Everybody stands still; waits for whatever is still on its way. */
    void settled();

    /** What two steps touch: if they can be exchanged, nothing can tell the difference. */
    boolean exchangeable(Step a, Step b);

    /** What is wrong after it. */
    List<String> judge();

    /** Whether it went as it would have on a machine that had nothing else to do. */
    boolean undisturbed();
  }

  /** What came out. */
  record Result(int schedules, int pruned, int disturbed, List<String> wrong) {}

  private static final class Fork {
    final List<Step> enabled;
    final Set<Step> sleeping;
    final Set<Step> tried = new HashSet<>();
    Step chosen;

    Fork(List<Step> enabled, Set<Step> sleeping, Step chosen) {
      this.enabled = enabled;
      this.sleeping = sleeping;
      this.chosen = chosen;
    }

    /** Those that need not be played after the chosen one, since they were played before it. */
    Set<Step> asleepAfter(Scene scene) {
      var asleep = new HashSet<Step>();
      for (var step : enabled) {
        boolean before = sleeping.contains(step) || tried.contains(step);
        if (before && !step.equals(chosen) && scene.exchangeable(step, chosen)) {
          asleep.add(step);
        }
      }
      return asleep;
    }

    boolean next() {
      tried.add(chosen);
      for (var step : enabled) {
        if (!tried.contains(step) && !sleeping.contains(step)) {
          chosen = step;
          return true;
        }
      }
      return false;
    }
  }

  private enum Ending {
    PLAYED,
    PRUNED,
    DISTURBED
  }

  private final Callable<Scene> scenes;
  private final boolean untilWrong;
  private final List<Fork> forks = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private int schedules;
  private int pruned;
  private int disturbed;

  private Schedules(Callable<Scene> scenes, boolean untilWrong) {
    this.scenes = scenes;
    this.untilWrong = untilWrong;
  }

  /** Plays all of them. */
  static Result all(Callable<Scene> scenes) throws Exception {
    return new Schedules(scenes, false).run();
  }

  /** The same, but ends with the first that is wrong. */
  static Result untilWrong(Callable<Scene> scenes) throws Exception {
    return new Schedules(scenes, true).run();
  }

  private Result run() throws Exception {
    int retries = 0;
    do {
      int known = forks.size();
      var ending = play();
      if (ending == Ending.DISTURBED) {
        disturbed++;
        if (++retries == RETRIES) {
          throw new AssertionError("the same steps do not lead to the same place: " + told());
        }
        while (forks.size() > known) {
          forks.removeLast();
        }
        continue;
      }
      retries = 0;
      if (ending == Ending.PLAYED) {
        schedules++;
      } else {
        pruned++;
      }
      while (!forks.isEmpty() && !forks.getLast().next()) {
        forks.removeLast();
      }
    } while (!forks.isEmpty() && !(untilWrong && !wrong.isEmpty()));
    return new Result(schedules, pruned, disturbed, List.copyOf(wrong));
  }

  private Ending play() throws Exception {
    var scene = scenes.call();
    var ending = Ending.PLAYED;
    Set<Step> asleep = Set.of();
    var steps = new ArrayList<Step>();
    for (int depth = 0; ; depth++) {
      settle(scene);
      scene.settled();
      if (scene.over()) {
        break;
      }
      var enabled = enabled(scene);
      if (enabled.isEmpty()) {
        throw new AssertionError("everybody waits for somebody else after " + steps);
      }
      Step step;
      if (ending != Ending.PLAYED) {
        step = enabled.getFirst(); // only to its end
      } else if (depth < forks.size()) {
        var fork = forks.get(depth);
        step = fork.chosen;
        if (!fork.enabled.equals(enabled)) {
          ending = Ending.DISTURBED;
          step = enabled.getFirst();
        } else {
          asleep = fork.asleepAfter(scene);
        }
      } else {
        var first = first(enabled, asleep);
        if (first == null) {
          ending = Ending.PRUNED;
          step = enabled.getFirst();
        } else {
          step = first;
          var fork = new Fork(enabled, ALL ? Set.of() : asleep, step);
          forks.add(fork);
          asleep = ALL ? Set.of() : fork.asleepAfter(scene);
        }
      }
      steps.add(step);
      go(scene, step);
    }
    for (var what : scene.judge()) {
      wrong.add(what + " after " + steps);
    }
    return scene.undisturbed() ? ending : Ending.DISTURBED;
  }

  private static @Nullable Step first(List<Step> enabled, Set<Step> asleep) {
    return enabled.stream().filter(step -> !asleep.contains(step)).findFirst().orElse(null);
  }

  private static List<Step> enabled(Scene scene) {
    return scene.actors().stream()
        .filter(actor -> actor.parked() && scene.may(actor))
        .map(actor -> new Step(actor.name(), actor.place()))
        .toList();
  }

  private static void go(Scene scene, Step step) {
    for (var actor : scene.actors()) {
      if (actor.name().equals(step.actor())) {
        scene.before(actor);
        actor.goOn();
      }
    }
  }

  /** Until everybody stands at a gate, has ended, or waits for another one who does. */
  private static void settle(Scene scene) {
    long began = System.nanoTime();
    for (int still = 0; still < 3; ) {
      boolean moving = false;
      boolean waiting = false;
      for (var actor : scene.actors()) {
        if (!actor.parked() && !actor.done()) {
          if (System.nanoTime() - began > 500_000 && scene.waits(actor)) {
            waiting = true;
          } else {
            moving = true;
          }
        }
      }
      if (!moving && !waiting) {
        return;
      }
      still = moving ? 0 : still + 1;
      LockSupport.parkNanos(moving ? 20_000 : 200_000);
      if (System.nanoTime() - began > STUCK) {
        throw new AssertionError("somebody neither comes to a gate nor waits for anybody");
      }
    }
  }

  private List<Step> told() {
    return forks.stream().map(fork -> fork.chosen).toList();
  }
}
