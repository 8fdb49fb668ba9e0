package org.acervo.embedded;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteManyModel;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.Test;

/** Reading and writing documents as the product does it; the same on every server it runs on. */
abstract class DocumentContract extends MongoContract {
  private static Document thing(int id) {
    return new Document("_id", id).append("n", id).append("parity", id % 2 == 0 ? "even" : "odd");
  }

  private void insertThings(int count) {
    things.insertMany(IntStream.range(0, count).mapToObj(DocumentContract::thing).toList());
  }

  @Test
  void findsByEqualityRangeAndListInOrder() {
    insertThings(10);
    assertThat(
            things.find(and(eq("parity", "odd"), gt("n", 3))).sort(Sorts.descending("n")).limit(2))
        .extracting(d -> d.getInteger("n"))
        .containsExactly(9, 7);
    assertThat(things.find(in("_id", 2, 4, 99)).sort(Sorts.ascending("_id")))
        .extracting(d -> d.getInteger("_id"))
        .containsExactly(2, 4);
  }

  @Test
  void projectsOnlyTheFieldsAskedFor() {
    insertThings(1);
    assertThat(things.find().projection(Projections.fields(Projections.include("n"))).first())
        .isEqualTo(new Document("_id", 0).append("n", 0));
  }

  @Test
  void longResultsArriveInBatches() {
    insertThings(1000);
    assertThat(things.find().batchSize(90)).hasSize(1000);
    assertThat(things.find()).hasSize(1000);
    assertThat(things.aggregate(List.of(new Document("$match", new Document()))).batchSize(7))
        .hasSize(1000);
  }

  @Test
  void resultsLargerThanOneReplyArriveWhole() {
    byte[] megabyte = new byte[1 << 20];
    for (int i = 0; i < 40; i++) {
      things.insertOne(new Document("_id", i).append("data", new Binary(megabyte)));
    }
    assertThat(things.find().batchSize(1000)).hasSize(40);
    assertThat(things.find().batchSize(3)).hasSize(40);
  }

  @Test
  void binaryContentsOfOneMebibyteComeBackUnchanged() {
    byte[] data = new byte[1 << 20];
    new Random(7).nextBytes(data);
    MongoCollection<Document> chunks = database.getCollection("chunks");
    for (int n = 0; n < 4; n++) {
      byte[] part = Arrays.copyOfRange(data, n * 261_120, Math.min(data.length, (n + 1) * 261_120));
      chunks.insertOne(
          new Document("_id", new Document("f", "file").append("n", n))
              .append("files_id", "file")
              .append("n", n)
              .append("data", new Binary(part)));
    }
    Document second = chunks.find(eq("_id", new Document("f", "file").append("n", 1))).first();
    assertThat(requireNonNull(second).get("data", Binary.class).getData())
        .isEqualTo(Arrays.copyOfRange(data, 261_120, 522_240));
    assertThat(chunks.find(eq("files_id", "file")).sort(Sorts.ascending("n")))
        .extracting(d -> d.getInteger("n"))
        .containsExactly(0, 1, 2, 3);
  }

  @Test
  void updateOperatorsDoWhatTheySay() {
    things.insertOne(
        new Document("_id", 1)
            .append("a", 1)
            .append("gone", true)
            .append("list", List.of("x", "y"))
            .append("low", 5)
            .append("high", 5));
    things.updateOne(
        eq("_id", 1),
        Updates.combine(
            Updates.set("deep.er", "s"),
            Updates.unset("gone"),
            Updates.inc("a", 41),
            Updates.push("list", "z"),
            Updates.min("low", 2),
            Updates.max("high", 3)));
    things.updateOne(eq("_id", 1), Updates.pull("list", "x"));
    things.updateOne(eq("_id", 1), Updates.addToSet("list", "y"));
    things.updateOne(eq("_id", 1), Updates.addEachToSet("list", List.of("y", "w")));
    assertThat(things.find(eq("_id", 1)).first())
        .isEqualTo(
            new Document("_id", 1)
                .append("a", 42)
                .append("list", List.of("y", "z", "w"))
                .append("low", 2)
                .append("high", 5)
                .append("deep", new Document("er", "s")));
  }

