package org.acervo.store;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a database to the shape this version needs. Each step may be repeated without harm, so two
 * nodes that start together, or one that dies half-way, do no damage; a step that ended is noted
 * and not run again.
 */
public final class Migrations {
  private static final Logger log = LoggerFactory.getLogger(Migrations.class);

  /** One step, named for ever. */
  public record Step(String name, Consumer<MongoDatabase> action) {}

  private Migrations() {}

  /** Whether there is a library in this database. */
  public static boolean haveRun(MongoDatabase database) {
    return database.getCollection("migrations").find().first() != null;
  }

  public static void run(MongoDatabase database, List<Step> steps, InstantSource clock) {
    var done = database.getCollection("migrations");
    for (var step : steps) {
      if (done.find(eq("_id", step.name())).first() == null) {
        step.action().accept(database);
        done.replaceOne(
            eq("_id", step.name()),
            new Document("_id", step.name()).append("at", Date.from(clock.instant())),
            new ReplaceOptions().upsert(true));
        log.debug("migration {} done", step.name());
      }
    }
  }
}
