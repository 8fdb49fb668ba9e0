package org.acervo.access;

import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.random.RandomGenerator;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.UserId;

/** Sessions and tokens that begin, open something, and end, while nodes fail. */
final class Keys {
  private static final int SLOTS = 8;

  private final Fleet fleet;
  private final Acts acts;
  private final AtomicReferenceArray<Key> slots = new AtomicReferenceArray<>(SLOTS);

  /** Those that were in the slots before: what has ended must not come back. */
  private final AtomicReferenceArray<Key> ended = new AtomicReferenceArray<>(SLOTS);

  private final Queue<End> ends = new ConcurrentLinkedQueue<>();
  private final Queue<Look> looks = new ConcurrentLinkedQueue<>();

  Keys(Fleet fleet, Acts acts) {
    this.fleet = fleet;
    this.acts = acts;
  }

  /** A session, or a token when it has an id. */
  private record Key(UserId who, String secret, Optional<String> id, long asked, long there) {}

  /** What ended one key, or all of a person that were there before. */
  private record End(Optional<Key> key, UserId who, long invoked, long answered) {}

  private record Look(Key key, int node, long invoked, long answered, boolean opened) {}

  /** A random one begins or ends, or all of one person end. */
  void any(RandomGenerator random, int node) {
    int at = random.nextInt(SLOTS);
    // Those of the second half are never disabled, so what must open is known.
    var who = acts.people().get(acts.people().size() / 2 + at % (acts.people().size() / 2));
    var key = slots.get(at);
    if (key == null) {
      begin(at, who, node);
    } else if (random.nextInt(3) > 0) {
      end(key, node);
      ended.set(at, key);
      slots.set(at, null);
    } else {
      newPassword(who, node);
    }
  }

  private void begin(int at, UserId who, int node) {
    var room = fleet.node(node).room;
    long asked = System.nanoTime();
    acts.act(
        "key begun",
        node,
        _ -> {
          if (at % 2 == 0) {
            var session = room.sessions().begin(room.people().row(who), "test");
            slots.set(
                at, new Key(who, session.token(), Optional.empty(), asked, System.nanoTime()));
          } else {
            var made =
                room.tokens().make(World.caller(who.value()), "t", List.of("*"), Optional.empty());
            slots.set(
                at,
                new Key(
                    who, made.secret(), Optional.of(made.token().id()), asked, System.nanoTime()));
          }
        });
  }

  private void end(Key key, int node) {
    var room = fleet.node(node).room;
    long invoked = System.nanoTime();
    boolean ended =
        acts.act(
            key.id().isPresent() ? "token ended" : "session ended",
            node,
            _ -> {
              if (key.id().isPresent()) {
                room.tokens().end(World.caller(key.who().value()), key.id().get());
              } else {
                room.sessions().end(key.secret());
              }
            });
    ends.add(
        new End(Optional.of(key), key.who(), invoked, ended ? System.nanoTime() : Long.MAX_VALUE));
  }

  private void newPassword(UserId who, int node) {
    var access = fleet.node(node).room.access();
    long invoked = System.nanoTime();
    boolean ended =
        acts.act(
            "password",
            node,
            actor ->
                access.change(
                    actor,
                    policy ->
                        Optional.of(
                            Change.of("password", "")
                                .and(
                                    Patch.change(Patch.In.USERS, who.value())
                                        .with(
                                            "gen", policy.member(who).orElseThrow().gen() + 1)))));
    ends.add(new End(Optional.empty(), who, invoked, ended ? System.nanoTime() : Long.MAX_VALUE));
  }

  /** Tries a random key on a node, and notes what came of it. */
  void look(RandomGenerator random, int node) {
    var key = (random.nextInt(3) == 0 ? ended : slots).get(random.nextInt(SLOTS));
    if (key == null) {
      return;
    }
    var on = fleet.node(node);
    long pauses = on.pauses.get();
    if (pauses % 2 != 0) {
      return;
    }
    long invoked = System.nanoTime();
    boolean opened = opens(on.room.sessions(), key);
    if (on.pauses.get() == pauses) {
      looks.add(new Look(key, node, invoked, System.nanoTime(), opened));
    }
  }

  private static boolean opens(Sessions sessions, Key key) {
    if (key.id().isEmpty()) {
      return sessions.identify(Optional.of(key.secret()), Optional.empty(), Optional.empty())
          instanceof Caller.Person;
    }
    try {
      return sessions.identify(Optional.empty(), Optional.of(key.secret()), Optional.empty())
          instanceof Caller.Person;
    } catch (Failed failed) {
      if (failed.failure() instanceof Failure.Unauthenticated) {
        return false;
      }
      throw failed;
    }
  }

  long looks() {
    return looks.size();
  }

  /** Looks that opened what had ended, or did not open what had not. */
  List<String> wrong() {
    return looks.stream().filter(this::wrong).map(look -> look + " " + about(look)).toList();
  }

  private boolean wrong(Look look) {
    if (look.opened()) {
      return ends.stream()
          .anyMatch(end ->
              concerns(end, look.key())
                  && end.answered() < look.invoked()
                  && (end.key().isPresent() || look.key().there() < end.invoked()));
    }
    return ends.stream()
        .noneMatch(end ->
            concerns(end, look.key())
                && end.invoked() < look.answered()
                && end.answered() > look.key().asked());
  }

  private static boolean concerns(End end, Key key) {
    return end.key().map(key::equals).orElseGet(() -> end.who().equals(key.who()));
  }

  private String about(Look look) {
    return ends.stream().filter(end -> concerns(end, look.key())).toList().toString();
  }
}