  @Test
  void setOnInsertAppliesToTheInsertOnly() {
    var update = Updates.combine(Updates.set("a", 1), Updates.setOnInsert("born", 1));
    var upsert = new UpdateOptions().upsert(true);
    var first = things.updateOne(eq("_id", "k"), update, upsert);
    assertThat(first.getUpsertedId()).isNotNull();
    assertThat(first.getMatchedCount()).isZero();
    var second =
        things.updateOne(
            eq("_id", "k"),
            Updates.combine(Updates.set("a", 2), Updates.setOnInsert("born", 2)),
            upsert);
    assertThat(second.getUpsertedId()).isNull();
    assertThat(second.getModifiedCount()).isEqualTo(1);
    assertThat(things.find(eq("_id", "k")).first())
        .isEqualTo(new Document("_id", "k").append("a", 2).append("born", 1));
  }

  @Test
  void arrayElementsAreUpdatedByFilterAndByPosition() {
    things.insertOne(
        new Document("_id", 1)
            .append(
                "grants",
                List.of(
                    new Document("p", "a").append("r", 1), new Document("p", "b").append("r", 1))));
    things.updateOne(and(eq("_id", 1), eq("grants.p", "b")), Updates.set("grants.$.r", 2));
    things.updateOne(
        eq("_id", 1),
        Updates.set("grants.$[g].r", 3),
        new UpdateOptions().arrayFilters(List.of(eq("g.p", "a"))));
    things.updateOne(eq("_id", 1), Updates.pull("grants", new Document("p", "none")));
    assertThat(things.find(eq("grants.p", "a")).first())
        .isEqualTo(
            new Document("_id", 1)
                .append(
                    "grants",
                    List.of(
                        new Document("p", "a").append("r", 3),
                        new Document("p", "b").append("r", 2))));
  }

  @Test
  void conditionalUpdateMatchesOnlyOneRevision() {
    things.insertOne(new Document("_id", 1).append("rev", 1));
    assertThat(things.updateOne(and(eq("_id", 1), eq("rev", 1)), Updates.inc("rev", 1)))
        .satisfies(result -> assertThat(result.getMatchedCount()).isEqualTo(1));
    assertThat(things.updateOne(and(eq("_id", 1), eq("rev", 1)), Updates.inc("rev", 1)))
        .satisfies(result -> assertThat(result.getMatchedCount()).isZero());
  }

  @Test
  void replaceCanInsertAndKeepsTheId() {
    things.replaceOne(eq("_id", 7), new Document("a", 1), new ReplaceOptions().upsert(true));
    things.replaceOne(eq("_id", 7), new Document("b", 2));
    assertThat(things.find()).containsExactly(new Document("_id", 7).append("b", 2));
  }

