package org.acervo.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.acervo.embedded.index.IndexedH2Backend;
import org.acervo.embedded.index.StoreSettings;
import org.bson.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is asked, indexes change how it is found and never what is found. */
class SameAnswersTest {
  private static final int STEPS = 400;

  static List<Long> seeds() {
    long first = System.nanoTime();
    return List.of(1L, 2L, 3L, first, first + 1, first + 2);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void indexedStoreAnswersLikeTheScanningOne(long seed) {
    System.out.println("SameAnswersTest seed " + seed);
    RandomQueries random = new RandomQueries(new Random(seed));
    try (RunningStore scanning = new RunningStore(H2Backend.inMemory());
        RunningStore indexed = new RunningStore(new IndexedH2Backend(StoreSettings.inMemory()))) {
      Both both = new Both(scanning.collection("c"), indexed.collection("c"));
      random.indexes(2).forEach(both::index);
      for (int i = 0; i < 60; i++) {
        both.insert(random.document(i));
      }
      random.indexes(3).forEach(both::index);
      for (int step = 0; step < STEPS; step++) {
        both.step(random, step);
      }
    }
  }

  /** Does everything twice and compares. */
  private record Both(MongoCollection<Document> scanning, MongoCollection<Document> indexed) {
    void index(RandomQueries.IndexModel model) {
      IndexOptions options = new IndexOptions();
      if (model.partial() != null) {
        options.partialFilterExpression(model.partial());
      }
      try {
        indexed.createIndex(model.keys(), options);
      } catch (MongoException e) {
        assertThat(e.getCode()).isIn(171, 85, 86); // parallel arrays, an index that is there
      }
    }

    void insert(Document document) {
      try {
        indexed.insertOne(new Document(document));
      } catch (MongoException e) {
        assertThat(e.getMessage()).contains("parallel arrays");
        return;
      }
      scanning.insertOne(new Document(document));
    }

    void step(RandomQueries random, int step) {
      switch (random.below(12)) {
        case 0 -> insert(random.document(1000 + step));
        case 1 -> {
          Document filter = random.rareFilter();
          same(filter, c -> c.deleteMany(filter).getDeletedCount());
        }
        case 2, 3 -> update(random);
        case 4 -> findAndModify(random);
        case 5 -> {
          Document filter = random.filter();
          same(filter, c -> c.countDocuments(filter));
        }
        case 6 -> aggregate(random);
        default -> find(random);
      }
      if (step % 50 == 0) {
        find(new Document(), new Document("_id", 1), 0, 0);
      }
    }

    private void update(RandomQueries random) {
      Document filter = random.filter();
      Document update = random.update();
      List<Document> matches = scanning.find(filter).into(new ArrayList<>());
      try {
        var here = indexed.updateMany(filter, update);
        var there = scanning.updateMany(filter, update);
        assertThat(here.getMatchedCount())
            .as("%s %s", filter, update)
            .isEqualTo(there.getMatchedCount());
        assertThat(here.getModifiedCount())
            .as("%s %s", filter, update)
            .isEqualTo(there.getModifiedCount());
      } catch (MongoException e) {
        restore(matches);
      }
    }

    /** An update that fails halfway leaves the rest undone, and which rest is nobody's promise. */
    private void restore(List<Document> matches) {
      for (Document document : matches) {
        Document id = new Document("_id", document.get("_id"));
        scanning.replaceOne(id, document);
        indexed.replaceOne(id, document);
      }
    }

    private void findAndModify(RandomQueries random) {
      Document filter = random.filter();
      Document update = new Document("$set", new Document("touched", random.below(5)));
      var options = new FindOneAndUpdateOptions().sort(random.sort().append("_id", 1));
      assertThat(indexed.findOneAndUpdate(filter, update, options))
          .as("%s sort %s", filter, options.getSort())
          .isEqualTo(scanning.findOneAndUpdate(filter, update, options));
    }

    private void aggregate(RandomQueries random) {
      Document sort = random.sort();
      sort.remove("_id");
      List<Document> pipeline =
          List.of(
              new Document("$match", random.filter()),
              new Document("$sort", sort.append("_id", 1)),
              new Document("$skip", random.below(4)),
              new Document("$limit", 1 + random.below(20)),
              new Document("$project", new Document("_id", 1)));
      assertThat(indexed.aggregate(pipeline).into(new ArrayList<>()))
          .as("%s", pipeline)
          .isEqualTo(scanning.aggregate(pipeline).into(new ArrayList<>()));
    }

    private void find(RandomQueries random) {
      Document sort = random.sort();
      if (random.below(3) > 0) {
        sort.remove("_id");
        sort.append("_id", random.below(2) * 2 - 1);
      }
      find(random.filter(), sort, random.below(3) * random.below(5), random.below(15));
    }

    private void find(Document filter, Document sort, int skip, int limit) {
      List<Document> all = scanning.find(filter).into(new ArrayList<>());
      List<Document> there = read(scanning, filter, sort, skip, limit);
      List<Document> here = read(indexed, filter, sort, skip, limit);
      String query = filter.toJson() + " sort " + sort + " skip " + skip + " limit " + limit;
      if (sort.containsKey("_id")) {
        assertThat(here).as(query).isEqualTo(there);
      } else {
        // Documents that are equal for the sort may come in any order.
        assertThat(here).as(query).hasSameSizeAs(there).doesNotHaveDuplicates();
        assertThat(all).as(query).containsAll(here);
        if (skip == 0 && limit == 0) {
          assertThat(ids(here)).as(query).isEqualTo(ids(there));
        }
      }
    }

    private static List<Document> read(
        MongoCollection<Document> from, Document filter, Document sort, int skip, int limit) {
      return from.find(filter)
          .sort(sort)
          .skip(skip)
          .limit(limit)
          .batchSize(7)
          .into(new ArrayList<>());
    }

    private static Set<Object> ids(List<Document> documents) {
      return documents.stream().map(d -> d.get("_id")).collect(Collectors.toSet());
    }

    private void same(Document filter, Function<MongoCollection<Document>, Object> action) {
      assertThat(action.apply(indexed)).as(filter.toJson()).isEqualTo(action.apply(scanning));
    }
  }
}
