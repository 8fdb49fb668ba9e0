package org.acervo;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.acervo.access.AccessConfig;
import org.acervo.blobs.BlobsConfig;
import org.acervo.cache.CacheConfig;
import org.acervo.collation.CollationConfig;
import org.acervo.kernel.DataSize;
import org.acervo.media.MediaConfig;
import org.acervo.media.Sandbox;
import org.acervo.web.HttpConfig;

/**
 * Every setting of the product, composed of one record for each room.
 *
 * @param home folder that holds what the embedded servers write
 * @param mongodb connection string of MongoDB, or empty for an embedded one
 * @param database name of the database
 * @param patience how long a request waits for MongoDB or Redis
 * @param startWait how long the start waits for a MongoDB that is not there yet
 * @param redis address of Redis, or empty for an embedded one
 * @param redisEmbedded whether to start a Redis of our own when none is named
 * @param redisMemory how much memory that one may use
 * @param trash how long something lies in the trash before it is removed for good
 * @param sweep how often each chore of the background work comes round
 * @param zone what the clocks of the library show, for dates that say nothing about it
 */
record Config(
    Path home,
    Optional<String> mongodb,
    String database,
    Duration patience,
    Duration startWait,
    Optional<String> redis,
    boolean redisEmbedded,
    DataSize redisMemory,
    Duration trash,
    Duration sweep,
    CollationConfig collation,
    ZoneId zone,
    HttpConfig http,
    BlobsConfig blobs,
    CacheConfig cache,
    AccessConfig access,
    MediaConfig media) {

  /** Read by the launcher, by logging, by the embedded servers and by tests. */
  static final Set<String> ELSEWHERE =
      Set.of(
          "ACERVO_BROWSER_TESTS",
          "ACERVO_CHROMIUM",
          "ACERVO_COMMAND",
          "ACERVO_CORPUS",
          "ACERVO_JAVA_OPTS",
          "ACERVO_LOG",
          "ACERVO_LOG_LEVEL",
          "ACERVO_MONGOD");

  /**
   * Reads the environment.
   *
   * @throws IllegalArgumentException naming the setting that is wrong, and what it must be
   */
  static Config read(Map<String, String> environment) {
    var settings = new Settings(environment);
    var config = read(settings);
    settings.refuseUnknown(ELSEWHERE);
    return config;
  }

  /** The table of settings, as docs/operations.md shows it. */
  static List<Settings.Setting> settings() {
    var settings = new Settings(Map.of());
    var _ = read(settings);
    return settings.known();
  }

  private static Config read(Settings s) {
    var home = Path.of(s.text("ACERVO_HOME", "data", "folder of the embedded servers"));
    return new Config(
        home,
        s.text("ACERVO_MONGODB_URI", "connection string of MongoDB; empty: an embedded server"),
        s.text("ACERVO_MONGODB_DATABASE", "acervo", "name of the database"),
        s.duration(
            "ACERVO_MONGODB_PATIENCE",
            Duration.ofSeconds(2),
            "how long a request waits for MongoDB before it answers 503"),
        s.duration(
            "ACERVO_MONGODB_START_WAIT",
            Duration.ofMinutes(1),
            "how long the start waits for a MongoDB that is not there yet"),
        s.text("ACERVO_REDIS_URI", "address of Redis or Valkey; empty: an embedded server"),
        s.flag(
            "ACERVO_REDIS_EMBEDDED", true, "whether to start a Redis of our own if none is named"),
        s.size("ACERVO_REDIS_MEMORY", DataSize.mib(128), "memory of the embedded Redis"),
        s.duration(
            "ACERVO_TRASH_KEEP",
            Duration.ofDays(30),
            "how long something lies in the trash before it is removed for good"),
        s.duration(
            "ACERVO_SWEEP_EVERY",
            Duration.ofHours(1),
            "how often each chore of the background work comes round"),
        new CollationConfig(
            s.text(
                "ACERVO_LANGUAGE",
                CollationConfig.DEFAULT.language(),
                "language of the library (BCP 47): the order of names is that of its people")),
        zone(s),
        http(s),
        blobs(s),
        cache(s),
        access(s),
        media(s, home));
  }

  private static ZoneId zone(Settings s) {
    return s.text(
            "ACERVO_ZONE",
            "time zone of the library, such as America/Sao_Paulo; empty: that of the machine")
        .map(Config::zone)
        .orElseGet(ZoneId::systemDefault);
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "ACERVO_ZONE is " + name + "; it must be a time zone such as America/Sao_Paulo", e);
    }
  }

  private static HttpConfig http(Settings s) {
    return new HttpConfig(
        s.text("ACERVO_HOST", "localhost", "address to listen on; 0.0.0.0 for all"),
        s.number("ACERVO_PORT", 8080, "port to listen on; 0: any that is free"),
        s.flag("ACERVO_SECURE", false, "whether browsers reach Acervo over https"),
        s.text(
                "ACERVO_TRUSTED_PROXIES",
                "addresses or networks of proxies whose X-Forwarded-For or Forwarded counts")
            .orElse(""),
        s.size("ACERVO_UPLOAD_LIMIT", DataSize.gib(5), "largest file that is taken"),
        s.size("ACERVO_BODY_LIMIT", DataSize.mib(1), "largest JSON request that is read"),
        s.duration(
            "ACERVO_IDLE_TIMEOUT",
            Duration.ofSeconds(60),
            "how long a connection may be silent before it is closed"),
        s.size(
            "ACERVO_BODY_RATE",
            DataSize.kib(1),
            "bytes a second that a body must bring, or an answer be taken at, after the first idle"
                + " time-out"),
        s.number(
            "ACERVO_CONNECTIONS_PER_ADDRESS",
            1000,
            "connections that one address may hold; trusted proxies are not counted"),
        s.flag(
            "ACERVO_H2C",
            false,
            "whether HTTP/2 is spoken without TLS, to a proxy that begins with it (no upgrade)"),
        s.url(
            "ACERVO_PUBLIC_URL",
            "address at which browsers reach Acervo, such as https://library.example"));
  }

  private static BlobsConfig blobs(Settings s) {
    return new BlobsConfig(
        s.size(
            "ACERVO_INLINE_LIMIT",
            DataSize.mib(1),
            "files up to this size lie in one document, larger ones in chunks"),
        s.size("ACERVO_CHUNK_SIZE", DataSize.kib(1020), "size of one chunk"),
        s.duration(
            "ACERVO_UPLOAD_LEASE",
            Duration.ofHours(24),
            "how long bytes may wait for their upload to end"));
  }

  private static CacheConfig cache(Settings s) {
    return new CacheConfig(
        s.flag("ACERVO_CACHE", true, "whether answers to recurring queries are kept"),
        s.size(
            "ACERVO_CACHE_MEMORY", CacheConfig.DEFAULT.memory(), "memory of those in the process"));
  }

  private static AccessConfig access(Settings s) {
    var d = AccessConfig.DEFAULT;
    var lease =
        s.duration(
            "ACERVO_RIGHTS_LEASE",
            d.lease(),
            "how long a node answers by the rights it last read; 1s is the strictest");
    var renewal =
        s.duration(
            "ACERVO_RIGHTS_RENEWAL",
            AccessConfig.renewal(lease),
            "how often a node reads whether rights changed; with a lease under 3s a third of it");
    var changeWait =
        s.duration(
            "ACERVO_CHANGE_WAIT",
            d.changeWait(),
            "how long a change of rights is tried again while others change rights");
    return new AccessConfig(
        s.duration("ACERVO_SESSION_LIFE", d.sessionLife(), "an unused session ends after this"),
        s.duration(
            "ACERVO_SESSION_TOUCH",
            d.sessionTouch(),
            "the use of a session is written down at most once in this time"),
        s.size("ACERVO_PASSWORD_MEMORY", d.hashMemory(), "memory of one Argon2id computation"),
        s.number("ACERVO_PASSWORD_PASSES", d.hashPasses(), "passes over that memory"),
        s.number("ACERVO_PASSWORD_LANES", d.hashLanes(), "lanes of that computation"),
        s.number("ACERVO_PASSWORD_AT_ONCE", d.hashesAtOnce(), "such computations at once"),
        s.number(
            "ACERVO_SIGN_IN_TRIES",
            d.triesPerLogin(),
            "wrong passwords for one login before it has to wait"),
        s.number(
            "ACERVO_SIGN_IN_TRIES_PER_ADDRESS",
            d.triesPerAddress(),
            "wrong passwords from one address before it has to wait"),
        s.duration("ACERVO_SIGN_IN_WAIT", d.firstWait(), "the first such wait; then doubled"),
        s.duration("ACERVO_SIGN_IN_LONGEST_WAIT", d.longestWait(), "where the doubling ends"),
        s.duration(
            "ACERVO_SIGN_IN_FORGET", d.forgetTries(), "wrong passwords are forgotten after this"),
        lease,
        renewal,
        changeWait);
  }

  private static MediaConfig media(Settings s, Path home) {
    var d = MediaConfig.defaults(home.resolve("workers"));
    return new MediaConfig(
        s.number("ACERVO_MEDIA_WORKERS", "worker processes at once; empty: one for each core")
            .orElse(d.workers()),
        s.size("ACERVO_MEDIA_MEMORY", d.memory(), "heap of one worker"),
        s.duration(
            "ACERVO_MEDIA_DEADLINE", d.deadline(), "processor time of a file; then it is too slow"),
        s.duration(
            "ACERVO_MEDIA_PATIENCE",
            d.patience(),
            "time after which a worker without processor time is ended and tried again later"),
        s.duration("ACERVO_MEDIA_IDLE", d.idle(), "a worker without work ends after this"),
        s.number("ACERVO_MEDIA_RECYCLE", d.recycle(), "files after which a worker is replaced"),
        s.size("ACERVO_MEDIA_LARGEST", d.largest(), "larger originals are not opened for previews"),
        Sandbox.of(
            s.text(
                "ACERVO_MEDIA_SANDBOX",
                "best",
                "separation of workers: `best` takes what the machine has, `required` does not"
                    + " start without a sandbox")),
        d.folder());
  }
}
