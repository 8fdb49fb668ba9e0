package org.acervo.cache;

import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.acervo.store.RedisLink;
import org.acervo.store.Store;
import org.acervo.store.changefeed.ChangeFeed;

/** Everything this room offers, built in order. */
public final class CacheRoom implements AutoCloseable {
  private final Views views;
  private final CacheKeeper keeper;
  private final Prober prober;
  private final Relay relay;

  private CacheRoom(Views views, CacheKeeper keeper, Prober prober, Relay relay) {
    this.views = views;
    this.keeper = keeper;
    this.prober = prober;
    this.relay = relay;
  }

  /**
   * Builds the room and begins to listen.
   *
   * @param feed tells of the writes of other programs, and of writers that died
   * @param places the tree as it is whenever it is asked
   * @param alone whether no other node can be there
   */
  public static CacheRoom open(
      Store store,
      ChangeFeed feed,
      CacheConfig config,
      InstantSource clock,
      Places places,
      boolean alone) {
    Optional<Link.Server> server = store.redis().servers().map(servers -> over(servers, store));
    return open(store, feed, config, clock, places, alone, server, Gates.OPEN);
  }

  private static Link.Server over(RedisLink.Servers servers, Store store) {
    var seal = store.seal();
    return (node, ears) -> RedisCluster.connect(servers, seal, node, ears);
  }

  /** The same with connections and gates of a test. */
  static CacheRoom open(
      Store store,
      ChangeFeed feed,
      CacheConfig config,
      InstantSource clock,
      Places places,
      boolean alone,
      Optional<Link.Server> server,
      Gates gates) {
    String node = UUID.randomUUID().toString().substring(0, 8);
    var generations = new Generations();
    var memory = new Memory(config.memory());
    var link =
        new Link(
            server,
            node,
            alone,
            clock,
            new Passed(new MongoRelay(store), System::nanoTime),
            generations,
            memory);
    var relay = new Relay(store, feed, link, places, alone);
    var prober = new Prober(memory, generations, link, store.clock(), System::nanoTime);
    var answers = new Answers(store.clock(), clock, link, generations, memory, prober, gates);
    var writes = new Writes(config, store.clock(), link, generations, prober, gates);
    var absences = new Absences(store.clock(), clock, link, generations, memory);
    var views = new Views(config, link, memory, answers, writes, absences);
    link.start();
    if (server.isPresent()) {
      relay.start();
    }
    return new CacheRoom(views, new CacheKeeper(views, generations, prober, clock), prober, relay);
  }

  public Views views() {
    return views;
  }

  public CacheKeeper keeper() {
    return keeper;
  }

  @Override
  public void close() {
    prober.close();
    relay.close();
    views.close();
  }
}
