package org.acervo.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.acervo.embedded.EmbeddedMongo;
import org.acervo.kernel.Ids;
import org.bson.Document;

/**
 * A library whose items lie in many collections of one tree. The administrator owns all of it; a
 * reader may view one collection in a hundred, spread over the tree, none of which has another
 * below it. As in {@link Library} the first collections and the first picture come about as people
 * make them, and their documents are repeated.
 *
 * @param home the product's folder
 * @param top the collection that all others lie below
 * @param administrator owns all
 * @param reader sees a hundredth
 */
record Mixed(Path home, String top, Api administrator, Api reader) {
  private static final int COLLECTIONS = 2_000;
  private static final int INNER = 200;

  /** Of those that are not inner; that makes one in a hundred of all. */
  private static final int EVERY = (COLLECTIONS - INNER) / (COLLECTIONS / 100);

  static Mixed of(Lab lab, int items) throws IOException, InterruptedException {
    Path home = lab.folder("mixed-" + items);
    String top;
    String inner;
    String person;
    Api administrator;
    Api reader;
    try (Product product = Product.start(lab, home, List.of())) {
      administrator = Api.setUp(product.address(), home);
      person = administrator.person("reader");
      reader = Api.signIn(product.address(), "reader");
      top = administrator.collection("Everything");
      inner = administrator.collection("Inner", top);
      String id =
          administrator
              .upload(inner, "one.png", BodyPublishers.ofByteArray(Specimen.png(items)))
              .get("id")
              .textValue();
      Library.awaitPreview(administrator, id);
    }
    lab.say("repeating a collection " + COLLECTIONS + " times and the picture " + items + " times");
    try (EmbeddedMongo mongo = EmbeddedMongo.evaluation(Library.storeFolder(home));
        MongoClient client = MongoClients.create(mongo.uri())) {
      MongoDatabase database = Library.database(client);
      List<List<String>> paths = paths(top, inner);
      int[] counts = new int[COLLECTIONS];
      counts[0] = 1;
      SplittableRandom random = new SplittableRandom(items);
      Library.repeat(
          database.getCollection("items"),
          items - 1,
          (copy, _) -> {
            int at = random.nextInt(COLLECTIONS);
            counts[at]++;
            copy.put("home", paths.get(at).getLast());
            List<String> anc = new ArrayList<>(List.of("root"));
            anc.addAll(paths.get(at));
            copy.put("anc", anc);
          });
      collections(database.getCollection("collections"), paths, counts, person);
    }
    return new Mixed(home, top, administrator, reader);
  }

  /**
   * The way to each collection, from the top: the first of them are the inner ones, each below one
   * made before it, and the others lie below these.
   */
  private static List<List<String>> paths(String top, String inner) {
    SplittableRandom random = new SplittableRandom(COLLECTIONS);
    Ids ids = new Ids(InstantSource.system());
    List<List<String>> paths = new ArrayList<>(List.of(List.of(top, inner)));
    for (int i = 1; i < COLLECTIONS; i++) {
      List<String> path = new ArrayList<>(paths.get(random.nextInt(Math.min(i, INNER))));
      path.add(ids.fresh());
      paths.add(path);
    }
    return paths;
  }

  private static void collections(
      MongoCollection<Document> documents, List<List<String>> paths, int[] counts, String person) {
    Document model =
        Objects.requireNonNull(
            documents.find(new Document("_id", paths.getFirst().getLast())).first());
    List<Document> copies = new ArrayList<>();
    for (int i = 0; i < COLLECTIONS; i++) {
      List<String> path = paths.get(i);
      Document count = new Document(model.get("cnt", Document.class));
      count.put("images", (long) counts[i]);
      Document copy = new Document(model);
      copy.put("_id", path.getLast());
      copy.put("title", "Collection " + i);
      copy.put("parent", path.get(path.size() - 2));
      copy.put("order", (long) i);
      copy.put("cnt", count);
      boolean open = i >= INNER && (i - INNER) % EVERY == 0;
      copy.put(
          "grants",
          open
              ? List.of(new Document("p", "user:" + person).append("role", "viewer"))
              : Collections.emptyList());
      copies.add(copy);
    }
    documents.deleteOne(new Document("_id", model.get("_id")));
    documents.insertMany(copies);
  }
}
