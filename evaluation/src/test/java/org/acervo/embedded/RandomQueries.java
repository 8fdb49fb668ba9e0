package org.acervo.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bson.BsonDateTime;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Documents of every shape, and queries that meet them often enough. No empty arrays: sorting them
 * is beyond the library that is compared with.
 */
final class RandomQueries {
  private static final List<String> FIELDS = List.of("a", "b", "c.d", "e.f", "n", "s");

  /** Where the order of UTF-8 and of UTF-16 differ. */
  private static final List<String> WIDE = List.of("😀", "\uFF21", "\uFF22", "😁", "q😀");

  private final Random random;

  RandomQueries(Random random) {
    this.random = random;
  }

  record IndexModel(Document keys, @Nullable Document partial) {}

  int below(int bound) {
    return random.nextInt(bound);
  }

  private <T> T oneOf(List<T> values) {
    return values.get(below(values.size()));
  }

  Document document(int id) {
    Document document = new Document("_id", id);
    document.append("n", below(8)).append("s", String.valueOf((char) ('p' + below(5))));
    if (below(5) > 0) {
      document.append("a", value(true));
    }
    if (below(5) > 0) {
      document.append("b", value(below(6) == 0));
    }
    if (below(4) > 0) {
      document.append("c", new Document("d", value(below(4) == 0)));
    }
    if (below(3) > 0) {
      List<Object> elements = new ArrayList<>();
      for (int i = 1 + below(3); i > 0; i--) {
        elements.add(below(8) == 0 ? scalar() : new Document("f", scalar()).append("g", below(4)));
      }
      document.append("e", elements);
    }
    return document;
  }

  private @Nullable Object value(boolean arrays) {
    if (arrays && below(3) == 0) {
      List<@Nullable Object> elements = new ArrayList<>();
      for (int i = 1 + below(3); i > 0; i--) {
        elements.add(scalar());
      }
      return elements;
    }
    return below(20) == 0 ? new Document("x", below(3)) : scalar();
  }

  private @Nullable Object scalar() {
    return switch (below(12)) {
      case 0 -> null;
      case 1 -> below(4) / 2.0;
      case 2 -> (long) below(6);
      case 3, 4 -> below(3) == 0 ? oneOf(WIDE) : String.valueOf((char) ('p' + below(5)));
      case 5 -> new BsonDateTime(1_700_000_000_000L + below(3));
      case 6 -> below(2) == 0;
      default -> below(8);
    };
  }

  List<IndexModel> indexes(int count) {
    List<IndexModel> models = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Document keys = new Document();
      for (int fields = 1 + below(3); fields > 0; fields--) {
        keys.append(below(5) == 0 ? "_id" : oneOf(FIELDS), below(2) * 2 - 1);
      }
      if (keys.size() == 1 && keys.containsKey("_id")) {
        keys.append("n", 1);
      }
      models.add(new IndexModel(keys, below(4) == 0 ? partial() : null));
    }
    return models;
  }

  private Document partial() {
    return switch (below(3)) {
      case 0 -> new Document("a", new Document("$exists", true));
      case 1 -> new Document("n", new Document("$gt", 2));
      default -> new Document("s", oneOf(List.of("p", "q", "r")));
    };
  }

  Document filter() {
    Document filter = new Document();
    for (int i = below(3); i >= 0; i--) {
      filter.putAll(condition());
    }
    return switch (below(8)) {
      case 0 -> new Document("$and", List.of(filter, condition()));
      case 1 -> filter.append("$or", List.of(condition(), condition()));
      case 2 -> filter.append("$or", nextPage());
      case 3 -> new Document();
      default -> filter;
    };
  }

  Document rareFilter() {
    return new Document("n", below(8)).append(oneOf(FIELDS), condition(scalar()));
  }

  private List<Document> nextPage() {
    Object place = below(8);
    String operator = oneOf(List.of("$lt", "$gt"));
    return List.of(
        new Document("n", new Document(operator, place)),
        new Document("n", place).append("_id", new Document(operator, below(60))));
  }

  private Document condition() {
    if (below(8) == 0) {
      return new Document("_id", condition(below(60)));
    }
    return new Document(oneOf(FIELDS), condition(scalar()));
  }

  private @Nullable Object condition(@Nullable Object value) {
    return switch (below(13)) {
      case 0, 1, 2, 3 -> value;
      case 4 -> new Document("$eq", value);
      case 5 -> in(value);
      case 6 -> new Document("$exists", below(2) == 0);
      case 7 -> new Document("$ne", value);
      case 8 -> new Document("$gte", below(8)).append("$lt", below(8));
      default ->
          value == null
              ? in(below(5))
              : new Document(oneOf(List.of("$lt", "$lte", "$gt", "$gte")), value);
    };
  }

  private Document in(@Nullable Object value) {
    List<@Nullable Object> values = new ArrayList<>();
    values.add(value);
    for (int i = below(4); i > 0; i--) {
      values.add(scalar());
    }
    return new Document("$in", values);
  }

  Document sort() {
    Document sort = new Document();
    for (int i = below(3); i > 0; i--) {
      sort.append(below(4) == 0 ? "_id" : oneOf(FIELDS), below(2) * 2 - 1);
    }
    return sort;
  }

  Document update() {
    return switch (below(5)) {
      case 0 -> new Document("$unset", new Document(oneOf(List.of("a", "b", "s")), ""));
      case 1 -> new Document("$inc", new Document("n", 1));
      case 2 -> new Document("$set", new Document("c", new Document("d", scalar())));
      case 3 -> new Document("$push", new Document("e", new Document("f", scalar())));
      default -> new Document("$set", new Document(oneOf(List.of("a", "b", "n")), value(true)));
    };
  }
}
