package org.acervo.items;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.acervo.collation.Collation;
import org.acervo.store.Migrations;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the stored keys of the order by name ({@code nk}) those of one collation, which each item
 * names ({@code nkc}). When the language is changed, or a new version brings other rules, all are
 * made anew, portion by portion. An item says itself whether its turn is over, so whoever is killed
 * half-way goes on where it was, and two nodes at once do no harm.
 */
final class MongoNameOrder {
  private static final Logger log = LoggerFactory.getLogger(MongoNameOrder.class);
  private static final int PORTION = 500;
  private static final int TOLD = 20 * PORTION;

  private final MongoCollection<Document> items;
  private final Collation collation;

  MongoNameOrder(MongoDatabase database, Collation collation) {
    this.items = database.getCollection("items");
    this.collation = collation;
  }

  /** For libraries whose items were ordered by the lower case of their names ({@code key}). */
  static Migrations.Step step(Collation collation) {
    return new Migrations.Step(
        "items-name-order-1",
        database -> {
          var items = database.getCollection("items");
          items.createIndex(
              new Document("anc", 1).append("nk", -1).append("_id", -1).append("home", 1));
          items.createIndex(new Document("home", 1).append("nk", -1).append("_id", -1));
          items.createIndex(Indexes.ascending("nkc", "_id"));
          new MongoNameOrder(database, collation).rekey(exists("nkc", false));
          for (var index : items.listIndexes().into(new ArrayList<>())) {
            if (index.get("key", Document.class).containsKey("key")) {
              items.dropIndex(index.getString("name"));
            }
          }
        });
  }

  boolean settled() {
    return other().isEmpty();
  }

  /**
   * Makes the keys anew that are of another collation. Each of those is met once, so that it ends
   * even beside a node that is set to another language.
   *
   * @return the collations that were met
   */
  Set<String> settle() {
    var met = new HashSet<String>();
    for (var other = other(); other.isPresent() && met.add(other.get()); other = other()) {
      log.info("items are put into the order of {}, from that of {}", collation.id(), other.get());
      rekey(eq("nkc", other.get()));
    }
    return met;
  }

  private Optional<String> other() {
    for (var beside : new Bson[] {lt("nkc", collation.id()), gt("nkc", collation.id())}) {
      var found = items.find(beside).projection(Projections.include("nkc")).first();
      if (found != null) {
        return Optional.of(found.getString("nkc"));
      }
    }
    return Optional.empty();
  }

  private void rekey(Bson stale) {
    long done = 0;
    Bson which = stale;
    while (true) {
      var portion =
          items
              .find(which)
              .projection(Projections.include("title", "name"))
              .sort(new Document("_id", 1))
              .limit(PORTION)
              .into(new ArrayList<>());
      if (portion.isEmpty()) {
        return;
      }
      var _ =
          items.bulkWrite(
              portion.stream().map(this::keyed).toList(), new BulkWriteOptions().ordered(false));
      which = and(stale, gt("_id", portion.getLast().getString("_id")));
      done += portion.size();
      if (done % TOLD == 0) {
        log.info("{} items are in the order of {}", done, collation.id());
      }
    }
  }

  /** Whoever gives it another title meanwhile has given it a key as well. */
  private UpdateOneModel<Document> keyed(Document item) {
    String title = item.getString("title");
    return new UpdateOneModel<>(
        and(eq("_id", item.getString("_id")), eq("title", title)),
        Updates.combine(
            Updates.set("nk", MongoItems.nameKey(collation, title, item.getString("name"))),
            Updates.set("nkc", collation.id()),
            Updates.unset("key")));
  }
}
