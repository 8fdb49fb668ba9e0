package org.acervo.bench;

import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.acervo.access.AccessConfig;
import org.acervo.access.Caller;
import org.acervo.access.Effect;
import org.acervo.access.FirstRun;
import org.acervo.access.Grant;
import org.acervo.access.Permission;
import org.acervo.access.Principal;
import org.acervo.access.Role;
import org.acervo.access.Target;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Revision;
import org.acervo.kernel.UserId;

/**
 * Three nodes (or one) over one record, of which the first changes rights and the last can be
 * frozen.
 */
final class Trio implements AutoCloseable {
  private static final String PASSWORD = "a long pass phrase for measuring";

  private final List<Node> nodes;
  private final List<Wire> wires;
  private final Caller.Person administrator;
  private final Caller.Person reader;
  private final CollectionId collection;
  private final RevokeMeasurement.Phase phase = new RevokeMeasurement.Phase();

  private Trio(List<Node> nodes, List<Wire> wires, int collections, Caller.Person administrator) {
    this.nodes = nodes;
    this.wires = wires;
    this.administrator = administrator;
    this.reader = Estate.caller(0);
    this.collection = new CollectionId(Estate.id('c', collections - 1));
  }

  static Trio open(
      Lab lab, String mongo, Optional<String> redis, AccessConfig config, int collections)
      throws IOException {
    return open(lab, mongo, redis, config, collections, 3);
  }

  /** The same with fewer nodes, of which none can be frozen. */
  static Trio open(
      Lab lab, String mongo, Optional<String> redis, AccessConfig config, int collections, int size)
      throws IOException {
    Node.prepare(mongo);
    // In proportion to the largest that is measured; the groups are few whatever the size.
    Estate estate =
        Estate.of(
            collections,
            Math.max(100, collections / 5),
            Math.max(5, collections / 100),
            collections / 5,
            4);
    Caller.Person administrator;
    // Without Redis: a snapshot left there now would not hold the estate.
    try (Node before = Node.open(mongo, Optional.empty(), config, lab.folder("node"))) {
      FirstRun first = before.room().firstRun();
      administrator =
          first.setup(first.begin().orElseThrow(), "bench", "Bench", PASSWORD, "").person();
      estate.fill(before.store().database());
    }
    List<Wire> wires = new ArrayList<>();
    List<Node> nodes = new ArrayList<>();
    nodes.add(Node.open(mongo, redis, config, lab.folder("node")));
    if (size == 1) {
      return new Trio(nodes, wires, collections, administrator);
    }
    nodes.add(Node.open(mongo, redis, config, lab.folder("node")));
    Wire toMongo = Wire.toMongo(mongo);
    wires.add(toMongo);
    Optional<String> far = Optional.empty();
    if (redis.isPresent()) {
      Wire toRedis = Wire.toRedis(redis.get());
      wires.add(toRedis);
      far = Optional.of(toRedis.uri());
    }
    nodes.add(Node.open(toMongo.uri(), far, config, lab.folder("node")));
    nodes.forEach(node -> node.room().access().policy());
    return new Trio(nodes, wires, collections, administrator);
  }

  void give() {
    replace(List.of(grant()));
  }

  /** Takes away what was given; milliseconds until it is gone. */
  double takeAway() {
    long begun = System.nanoTime();
    replace(List.of());
    double time = (System.nanoTime() - begun) / 1e6;
    phase.gone();
    return time;
  }

  private void replace(List<Grant> grants) {
    phase.unsettled();
    var _ =
        nodes
            .getFirst()
            .room()
            .grants()
            .replace(administrator, target(), new Revision.Any(), Optional.of(true), grants, "");
  }

  MongoDatabase database() {
    return nodes.getFirst().store().database();
  }

  private Target target() {
    return Target.of(collection);
  }

  private Grant grant() {
    return new Grant(
        new Principal.User(new UserId(Estate.id('p', 0))),
        Optional.of(Role.VIEWER.id()),
        Set.of(),
        Effect.ALLOW,
        Optional.empty());
  }

  private boolean allowed(Node node) {
    return node.room().access().policy().allows(reader, Permission.VIEW, collection);
  }

  RevokeMeasurement.Watch watch() {
    return new RevokeMeasurement.Watch(
        phase, List.of(() -> allowed(nodes.get(1)), () -> allowed(nodes.get(2))));
  }

  /** Cuts the last node off, right after it has renewed its lease. */
  void freeze() {
    var _ = nodes.getLast().room().access().policy();
    wires.forEach(Wire::hold);
  }

  /** Lets it come back, and waits until it answers again and changes wait for it again. */
  void thaw() throws InterruptedException {
    wires.forEach(Wire::release);
    Thread.sleep(Duration.ofSeconds(3));
    var _ = allowed(nodes.getLast());
  }

  @Override
  public void close() throws IOException {
    wires.forEach(Wire::release);
    nodes.forEach(Node::close);
    for (Wire wire : wires) {
      wire.close();
    }
  }
}
