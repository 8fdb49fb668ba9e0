package org.acervo.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.acervo.embedded.EmbeddedMongo;
import org.acervo.kernel.Ids;
import org.bson.Document;

/**
 * A library of many items, made in seconds: one picture is uploaded as a person would, the product
 * is ended, and the picture's document is repeated in the store with other ids, names and dates.
 * Whatever shape the product gives its documents, the copies have it too.
 *
 * @param home the product's folder
 * @param collection the id of the collection that holds all items
 * @param person an administrator; give it the address of the product when it runs again
 */
record Library(Path home, String collection, Api person) {
  private static final int BATCH = 1_000;

  static Library of(Lab lab, int items) throws IOException, InterruptedException {
    Path home = lab.folder("library-" + items);
    String collection;
    Api person;
    try (Product product = Product.start(lab, home, List.of())) {
      person = Api.setUp(product.address(), home);
      collection = person.collection("Everything");
      String id =
          person
              .upload(collection, "one.png", BodyPublishers.ofByteArray(Specimen.png(items)))
              .get("id")
              .textValue();
      awaitPreview(person, id);
    }
    lab.say("repeating the picture " + items + " times");
    try (EmbeddedMongo mongo = EmbeddedMongo.evaluation(storeFolder(home));
        MongoClient client = MongoClients.create(mongo.uri())) {
      repeat(database(client).getCollection("items"), items - 1);
    }
    return new Library(home, collection, person);
  }

  /** The first page's path, 100 items. */
  String firstPage() {
    return "/api/v1/collections/" + collection + "/items?limit=100";
  }

  /** A second folder with the same library, made while no product runs on the first. */
  Path copy(Lab lab) throws IOException {
    Path copy = lab.folder("copy");
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = copy.resolve(home.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return copy;
  }

  private static void repeat(MongoCollection<Document> collection, int times) {
    repeat(collection, times, (_, _) -> {});
  }

  /** Puts a copy somewhere else than where its model is. */
  interface Placing {
    void place(Document copy, int number);
  }

  static void repeat(MongoCollection<Document> collection, int times, Placing placing) {
    Document model = Objects.requireNonNull(collection.find().first(), "no item to repeat");
    SplittableRandom random = new SplittableRandom(times);
    Ids ids = new Ids(InstantSource.system());
    List<Document> batch = new ArrayList<>(BATCH);
    for (int i = 1; i <= times; i++) {
      Instant taken =
          Instant.parse("2000-01-01T00:00:00Z")
              .plus(Duration.ofMinutes(random.nextLong(12_000_000)));
      Document copy = new Document(model);
      copy.put("_id", ids.fresh());
      copy.put("name", "picture-" + i + ".png");
      copy.put("title", "Picture " + i);
      copy.put("taken", taken);
      copy.put("added", taken);
      // As irregular as any: a page of copies must not be smaller than one of pictures when packed.
      Document preview = new Document(copy.get("preview", Document.class));
      preview.put("hash", Base64.getEncoder().encodeToString(bytes(random, 24)));
      copy.put("preview", preview);
      copy.put("blob", HexFormat.of().formatHex(bytes(random, 32)));
      copy.remove("idem");
      placing.place(copy, i);
      batch.add(copy);
      if (batch.size() == BATCH || i == times) {
        collection.insertMany(batch);
        batch.clear();
      }
    }
  }

  private static byte[] bytes(SplittableRandom random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /** The folder given to the evaluation server: the parent of the one it made. */
  static Path storeFolder(Path home) throws IOException {
    try (Stream<Path> folders = Files.walk(home, 3)) {
      return folders
          .filter(folder -> folder.endsWith("evaluation"))
          .findFirst()
          .map(Path::getParent)
          .orElseThrow(() -> new IOException("the product made no evaluation store below " + home));
    }
  }

  /** The product's database: the one that holds items. */
  static MongoDatabase database(MongoClient client) throws IOException {
    for (String name : client.listDatabaseNames()) {
      if (client
          .getDatabase(name)
          .listCollectionNames()
          .into(new ArrayList<>())
          .contains("items")) {
        return client.getDatabase(name);
      }
    }
    throw new IOException("no database with items in the evaluation store");
  }

  static void awaitPreview(Api person, String id) throws IOException, InterruptedException {
    Instant limit = Instant.now().plusSeconds(30);
    while (person.get("/api/v1/items/" + id).at("/preview/state").asText().equals("pending")) {
      if (Instant.now().isAfter(limit)) {
        throw new IOException("the preview of the first picture was not ready after 30 s");
      }
      Thread.sleep(100);
    }
  }
}
