package org.acervo.items;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;

import java.time.Instant;
import java.util.List;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Seal;
import org.acervo.kernel.Texts;
import org.bson.conversions.Bson;

/**
 * The place of one item in an order: what it is ordered by, and its id. A listing goes on behind it
 * with one look into the index, however far it has come (keyset paging).
 */
record MongoPosition(Object value, String id) {

  static MongoPosition of(Item item, Query.Sort sort) {
    return switch (sort) {
      case TAKEN -> new MongoPosition(item.taken().order(), item.id().value());
      case ADDED -> new MongoPosition(item.added(), item.id().value());
      case NAME -> new MongoPosition(item.nameKey(), item.id().value());
    };
  }

  static MongoPosition ofTrashed(Item item) {
    return new MongoPosition(item.trashed().orElseThrow(), item.id().value());
  }

  /** Whether {@code item} comes later in the order. */
  boolean isBefore(Item item, Query query) {
    var other = of(item, query.sort());
    int compared =
        value instanceof Instant time && other.value() instanceof Instant its
            ? time.compareTo(its)
            : value.toString().compareTo(other.value().toString());
    int order = compared == 0 ? id.compareTo(other.id()) : compared;
    return query.descending() ? order > 0 : order < 0;
  }

  Bson behind(Query query) {
    return query.descending() ? before(query.sort().field) : after(query.sort().field);
  }

  /**
   * The range on the first field alone lets a server begin in the index; the rest picks the exact
   * place.
   */
  Bson before(String field) {
    return and(lte(field, value), or(lt(field, value), and(eq(field, value), lt("_id", id))));
  }

  private Bson after(String field) {
    return and(gte(field, value), or(gt(field, value), and(eq(field, value), gt("_id", id))));
  }

  /** As a cursor; {@code order} names the listing, so that it cannot be taken to another. */
  String seal(Seal seal, String order) {
    String text = value instanceof Instant time ? "t" + time.toEpochMilli() : "s" + value;
    return seal.seal(order + "\n" + id + "\n" + text);
  }

  /**
   * @throws Failed with {@code Invalid} when it is not a cursor of this listing
   */
  static MongoPosition open(Seal seal, String order, String cursor) {
    List<String> parts =
        seal.open(cursor).map(text -> Texts.parts(text, '\n', 3)).orElse(List.of());
    if (parts.size() != 3 || !parts.getFirst().equals(order)) {
      throw Failed.invalid("cursor", "is not one that this listing gave out");
    }
    String text = parts.get(2);
    Object value =
        text.startsWith("t")
            ? Instant.ofEpochMilli(Long.parseLong(text.substring(1)))
            : text.substring(1);
    return new MongoPosition(value, parts.get(1));
  }
}
