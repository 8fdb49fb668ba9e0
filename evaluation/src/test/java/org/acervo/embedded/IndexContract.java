package org.acervo.embedded;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.DuplicateKeyException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Indexes: that they keep their promises, and that no answer depends on them. */
abstract class IndexContract extends MongoContract {
  @Test
  void indexesAreListedAsTheyWereCreated() {
    things.createIndex(Indexes.compoundIndex(Indexes.ascending("a"), Indexes.descending("b")));
    things.createIndex(
        Indexes.ascending("exp"), new IndexOptions().name("ttl").expireAfter(5L, TimeUnit.SECONDS));
    things.createIndex(
        Indexes.ascending("idem"),
        new IndexOptions().unique(true).partialFilterExpression(exists("idem")));
    List<Document> indexes = things.listIndexes().into(new ArrayList<>());
    assertThat(indexes)
        .extracting(index -> index.getString("name"))
        .containsExactlyInAnyOrder("_id_", "a_1_b_-1", "ttl", "idem_1");
    assertThat(indexes)
        .filteredOn(index -> index.getString("name").equals("ttl"))
        .allSatisfy(index ->
            assertThat(index.get("expireAfterSeconds", Number.class).intValue()).isEqualTo(5));
    assertThat(indexes)
        .filteredOn(index -> index.getString("name").equals("idem_1"))
        .allSatisfy(index -> {
          assertThat(index.getBoolean("unique")).isTrue();
          assertThat(index.get("partialFilterExpression"))
              .isEqualTo(new Document("idem", new Document("$exists", true)));
        });
  }

  @Test
  void creatingAnIndexAgainChangesNothing() {
    things.createIndex(Indexes.ascending("a"));
    things.createIndex(Indexes.ascending("a"));
    assertThat(things.listIndexes()).hasSize(2);
  }

  @Test
  void sameNameWithAnotherMeaningIsRefused() {
    things.createIndex(Indexes.ascending("a"), new IndexOptions().name("x"));
    assertThatThrownBy(() ->
            things.createIndex(Indexes.ascending("a"), new IndexOptions().name("x").unique(true)))
        .isInstanceOfSatisfying(
            MongoCommandException.class, e -> assertThat(e.getErrorCode()).isIn(85, 86));
  }

