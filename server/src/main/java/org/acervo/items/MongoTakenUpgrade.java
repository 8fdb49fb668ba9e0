package org.acervo.items;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.acervo.items.Taken.Source;
import org.acervo.store.Migrations;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Gives back to items their local time. An older version kept an instant, made from a camera's time
 * with the zone of the server; the same zone makes the camera's time of it again. Where no person
 * may have said it, the file is looked into once more, after everything new, because only it knows
 * its own offset and which of its dates counts.
 */
final class MongoTakenUpgrade {
  private static final int AT_ONCE = 1_000;

  private MongoTakenUpgrade() {}

  static Migrations.Step step(ZoneId zone) {
    return new Migrations.Step(
        "items-taken-local",
        database -> {
          var items = database.getCollection("items");
          while (upgraded(items, zone) == AT_ONCE) {
            // the next thousand
          }
        });
  }

  private static int upgraded(MongoCollection<Document> items, ZoneId zone) {
    List<WriteModel<Document>> changes = new ArrayList<>();
    for (var item :
        items
            .find(exists("ts", false))
            .projection(Projections.include("taken", "added", "rev"))
            .limit(AT_ONCE)) {
      changes.add(new UpdateOneModel<>(eq("_id", item.get("_id")), change(item, zone)));
    }
    if (!changes.isEmpty()) {
      items.bulkWrite(changes);
    }
    return changes.size();
  }

  private static Bson change(Document item, ZoneId zone) {
    Instant taken = item.getDate("taken").toInstant();
    boolean uploaded = taken.equals(item.getDate("added").toInstant());
    boolean untouched = item.get("rev", Number.class).longValue() == 1;
    Source source = uploaded ? Source.UPLOAD : untouched ? Source.ORIGINAL : Source.PERSON;
    Bson local = MongoItemDocument.set(Taken.of(taken, zone, source));
    return source == Source.PERSON
        ? local
        : combine(
            local,
            set("preview.due", Date.from(Instant.EPOCH.plusMillis(1))),
            set("preview.tries", 0));
  }
}
