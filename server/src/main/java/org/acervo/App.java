package org.acervo;

import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.acervo.access.Access;
import org.acervo.access.AccessRoom;
import org.acervo.blobs.Blobs;
import org.acervo.cache.CacheRoom;
import org.acervo.cache.Places;
import org.acervo.collation.Collation;
import org.acervo.collections.Collections;
import org.acervo.gallery.Gallery;
import org.acervo.items.Items;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Ids;
import org.acervo.kernel.PrivateFiles;
import org.acervo.kernel.Seal;
import org.acervo.media.Previews;
import org.acervo.media.Workers;
import org.acervo.store.ConfirmedTime;
import org.acervo.store.DataVersion;
import org.acervo.store.Keys;
import org.acervo.store.Migrations;
import org.acervo.store.Store;
import org.acervo.store.StoreConfig;
import org.acervo.store.changefeed.ChangeFeed;
import org.acervo.store.jobs.Jobs;
import org.acervo.trial.StoreCondition;
import org.acervo.trial.TrialServers;
import org.acervo.uploads.Uploads;
import org.acervo.web.Endpoint;
import org.acervo.web.Identity;
import org.acervo.web.TrustedProxies;
import org.acervo.web.WebServer;
import org.acervo.web.api.AccessApi;
import org.acervo.web.api.AttentionApi;
import org.acervo.web.api.CacheApi;
import org.acervo.web.api.CollectionsApi;
import org.acervo.web.api.DemoApi;
import org.acervo.web.api.DemoProgress;
import org.acervo.web.api.ItemsApi;
import org.acervo.web.api.JobsApi;
import org.acervo.web.api.OriginalsApi;
import org.acervo.web.api.PreviewsApi;
import org.acervo.web.api.StorageApi;
import org.acervo.web.api.TrashApi;
import org.acervo.web.api.UploadApi;
import org.acervo.web.ops.CacheMetrics;
import org.acervo.web.ops.FileMetrics;
import org.acervo.web.ops.Keeping;
import org.acervo.web.ops.OpsApi;
import org.acervo.web.ops.RightsMetrics;
import org.acervo.web.ops.SealMetrics;
import org.acervo.web.ui.Pages;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The composition root: builds the rooms in the order in which they need each other, and closes
 * them in reverse. Several may live in one process, each a node of its own.
 */
