package org.acervo.bench;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;
import static java.nio.charset.StandardCharsets.US_ASCII;

import com.mongodb.client.MongoCollection;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.acervo.cache.Body;
import org.acervo.cache.Draft;
import org.acervo.cache.Served;
import org.acervo.cache.View;
import org.acervo.cache.ViewKey;
import org.acervo.kernel.CollectionId;
import org.acervo.store.Snapshot;
import org.acervo.store.Store;
import org.bson.Document;

/**
 * A view to measure the cache with: a page of 100 items of about 11 kB, before which stands the
 * version of the one item that is read for it.
 */
record Slice(CollectionId root) {
  private static final String BEFORE = "{\"version\":\"";
  private static final int DIGITS = 10;
  private static final String ITEMS = items();

  static Slice of(String root) {
    return new Slice(new CollectionId(root));
  }

  private static String items() {
    SplittableRandom random = new SplittableRandom(100);
    StringBuilder text = new StringBuilder("\",\"items\":[");
    for (int i = 0; i < 100; i++) {
      text.append(i == 0 ? "{\"id\":\"" : ",{\"id\":\"")
          .append(HexFormat.of().toHexDigits(random.nextLong()))
          .append("\",\"title\":\"Picture ")
          .append(i)
          .append("\",\"kind\":\"image\",\"width\":4000,\"height\":3000,\"bytes\":")
          .append(random.nextInt(1 << 20, 1 << 22))
          .append('}');
    }
    return text.append("]}").toString();
  }

  private static MongoCollection<Document> documents(Store store) {
    return store.database().getCollection("items");
  }

  /** Puts the item into the record. */
  void put(Store store) {
    documents(store)
        .insertOne(
            new Document("_id", root.value())
                .append("home", root.value())
                .append("anc", List.of(root.value()))
                .append("version", 0));
  }

  void write(Store store, int version) {
    var _ = documents(store).updateOne(eq("_id", root.value()), set("version", version));
  }

  /** Asks the record, by one command. */
  Supplier<Draft> make(Store store) {
    return () -> {
      Document item = Snapshot.find(documents(store), eq("_id", root.value())).first();
      int version = Objects.requireNonNull(item, "the item was not put").getInteger("version");
      String text = BEFORE + ("%0" + DIGITS + "d").formatted(version) + ITEMS;
      return Draft.of(text.getBytes(US_ASCII));
    };
  }

  static int version(Served served) {
    byte[] plain = served.body().sent(Body.Encoding.PLAIN);
    return Integer.parseInt(new String(plain, BEFORE.length(), DIGITS, US_ASCII));
  }

  /** The name of one of its views, made anew with every call, as in a request. */
  ViewKey key(int number) {
    return new ViewKey(View.ITEMS, root, "sort=taken&limit=100&number=" + number, "=1f");
  }
}
