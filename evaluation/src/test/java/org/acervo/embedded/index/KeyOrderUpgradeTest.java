package org.acervo.embedded.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import de.bwaldvogel.mongo.MongoServer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files whose keys are in the order of UTF-16, as the first version wrote them. */
class KeyOrderUpgradeTest {
  private static final List<String> TITLES =
      List.of("plain", "Ａone", "😀two", "Ｂthree", "😁four", "\uFFFDfive", "zoo😀");

  @TempDir private Path dir;

  private void withCollection(Consumer<MongoCollection<Document>> use) {
    MongoServer server =
        new MongoServer(new IndexedH2Backend(StoreSettings.at(dir.resolve("data.mv"))));
    int port = server.bind().getPort();
    try (MongoClient client =
        MongoClients.create("mongodb://127.0.0.1:" + port + "/?retryWrites=false&journal=true")) {
      use.accept(client.getDatabase("library").getCollection("items"));
    } finally {
      server.shutdownNow();
    }
  }

  @Test
  void keysOfAnOlderFileAreBroughtIntoOrder() {
    withCollection(items -> {
      items.createIndex(Indexes.ascending("title"));
      items.createIndex(Indexes.descending("title", "n"));
      items.createIndex(Indexes.ascending("tags"), new IndexOptions().unique(true));
      for (String title : TITLES) {
        items.insertOne(
            new Document("_id", "id " + title)
                .append("title", title)
                .append("n", 1.5)
                .append("tags", List.of(title + " 1", title + " 2", "tag of " + title)));
      }
    });
    assertThat(writeKeysAsTheFirstVersionDid()).isGreaterThan(15);
    withCollection(KeyOrderUpgradeTest::assertInOrder);
    withCollection(KeyOrderUpgradeTest::assertInOrder);
  }

  private static void assertInOrder(MongoCollection<Document> items) {
    List<String> byUtf8 =
        List.of("plain", "zoo😀", "Ａone", "Ｂthree", "\uFFFDfive", "😀two", "😁four");
    assertThat(titles(items, Sorts.ascending("title"))).isEqualTo(byUtf8);
    assertThat(titles(items, Sorts.descending("title", "n"))).isEqualTo(byUtf8.reversed());
    assertThat(titles(items, Sorts.ascending("_id"))).isEqualTo(byUtf8);
    for (String title : TITLES) {
      assertThat(items.find(Filters.eq("_id", "id " + title))).hasSize(1);
      assertThat(items.find(Filters.eq("title", title))).hasSize(1);
      assertThat(items.find(Filters.eq("tags", title + " 2"))).hasSize(1);
      assertThat(
              items
                  .updateOne(
                      Filters.eq("_id", "id " + title),
                      new Document("$inc", new Document("rev", 1)))
                  .getMatchedCount())
          .isEqualTo(1);
    }
    assertThat(items.countDocuments(Filters.gte("title", ""))).isEqualTo(TITLES.size());
  }

  private static List<String> titles(MongoCollection<Document> items, Bson sort) {
    return items.find().sort(sort).map(item -> item.getString("title")).into(new ArrayList<>());
  }

  /** Returns how many keys have another form in format 0. */
  private int writeKeysAsTheFirstVersionDid() {
    int changed = 0;
    try (MVStore store = PageFile.open(StoreSettings.at(dir.resolve("data.mv")))) {
      for (String name : store.getMapNames()) {
        if (name.startsWith(PageFile.DATA)) {
          changed += rewrite(PageFile.documents(store, name), KeyOrderUpgradeTest::halves);
        } else if (name.startsWith(PageFile.INDEX)) {
          changed += rewrite(PageFile.entries(store, name), KeyOrderUpgradeTest::oldEntry);
        }
      }
      store.setStoreVersion(0);
      store.commit();
    }
    return changed;
  }

  private interface Rewriting {
    byte[] of(byte[] key);
  }

  private static <V> int rewrite(MVMap<byte[], V> map, Rewriting rewriting) {
    int changed = 0;
    for (byte[] key : List.copyOf(map.keySet())) {
      byte[] old = rewriting.of(key);
      if (!Arrays.equals(old, key)) {
        map.put(old, map.remove(key));
        changed++;
      }
    }
    return changed;
  }

  private static byte[] oldEntry(byte[] entry) {
    byte[] id = EntryKeys.recordId(entry).bytes();
    byte[] prefix = Arrays.copyOf(entry, entry.length - 2 - id.length);
    return EntryKeys.entry(halves(prefix), new RecordId(halves(id)));
  }

  /** Four bytes of one character become three for each of its halves, also when inverted. */
  private static byte[] halves(byte[] key) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < key.length; i++) {
      int mask = i + 4 <= key.length ? maskOfLongCharacter(key, i) : -1;
      if (mask < 0) {
        out.write(key[i]);
      } else {
        byte[] utf8 = new byte[4];
        for (int n = 0; n < 4; n++) {
          utf8[n] = (byte) (key[i + n] ^ mask);
        }
        for (char half : new String(utf8, StandardCharsets.UTF_8).toCharArray()) {
          out.write((0xE0 | (half >> 12)) ^ mask);
          out.write((0x80 | ((half >> 6) & 0x3F)) ^ mask);
          out.write((0x80 | (half & 0x3F)) ^ mask);
        }
        i += 3;
      }
    }
    return out.toByteArray();
  }

  private static int maskOfLongCharacter(byte[] key, int at) {
    for (int mask : new int[] {0, 0xFF}) {
      boolean continued = true;
      for (int n = 1; n < 4; n++) {
        continued &= ((key[at + n] ^ mask) & 0xC0) == 0x80;
      }
      if (continued && ((key[at] ^ mask) & 0xF8) == 0xF0) {
        return mask;
      }
    }
    return -1;
  }
}