  @Test
  void findAndModifyReturnsTheDocumentAfterAnUpsert() {
    var options = new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER);
    assertThat(things.findOneAndUpdate(eq("_id", "c"), Updates.inc("n", 1L), options))
        .isEqualTo(new Document("_id", "c").append("n", 1L));
    assertThat(things.findOneAndUpdate(eq("_id", "c"), Updates.inc("n", 1L), options))
        .isEqualTo(new Document("_id", "c").append("n", 2L));
    assertThat(things.findOneAndUpdate(eq("_id", "none"), Updates.inc("n", 1L))).isNull();
  }

  @Test
  void findAndModifyTakesTheFirstInOrder() {
    insertThings(5);
    Document taken =
        things.findOneAndUpdate(
            eq("parity", "odd"),
            Updates.set("lease", "me"),
            new FindOneAndUpdateOptions()
                .sort(Sorts.descending("n"))
                .projection(Projections.include("lease"))
                .returnDocument(ReturnDocument.AFTER));
    assertThat(taken).isEqualTo(new Document("_id", 3).append("lease", "me"));
    assertThat(things.findOneAndDelete(eq("_id", 3))).isNotNull();
    assertThat(things.countDocuments()).isEqualTo(4);
  }

  @Test
  void findAndModifyReportsWhatItDid() {
    Document reply =
        database.runCommand(
            new Document("findAndModify", "things")
                .append("query", new Document("_id", "u"))
                .append("update", new Document("$set", new Document("a", 1)))
                .append("upsert", true)
                .append("new", true));
    assertThat(reply.get("lastErrorObject", Document.class))
        .containsEntry("n", 1)
        .containsEntry("updatedExisting", false)
        .containsEntry("upserted", "u");
  }

  @Test
  void secondDocumentWithTheSameIdIsRefused() {
    things.insertOne(thing(1));
    assertThatThrownBy(() -> things.insertOne(thing(1)))
        .isInstanceOfSatisfying(
            MongoWriteException.class, e -> assertThat(e.getError().getCode()).isEqualTo(11000));
  }

  @Test
  void orderedInsertStopsAtTheFirstError() {
    assertThatThrownBy(() -> things.insertMany(List.of(thing(1), thing(2), thing(1), thing(3))))
        .isInstanceOfSatisfying(
            MongoBulkWriteException.class,
            e -> {
              assertThat(e.getWriteResult().getInsertedCount()).isEqualTo(2);
              assertThat(e.getWriteErrors()).extracting(x -> x.getIndex()).containsExactly(2);
            });
    assertThat(things.countDocuments()).isEqualTo(2);
  }

  @Test
  void unorderedBulkGoesOnAfterErrors() {
    things.insertOne(thing(1));
    assertThatThrownBy(() ->
            things.bulkWrite(
                List.of(
                    new InsertOneModel<>(thing(1)),
                    new InsertOneModel<>(thing(2)),
                    new UpdateOneModel<>(eq("_id", 1), Updates.set("n", 11)),
                    new UpdateOneModel<>(eq("_id", 1), Updates.set("_id", 12)),
                    new DeleteOneModel<>(eq("_id", 2))),
                new BulkWriteOptions().ordered(false)))
        .isInstanceOfSatisfying(
            MongoBulkWriteException.class,
            e -> {
              assertThat(e.getWriteErrors()).extracting(x -> x.getIndex()).containsExactly(0, 3);
              assertThat(e.getWriteResult().getInsertedCount()).isEqualTo(1);
              assertThat(e.getWriteResult().getModifiedCount()).isEqualTo(1);
              assertThat(e.getWriteResult().getDeletedCount()).isEqualTo(1);
            });
  }

  @Test
  void orderedBulkStopsAtAFailedUpdate() {
    insertThings(3);
    assertThatThrownBy(() ->
            things.bulkWrite(
                List.of(
                    new UpdateOneModel<>(eq("_id", 0), Updates.set("n", 10)),
                    new UpdateOneModel<>(eq("_id", 1), Updates.set("_id", 11)),
                    new UpdateOneModel<>(eq("_id", 2), Updates.set("n", 12)))))
        .isInstanceOfSatisfying(
            MongoBulkWriteException.class,
            e -> assertThat(e.getWriteErrors()).extracting(x -> x.getIndex()).containsExactly(1));
    assertThat(things.find(eq("_id", 2)).first()).isEqualTo(thing(2));
  }

  @Test
  void bulkMixesAllKindsOfWrites() {
    var result =
        things.bulkWrite(
            List.of(
                new InsertOneModel<>(thing(1)),
                new ReplaceOneModel<>(
                    eq("_id", 2), new Document("r", 1), new ReplaceOptions().upsert(true)),
                new UpdateOneModel<>(eq("_id", 1), Updates.set("n", 5)),
                new DeleteManyModel<>(eq("r", 1))));
    assertThat(result.getInsertedCount()).isEqualTo(1);
    assertThat(result.getUpserts()).hasSize(1);
    assertThat(result.getModifiedCount()).isEqualTo(1);
    assertThat(result.getDeletedCount()).isEqualTo(1);
  }

  @Test
  void bulkOfFortyEightMegabytesIsWritten() {
    byte[] megabyte = new byte[1_000_000];
    List<InsertOneModel<Document>> writes = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      writes.add(new InsertOneModel<>(new Document("_id", i).append("data", new Binary(megabyte))));
    }
    assertThat(things.bulkWrite(writes).getInsertedCount()).isEqualTo(50);
  }

  @Test
  void documentOfSixteenMebibytesIsWritten() {
    things.insertOne(new Document("_id", 1).append("data", new Binary(new byte[(16 << 20) - 64])));
    assertThat(things.countDocuments()).isEqualTo(1);
  }

  @Test
  void documentGrowingBeyondSixteenMebibytesIsRefusedAndUnchanged() {
    things.createIndex(new Document("state", 1));
    things.insertOne(
        new Document("_id", 1)
            .append("state", "before")
            .append("data", new Binary(new byte[15 << 20])));
    assertThatThrownBy(() ->
            things.updateOne(
                eq("_id", 1),
                Updates.combine(
                    Updates.set("more", new Binary(new byte[2 << 20])),
                    Updates.set("state", "after"))))
        .isInstanceOfSatisfying(
            MongoWriteException.class,
            e -> assertThat(e.getError().getCode()).isIn(17419, 17420, 10334));
    assertThat(things.find(eq("state", "before"))).hasSize(1);
    assertThat(things.find(eq("state", "after"))).isEmpty();
  }

  @Test
  void aggregationMatchesSortsLimitsAndProjects() {
    insertThings(10);
    assertThat(
            things.aggregate(
                List.of(
                    new Document("$match", new Document("parity", "even")),
                    new Document("$sort", new Document("n", -1)),
                    new Document("$limit", 2),
                    new Document(
                        "$set", new Document("twice", new Document("$add", List.of("$n", "$n")))),
                    new Document("$project", new Document("twice", 1).append("_id", 0)))))
        .containsExactly(new Document("twice", 16), new Document("twice", 12));
  }

  @Test
  void aggregationGroups() {
    insertThings(5);
    assertThat(
            things.aggregate(
                List.of(
                    new Document(
                        "$group",
                        new Document("_id", "$parity")
                            .append("count", new Document("$sum", 1))
                            .append("most", new Document("$max", "$n"))),
                    new Document("$sort", new Document("_id", 1)))))
        .containsExactly(
            new Document("_id", "even").append("count", 3).append("most", 4),
            new Document("_id", "odd").append("count", 2).append("most", 3));
  }

  @Test
  void facetsAnswerSeveralQuestionsAtOnceEvenAboutNothing() {
    var facets =
        List.of(
            new Document("$match", new Document("n", new Document("$gte", 0))),
            new Document(
                "$facet",
                new Document("some", List.of(new Document("$limit", 1)))
                    .append(
                        "marked",
                        List.of(
                            new Document("$limit", 1),
                            new Document("$set", new Document("m", true)),
                            new Document("$project", new Document("m", 1))))));
    assertThat(database.getCollection("nothing").aggregate(facets))
        .containsExactly(new Document("some", List.of()).append("marked", List.of()));
    insertThings(2);
    assertThat(things.aggregate(facets).first())
        .containsEntry("some", List.of(thing(0)))
        .containsEntry("marked", List.of(new Document("_id", 0).append("m", true)));
  }

  @Test
  void countsDocuments() {
    insertThings(7);
    assertThat(things.countDocuments(eq("parity", "odd"))).isEqualTo(3);
    assertThat(things.estimatedDocumentCount()).isEqualTo(7);
  }

  @Test
  void unknownCommandIsAnErrorAndNotTheEndOfTheConnection() {
    assertThatThrownBy(() -> database.runCommand(new Document("noSuchThing", 1)))
        .isInstanceOfSatisfying(
            MongoCommandException.class, e -> assertThat(e.getErrorCode()).isIn(59, 323));
    assertThat(database.runCommand(new Document("ping", 1)).get("ok", Number.class).intValue())
        .isEqualTo(1);
  }

  @Test
  void hundredConnectionsWorkAtOnce() throws Exception {
    things.insertOne(new Document("_id", "counter").append("n", 0));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        all.add(
            threads.submit(() -> {
              for (int j = 0; j < 5; j++) {
                things.updateOne(eq("_id", "counter"), Updates.inc("n", 1));
                things.find(eq("_id", "counter")).first();
              }
            }));
      }
      for (var one : all) {
        one.get();
      }
    }
    assertThat(things.find().first()).isEqualTo(new Document("_id", "counter").append("n", 500));
  }
}