final class App implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(App.class);

  /** Raised by each change after which an older Acervo would do harm to the data. */
  private static final int DATA_VERSION = 1;

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Config config;
  private final InstantSource clock;
  private final Artifacts artifacts;
  private final Seal seal;
  private volatile @Nullable Demo demo;

  final Ids ids;
  final Optional<TrialServers.Mongo> mongo;
  final Optional<TrialServers.Redis> redis;
  final Store store;
  final AccessRoom access;
  final CacheRoom cache;
  final Collections collections;
  final Items items;
  final Blobs blobs;
  final Uploads uploads;
  final Gallery gallery;

  /** Builds everything that is needed to work on the library, and starts nothing. */
  App(Config config, InstantSource clock, Artifacts artifacts) throws IOException {
    this.config = config;
    this.clock = clock;
    this.artifacts = artifacts;
    try {
      Optional<TrialServers> trial =
          config.mongodb().isPresent() ? Optional.empty() : Optional.of(artifacts.servers());
      var collation = new Collation(config.collation());
      ids = new Ids(clock);
      keepPrivate(config.home());
      mongo =
          trial.isPresent()
              ? Optional.of(opened(trial.get().startMongo(config.home().resolve("mongodb"))))
              : Optional.empty();
      redis =
          config.redis().isPresent() || !config.redisEmbedded() ? Optional.empty() : startRedis();
      redis.ifPresent(this::opened);
      keepPrivate(config.home());
      store = opened(Store.open(storeConfig()));
      store.await(config.startWait());
      Migrations.upgrade(
          store.database(),
          new DataVersion(DATA_VERSION, version()),
          Stream.of(
                  AccessRoom.steps(),
                  Blobs.migrations(),
                  Collections.migrations(),
                  Items.migrations(collation, config.zone()),
                  Jobs.migrations(),
                  WebServer.migrations())
              .flatMap(List::stream)
              .toList(),
          clock);
      access =
          opened(
              AccessRoom.open(
                  store,
                  config.access(),
                  config.home(),
                  clock,
                  Collections.counted(store),
                  mongo.isPresent()));
      cache =
          opened(
              CacheRoom.open(
                  store,
                  opened(ChangeFeed.of(store)),
                  config.cache(),
                  clock,
                  places(access.access()),
                  mongo.isPresent()));
      var views = cache.views();
      blobs = new Blobs(store, config.blobs(), clock, ids);
      collections =
          new Collections(store, access.access(), Items.contents(store), clock, ids, views);
      seal = new Seal(Keys.obtain(store.database(), "cursors"));
      items =
          new Items(
              store,
              collections,
              access.access(),
              clock,
              ids,
              seal,
              views,
              collation,
              config.zone());
      items.settleNames();
      uploads = new Uploads(blobs, items);
      gallery = new Gallery(access.access(), collections, items, views, collation, config.zone());
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * What lies in the data folder is nobody else's, also what an earlier version left there. Only
   * what is ours is touched: people name all kinds of folders.
   */
  private static void keepPrivate(Path home) {
    try {
      PrivateFiles.folder(home);
      for (var ours : List.of("mongodb", "redis", "workers", "setup-token")) {
        PrivateFiles.everythingIn(home.resolve(ours));
      }
    } catch (IOException e) {
      log.warn(
          "Other users of this machine may be able to read the data folder: {}", e.getMessage());
    }
  }

  /** The tree, as rights know it. */
  private static Places places(Access access) {
    return new Places() {
      @Override
      public List<CollectionId> above(CollectionId collection) {
        return access.policy().withTrashed().tree().path(collection);
      }

      @Override
      public List<CollectionId> below(CollectionId collection) {
        return access.policy().withTrashed().tree().subtree(collection);
      }
    };
  }

  private Optional<TrialServers.Redis> startRedis() {
    if (artifacts.trial().isEmpty()) {
      log.warn(
          "Going on without Redis: ACERVO_REDIS_URI is not set, and the artifact acervo-evaluation,"
              + " which brings one, is not installed");
    }
    return artifacts
        .trial()
        .flatMap(trial -> trial.startRedis(config.home().resolve("redis"), config.redisMemory()));
  }

  private StoreConfig storeConfig() {
    return new StoreConfig(
        config.mongodb().or(() -> mongo.map(TrialServers.Mongo::uri)).orElseThrow(),
        config.database(),
        config.redis().or(() -> redis.map(TrialServers.Redis::uri)),
        config.patience());
  }

  /** Begins to draw previews, to do the chores and to listen. */
  WebServer serve() throws IOException, InterruptedException {
    var workers = Workers.open(config.media());
    var previews = opened(new Previews(store, items, blobs, workers));
    var time = ConfirmedTime.of(store, clock, access.access()::lastChange);
    var chores = new Chores(store, access, collections, items, blobs, previews, time, config);
    var jobs = opened(new Jobs(store, clock, time::instant, ids, node(), chores.kinds()));
    var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    open.push(metrics::close);
    measure(metrics);
    FileMetrics.bind(blobs, previews.outcomes(), metrics);
    var identity =
        new Identity(
            access.sessions(),
            config.http().address(),
            TrustedProxies.of(config.http().trustedProxies()));
    var gate = access.gate();
    var pages = new Pages(config.http().standing());
    List<Endpoint> endpoints =
        Stream.of(
                new OpsApi(store, access.access(), workers, metrics, this::keeping).endpoints(),
                new AccessApi(access, identity, clock, items, seal, pages::page).endpoints(),
                new CollectionsApi(collections, gallery, items, gate, seal).endpoints(),
                new ItemsApi(items, gallery, gate, access.people(), previews::wanted).endpoints(),
                new UploadApi(uploads, gallery, gate, config.http().uploadLimit(), previews::wake)
                    .endpoints(),
                new CacheApi(cache.keeper(), gallery, access.access(), items, access.audit())
                    .endpoints(),
                new JobsApi(jobs, seal).endpoints(),
                new StorageApi(blobs, items, collections).endpoints(),
                new OriginalsApi(blobs).endpoints(),
                new PreviewsApi(previews).endpoints(),
                new AttentionApi(items, previews, gallery, gate).endpoints(),
                new DemoApi(this::demoProgress).endpoints(),
                new TrashApi(access.access(), collections, items, gallery, config.trash())
                    .endpoints())
            .flatMap(List::stream)
            .toList();
    var server =
        opened(
            WebServer.start(
                config.http(),
                endpoints,
                pages,
                identity,
                gate,
                items,
                gallery,
                store,
                clock,
                metrics));
    previews.start();
    jobs.start();
    return server;
  }

  /** The jar says it; classes that were only compiled have none. */
  private static String version() {
    return Optional.ofNullable(App.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  /** How administrators tell this node from others. */
  private static String node() {
    long process = ProcessHandle.current().pid();
    try {
      return InetAddress.getLocalHost().getHostName() + "/" + process;
    } catch (UnknownHostException e) { // a machine that cannot look its own name up
      return "process " + process;
    }
  }

  private Keeping keeping() {
    return switch (mongo.map(TrialServers.Mongo::condition).orElseGet(StoreCondition.Well::new)) {
      case StoreCondition.Well _ -> new Keeping.Well();
      case StoreCondition.Full(var detail) -> new Keeping.Full(detail);
      case StoreCondition.Dead(var cause) -> new Keeping.Failed(cause);
    };
  }

  private DemoProgress demoProgress() {
    var making = demo;
    return making == null ? DemoProgress.NONE : making.progress();
  }

  /**
   * Fills this library with the demo, where that is installed.
   *
   * @param asked whether it is wanted; one that was begun is made to its end anyway
   */
  void fill(boolean asked, PrintStream out) {
    if (artifacts.demo().isPresent()) {
      var made = opened(new Demo(this, artifacts.demo().get(), out));
      demo = made;
      made.begin(asked);
    } else if (new MongoDemo(store.database()).state() == MongoDemo.State.MAKING) {
      log.warn("The demo of this library is unfinished, and acervo-demo is not installed any more");
    }
  }

  /**
   * When this process ends, {@link #close} is called within that time. What we have started
   * ourselves goes on until then: running requests need it.
   */
  void closesWithin(Duration time) {
    mongo.ifPresent(server -> server.closesWithin(time));
    redis.ifPresent(server -> server.closesWithin(time));
  }

  private void measure(PrometheusMeterRegistry metrics) {
    new JvmMemoryMetrics().bindTo(metrics);
    new JvmThreadMetrics().bindTo(metrics);
    new ProcessorMetrics().bindTo(metrics);
    CacheMetrics.bind(cache.keeper(), metrics);
    SealMetrics.bind(store.seal(), metrics);
    RightsMetrics.bind(access.access(), metrics);
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.push(resource);
    return resource;
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      try (var _ = open.pop()) {
        // closing it is all there is to do
      } catch (Exception e) { // one room that does not close must not keep the others open
        log.warn("something did not close cleanly", e);
      }
    }
  }
}
