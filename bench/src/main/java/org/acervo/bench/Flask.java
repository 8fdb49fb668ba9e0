package org.acervo.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.acervo.embedded.EmbeddedMongo;
import org.acervo.embedded.EmbeddedRedis;
import org.acervo.kernel.DataSize;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The peer for the whole job: the application in bench/peers/flask under gunicorn with two workers
 * of some kind, over an evaluation server and a Redis of its own. Its items are those of our
 * answer, so that its page has the same bytes when it is unpacked; that is looked at before
 * anything is timed.
 */
final class Flask implements AutoCloseable {
  /** What the two workers are like. */
  record Workers(String name, List<String> words) {
    /** As gunicorn comes: one request at a time, and a connection for each. */
    static final Workers PLAIN = new Workers("Flask, gunicorn", List.of());

    /** They keep connections open, for which they need threads. */
    static final Workers KEEPING =
        new Workers(
            "Flask, gunicorn keeping connections",
            List.of("--worker-class", "gthread", "--threads", "4", "--keep-alive", "60"));
  }

  private static final String USER = "reader";
  private static final String TOKEN = "2b7e151628aed2a6abf7158809cf4f3c";
  private static final int VISIBLE = 500;

  private final EmbeddedMongo mongo;
  private final EmbeddedRedis redis;
  private final Workers workers;
  private final Wrk.Page page;
  private @Nullable Process process;

  private Flask(EmbeddedMongo mongo, EmbeddedRedis redis, Workers workers, URI page) {
    this.mongo = mongo;
    this.redis = redis;
    this.workers = workers;
    this.page = new Wrk.Page(page, "Cookie: session=" + TOKEN);
  }

  /** Starts it if gunicorn and Redis are there. */
  static Optional<Flask> serve(
      Lab lab, String collection, byte[] answer, List<String> prefix, Workers workers)
      throws IOException, InterruptedException {
    Optional<Path> gunicorn = Tools.find("gunicorn");
    Optional<EmbeddedRedis> redis =
        gunicorn.isEmpty()
            ? Optional.empty()
            : EmbeddedRedis.start(lab.folder("flask-redis"), DataSize.mib(64));
    if (redis.isEmpty()) {
      return Optional.empty();
    }
    URI page =
        URI.create("http://127.0.0.1:" + Ports.free() + "/collections/" + collection + "/items");
    EmbeddedMongo mongo = EmbeddedMongo.evaluation(lab.folder("flask-mongo"));
    Flask flask = new Flask(mongo, redis.get(), workers, page);
    try {
      fill(mongo.uri(), collection, answer);
      session(redis.get().uri());
      List<String> command = new ArrayList<>(prefix);
      command.add(gunicorn.get().toString());
      flask.run(lab, command, answer);
      return Optional.of(flask);
    } catch (IOException | InterruptedException | RuntimeException e) {
      flask.close();
      throw e;
    }
  }

  private void run(Lab lab, List<String> command, byte[] answer)
      throws IOException, InterruptedException {
    int port = page.address().getPort();
    command.addAll(List.of("--workers", "2"));
    command.addAll(workers.words());
    command.addAll(List.of("--bind", "127.0.0.1:" + port));
    command.addAll(List.of("--chdir", lab.root().resolve("bench/peers/flask").toString()));
    command.add("gallery:app");
    Path log = lab.folder("flask").resolve("flask.log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "GALLERY_MONGODB_URI", mongo.uri(),
                "GALLERY_REDIS_URI", redis.uri(),
                "PYTHONDONTWRITEBYTECODE", "1"));
    process = builder.start();
    try {
      Ports.await(port);
      requireSame(page, answer);
    } catch (IOException e) {
      throw new IOException(
          "bench/peers/flask does not answer as it must; bench/README.md says what it needs. "
              + Files.readString(log),
          e);
    }
  }

  /** The record of the peer: the items, the collection they lie in, and who may see it. */
  private static void fill(String uri, String collection, byte[] answer) throws IOException {
    JsonNode ours = new ObjectMapper().readTree(answer);
    List<Document> items = new ArrayList<>();
    for (JsonNode item : ours.get("items")) {
      Document document = new Document("_id", item.get("id").textValue());
      document.putAll(Document.parse(item.toString()));
      items.add(document);
    }
    List<Document> grants =
        IntStream.range(0, VISIBLE)
            .mapToObj(i -> i == 0 ? collection : Estate.id('c', i))
            .map(id -> new Document("user", USER).append("collection", id))
            .toList();
    try (MongoClient client = MongoClients.create(uri)) {
      MongoDatabase database = client.getDatabase("gallery");
      database
          .getCollection("items")
          .createIndex(new Document("home", 1).append("taken", -1).append("_id", -1));
      database.getCollection("items").insertMany(items);
      database
          .getCollection("collections")
          .insertOne(
              new Document("_id", collection)
                  .append("next", ours.get("next").textValue())
                  .append("total", ours.get("total").intValue()));
      database.getCollection("grants").createIndex(new Document("user", 1));
      database.getCollection("grants").insertMany(grants);
    }
  }

  private static void session(String uri) {
    try (RedisClient client = RedisClient.create(uri);
        StatefulRedisConnection<String, String> connection = client.connect()) {
      connection.sync().set("session:" + TOKEN, USER);
    }
  }

  /** Twice: once made from MongoDB, once out of Redis. */
  private static void requireSame(Wrk.Page page, byte[] answer)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      String cookie = page.header().substring("Cookie: ".length());
      HttpRequest.Builder ask = HttpRequest.newBuilder(page.address()).header("Cookie", cookie);
      ask.header("Accept-Encoding", Wrk.ENCODING);
      for (int i = 0; i < 2; i++) {
        HttpResponse<byte[]> theirs = client.send(ask.build(), BodyHandlers.ofByteArray());
        if (theirs.statusCode() != 200 || !Arrays.equals(unpacked(theirs.body()), answer)) {
          throw new IOException(
              "it answered %d:\n%s\nand not\n%s"
                  .formatted(
                      theirs.statusCode(),
                      new String(theirs.body(), StandardCharsets.UTF_8),
                      new String(answer, StandardCharsets.UTF_8)));
        }
      }
    }
  }

  private static byte[] unpacked(byte[] body) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return in.readAllBytes();
    }
  }

  String name() {
    return workers.name();
  }

  boolean isPlain() {
    return workers.equals(Workers.PLAIN);
  }

  Wrk.Page page() {
    return page;
  }

  @Override
  public void close() throws IOException {
    try (redis;
        mongo) {
      if (process != null) {
        end(process);
      }
    }
  }

  private static void end(Process process) {
    process.destroy();
    try {
      if (process.waitFor(10, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