  @Test
  void aDocumentWithSeveralKeysInAnIndexCountsOnce() {
    things.createIndex(Indexes.ascending("s", "tags"));
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      documents.add(new Document("s", i < 5 ? "p" : "q").append("tags", List.of("a", "b", "c")));
    }
    things.insertMany(documents);
    assertThat(things.countDocuments(eq("s", "p"))).isEqualTo(5);
    assertThat(things.countDocuments(Filters.lte("s", "p"))).isEqualTo(5);
    assertThat(things.countDocuments(gt("s", "p"))).isEqualTo(95);
  }

  @Test
  void droppedIndexIsGone() {
    things.createIndex(Indexes.ascending("a"), new IndexOptions().unique(true));
    things.dropIndex("a_1");
    things.insertMany(List.of(new Document("a", 1), new Document("a", 1)));
    assertThat(things.listIndexes()).hasSize(1);
  }

  @Test
  void uniqueIndexRefusesTheSecond() {
    things.createIndex(Indexes.ascending("login"), new IndexOptions().unique(true));
    things.insertOne(new Document("_id", 1).append("login", "ann"));
    things.insertOne(new Document("_id", 2).append("login", "bob"));
    assertThatThrownBy(() -> things.insertOne(new Document("_id", 3).append("login", "ann")))
        .isInstanceOfSatisfying(
            MongoWriteException.class, e -> assertThat(e.getError().getCode()).isEqualTo(11000));
    assertThatThrownBy(() -> things.updateOne(eq("_id", 2), Updates.set("login", "ann")))
        .isInstanceOf(MongoWriteException.class);
    assertThatThrownBy(() -> things.findOneAndUpdate(eq("_id", 2), Updates.set("login", "ann")))
        .isInstanceOfAny(MongoCommandException.class, DuplicateKeyException.class);
    assertThat(things.find(eq("login", "bob"))).hasSize(1);
  }

  @Test
  void uniqueCompoundIndexComparesAllFields() {
    things.createIndex(Indexes.ascending("files_id", "n"), new IndexOptions().unique(true));
    things.insertOne(new Document("files_id", "f").append("n", 1));
    things.insertOne(new Document("files_id", "f").append("n", 2));
    assertThatThrownBy(() -> things.insertOne(new Document("files_id", "f").append("n", 2)))
        .isInstanceOf(MongoWriteException.class);
  }

  @Test
  void uniquePartialIndexIgnoresDocumentsOutsideItsFilter() {
    things.createIndex(
        Indexes.ascending("idem"),
        new IndexOptions().unique(true).partialFilterExpression(exists("idem")));
    things.insertMany(List.of(new Document("_id", 1), new Document("_id", 2)));
    things.insertOne(new Document("_id", 3).append("idem", "k"));
    assertThatThrownBy(() -> things.insertOne(new Document("_id", 4).append("idem", "k")))
        .isInstanceOf(MongoWriteException.class);
    things.updateOne(eq("_id", 3), Updates.unset("idem"));
    things.insertOne(new Document("_id", 5).append("idem", "k"));
  }

  private Document owned(int id, Object owner, int n) {
    return new Document("_id", id).append("owner", new Document("id", owner)).append("n", n);
  }

  private Document write(String name, String list, boolean ordered, Document... statements) {
    return database.runCommand(
        new Document(name, things.getNamespace().getCollectionName())
            .append(list, List.of(statements))
            .append("ordered", ordered));
  }

  private static void assertDuplicate(Document error, int index, Document pattern, Document value) {
    assertThat(error.getInteger("index")).isEqualTo(index);
    assertThat(error.getInteger("code")).isEqualTo(11000);
    assertThat(error.getString("errmsg")).contains("E11000 duplicate key error");
    assertThat(error.get("keyPattern")).isEqualTo(pattern);
    assertThat(error.get("keyValue")).isEqualTo(value);
    assertThat(error).doesNotContainKeys("errInfo", "codeName");
  }

  @Test
  void duplicateKeyIsToldWithItsIndexItsValueAndItsPlace() {
    var pattern = new Document("owner.id", 1).append("n", -1);
    things.createIndex(pattern, new IndexOptions().unique(true));
    var all = List.of(owned(1, "a", 1), owned(1, "b", 1), owned(2, "a", 1), new Document("_id", 3));
    var told = write("insert", "documents", false, all.toArray(Document[]::new));
    assertThat(told.getInteger("n")).isEqualTo(2);
    var errors = told.getList("writeErrors", Document.class);
    assertThat(errors).hasSize(2);
    assertDuplicate(errors.get(0), 1, new Document("_id", 1), new Document("_id", 1));
    assertDuplicate(errors.get(1), 2, pattern, new Document("owner.id", "a").append("n", 1));

    told = write("insert", "documents", true, owned(5, "e", 5), owned(1, "z", 9), owned(6, "f", 6));
    assertThat(told.getInteger("n")).isEqualTo(1);
    errors = told.getList("writeErrors", Document.class);
    assertThat(errors).hasSize(1);
    assertDuplicate(errors.getFirst(), 1, new Document("_id", 1), new Document("_id", 1));

    var same = new Document("$set", new Document("owner.id", "a").append("n", 1));
    told =
        write(
            "update",
            "updates",
            true,
            new Document("q", new Document("_id", 3)).append("u", new Document("$inc", one("x"))),
            new Document("q", new Document("_id", 5)).append("u", same));
    errors = told.getList("writeErrors", Document.class);
    assertThat(errors).hasSize(1);
    assertDuplicate(errors.getFirst(), 1, pattern, new Document("owner.id", "a").append("n", 1));

    var missing = write("insert", "documents", true, new Document("_id", 7));
    assertDuplicate(
        missing.getList("writeErrors", Document.class).getFirst(),
        0,
        pattern,
        new Document("owner.id", null).append("n", null));

    var modify =
        new Document("findAndModify", things.getNamespace().getCollectionName())
            .append("query", new Document("_id", 5))
            .append("update", same);
    assertThatThrownBy(() -> database.runCommand(modify))
        .isInstanceOfSatisfying(
            MongoCommandException.class,
            e -> {
              assertThat(e.getErrorCode()).isEqualTo(11000);
              assertThat(e.getErrorCodeName()).isEqualTo("DuplicateKey");
              assertThat(e.getResponse().getDocument("keyPattern").toJson())
                  .isEqualTo(pattern.toJson());
              assertThat(e.getResponse().getDocument("keyValue").toJson())
                  .isEqualTo(new Document("owner.id", "a").append("n", 1).toJson());
            });
  }

  private static Document one(String field) {
    return new Document(field, 1);
  }

  @Test
  void indexOverExistingDuplicatesIsRefused() {
    things.insertMany(List.of(new Document("a", 1), new Document("a", 1)));
    assertThatThrownBy(
            () -> things.createIndex(Indexes.ascending("a"), new IndexOptions().unique(true)))
        .isInstanceOfAny(MongoCommandException.class, DuplicateKeyException.class);
  }

  @Test
  void keysetPagesMeetEveryDocumentOnce() {
    things.createIndex(
        Indexes.compoundIndex(
            Indexes.ascending("anc"), Indexes.descending("taken"), Indexes.descending("_id")));
    Random random = new Random(42);
    for (int i = 0; i < 300; i++) {
      things.insertOne(
          new Document("_id", i)
              .append("anc", List.of("root", "c" + i % 3))
              .append("taken", random.nextInt(20)));
    }
    List<Integer> seen = new ArrayList<>();
    Bson page = eq("anc", "c1");
    while (true) {
      List<Document> found =
          things.find(page).sort(Sorts.descending("taken", "_id")).limit(7).into(new ArrayList<>());
      if (found.isEmpty()) {
        break;
      }
      found.forEach(d -> seen.add(d.getInteger("_id")));
      Document last = found.getLast();
      page =
          and(
              eq("anc", "c1"),
              or(
                  lt("taken", last.getInteger("taken")),
                  and(eq("taken", last.getInteger("taken")), lt("_id", last.getInteger("_id")))));
    }
    assertThat(seen).hasSize(100).doesNotHaveDuplicates();
  }

  @Test
  void answersAreTheSameWithAndWithoutIndexes() {
    long seed = 20261122L;
    Random random = new Random(seed);
    var indexed = database.getCollection("indexed");
    indexed.createIndex(Indexes.ascending("a"));
    indexed.createIndex(Indexes.compoundIndex(Indexes.ascending("tags"), Indexes.descending("b")));
    indexed.createIndex(Indexes.descending("b", "_id"));
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Document d = new Document("_id", i).append("b", random.nextInt(10));
      switch (random.nextInt(4)) {
        case 0 -> d.append("a", random.nextInt(5));
        case 1 -> d.append("a", null);
        case 2 -> d.append("a", "s" + random.nextInt(3));
        default -> {}
      }
      d.append("tags", List.of("t" + random.nextInt(3), "t" + random.nextInt(3)));
      documents.add(d);
    }
    things.insertMany(documents);
    indexed.insertMany(documents);
    for (int i = 0; i < 200; i++) {
      Bson filter =
          switch (random.nextInt(6)) {
            case 0 -> eq("a", random.nextInt(5));
            case 1 -> eq("a", null);
            case 2 -> and(eq("tags", "t1"), gt("b", random.nextInt(10)));
            case 3 -> Filters.in("a", random.nextInt(5), "s1", null);
            case 4 -> or(eq("a", "s1"), lt("b", random.nextInt(10)));
            default -> and(gt("a", random.nextInt(3)), Filters.ne("tags", "t0"));
          };
      Bson sort = random.nextBoolean() ? Sorts.descending("b", "_id") : Sorts.ascending("_id");
      assertThat(indexed.find(filter).sort(sort).limit(20).into(new ArrayList<>()))
          .as("seed %d, query %d: %s", seed, i, filter)
          .isEqualTo(things.find(filter).sort(sort).limit(20).into(new ArrayList<>()));
    }
    assertThat(indexed.find().sort(Sorts.ascending("_id")).into(new ArrayList<>()))
        .isSortedAccordingTo(Comparator.comparing(d -> d.getInteger("_id")));
  }

  @Test
  void stringsAreInTheOrderOfTheirUtf8Bytes() {
    List<String> inOrder = List.of("a", "z😀", "Ａone", "Ｂthree", "\uFFFD", "😀two", "😁four");
    for (int i = inOrder.size() - 1; i >= 0; i--) {
      things.insertOne(new Document("_id", i).append("t", inOrder.get(i)).append("g", "all"));
    }
    assertPagesInOrder(inOrder);
    things.createIndex(Indexes.ascending("t", "_id"));
    assertPagesInOrder(inOrder);
    things.dropIndexes();
    things.createIndex(Indexes.descending("t", "_id"));
    assertPagesInOrder(inOrder);
  }

  private void assertPagesInOrder(List<String> inOrder) {
    List<String> paged = new ArrayList<>();
    Bson next = new Document();
    for (Document page = first(next); page != null; page = first(next)) {
      paged.add(page.getString("t"));
      next = or(gt("t", page.get("t")), and(eq("t", page.get("t")), gt("_id", page.get("_id"))));
    }
    assertThat(paged).isEqualTo(inOrder);
    assertThat(things.find(lt("t", "😀two"))).hasSize(5);
    Document group =
        things
            .aggregate(
                List.of(
                    new Document("$project", new Document("u", "$t").append("g", 1)),
                    new Document("$sort", new Document("u", 1)),
                    new Document(
                        "$group",
                        new Document("_id", "$g")
                            .append("all", new Document("$push", "$u"))
                            .append("least", new Document("$min", "$u"))
                            .append("greatest", new Document("$max", "$u")))))
            .first();
    assertThat(group)
        .containsEntry("all", inOrder)
        .containsEntry("least", "a")
        .containsEntry("greatest", "😁four");
  }

  private @Nullable Document first(Bson filter) {
    return things.find(filter).sort(Sorts.ascending("t", "_id")).limit(1).first();
  }
}
