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
import java.util.stream.IntStream;
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
 * @param readerId the reader's name in grants
 * @param collections all below the top
 * @param open those that the reader sees
 */
record Mixed(
    Path home,
    String top,
    Api administrator,
    Api reader,
    String readerId,
    List<String> collections,
    List<String> open) {

  /** With 2,000 collections. */
  static Mixed of(Lab lab, int items) throws IOException, InterruptedException {
    return of(lab, items, 2_000);
  }

  /**
   * As many collections as that, at least a hundred.
   *
   * @param items at least twice as many, so that few collections are empty
   */
  static Mixed of(Lab lab, int items, int size) throws IOException, InterruptedException {
    List<List<String>> paths;
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
    lab.say("repeating a collection " + size + " times and the picture " + items + " times");
    try (EmbeddedMongo mongo = EmbeddedMongo.evaluation(Library.storeFolder(home));
        MongoClient client = MongoClients.create(mongo.uri())) {
      MongoDatabase database = Library.database(client);
      paths = paths(top, inner, size);
      int[] counts = new int[size];
      counts[0] = 1;
      SplittableRandom random = new SplittableRandom(items);
      Library.repeat(
          database.getCollection("items"),
          items - 1,
          (copy, _) -> {
            int at = random.nextInt(size);
            counts[at]++;
            copy.put("home", paths.get(at).getLast());
            List<String> anc = new ArrayList<>(List.of("root"));
            anc.addAll(paths.get(at));
            copy.put("anc", anc);
          });
      collections(database.getCollection("collections"), paths, counts, person);
    }
    List<String> all = paths.stream().map(List::getLast).toList();
    List<String> open =
        IntStream.range(0, size).filter(i -> isOpen(i, size)).mapToObj(all::get).toList();
    return new Mixed(home, top, administrator, reader, "user:" + person, all, open);
  }

  /** Those that have no others below them. */
  List<String> leaves() {
    return collections.subList(inner(collections.size()), collections.size());
  }

  /** How many of so many collections may have others below them. */
  private static int inner(int size) {
    return size / 10;
  }

  /** Evenly among those that are not inner; that makes one in a hundred of all. */
  private static boolean isOpen(int number, int size) {
    int every = (size - inner(size)) / (size / 100);
    return number >= inner(size) && (number - inner(size)) % every == 0;
  }

  /**
   * The way to each collection, from the top: the first of them are the inner ones, each below one
   * made before it, and the others lie below these.
   */
  private static List<List<String>> paths(String top, String inner, int size) {
    SplittableRandom random = new SplittableRandom(size);
    Ids ids = new Ids(InstantSource.system());
    List<List<String>> paths = new ArrayList<>(List.of(List.of(top, inner)));
    for (int i = 1; i < size; i++) {
      List<String> path = new ArrayList<>(paths.get(random.nextInt(Math.min(i, inner(size)))));
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
    int size = paths.size();
    for (int i = 0; i < size; i++) {
      List<String> path = paths.get(i);
      Document count = new Document(model.get("cnt", Document.class));
      long bytes = count.get("bytes", Number.class).longValue(); // of the one picture
      count.put("images", (long) counts[i]);
      count.put("bytes", bytes * counts[i]); // or the product would put it right, which is a write
      Document copy = new Document(model);
      copy.put("_id", path.getLast());
      copy.put("title", "Collection " + i);
      copy.put("parent", path.get(path.size() - 2));
      copy.put("order", (long) i);
      copy.put("cnt", count);
      copy.put(
          "grants",
          isOpen(i, size)
              ? List.of(new Document("p", "user:" + person).append("role", "viewer"))
              : Collections.emptyList());
      copies.add(copy);
    }
    documents.deleteOne(new Document("_id", model.get("_id")));
    documents.insertMany(copies);
  }
}
