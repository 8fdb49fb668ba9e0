package org.acervo.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Indexes.ascending;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a database to the shape this version needs. One node does it at a time, and a step that
 * ended is noted and not run again. Each step may all the same be repeated without harm: a node may
 * die half-way, and the next one goes on with the same step.
 */
public final class Migrations {
  private static final Logger log = LoggerFactory.getLogger(Migrations.class);
  private static final String VERSION = "version";

  /** One step, named for ever. */
  public record Step(String name, Consumer<MongoDatabase> action) {
    /**
     * Keeps the server from removing documents by its own clock alone; whoever sweeps them finds
     * them by a plain index on the same field.
     *
     * @param fields by collection, the field that says when a document has ended
     */
    public static Step removedBySweep(String name, Map<String, String> fields) {
      return new Step(
          name,
          database ->
              fields.forEach((collection, field) -> {
                var documents = database.getCollection(collection);
                for (var index : documents.listIndexes()) {
                  if (index.containsKey("expireAfterSeconds")) {
                    documents.dropIndex(index.getString("name"));
                  }
                }
                documents.createIndex(ascending(field));
              }));
    }
  }

  private Migrations() {}

  /** Whether there is a library in this database. */
  public static boolean haveRun(MongoDatabase database) {
    return documents(database).find(exists("at")).first() != null;
  }

  private static MongoCollection<Document> documents(MongoDatabase database) {
    return database.getCollection("migrations");
  }

  /**
   * Brings the database to the version of this program, unless it is of a later one.
   *
   * @throws IllegalStateException naming both versions when it is of a later one; nothing has been
   *     changed then
   */
  public static void upgrade(
      MongoDatabase database, DataVersion program, List<Step> steps, InstantSource clock) {
    var documents = documents(database);
    refuseLater(documents, program);
    if (isDone(documents, program, steps)) {
      return;
    }
    try (var _ = MigrationLease.take(documents)) {
      refuseLater(documents, program);
      run(database, steps, clock);
      documents.replaceOne(
          eq("_id", VERSION),
          new Document("_id", VERSION)
              .append("number", program.number())
              .append("program", program.program())
              .append("at", Date.from(clock.instant())),
          new ReplaceOptions().upsert(true));
    }
  }

  private static void refuseLater(MongoCollection<Document> documents, DataVersion program) {
    var stored = documents.find(eq("_id", VERSION)).first();
    if (stored != null && stored.getInteger("number") > program.number()) {
      throw new IllegalStateException(
          "This library was written by Acervo "
              + stored.getString("program")
              + " (data version "
              + stored.getInteger("number")
              + "), and this is Acervo "
              + program.program()
              + ", which knows data up to version "
              + program.number()
              + ". Nothing was changed. Start the later program again, or restore a backup that was"
              + " made before the upgrade.");
    }
  }

  private static boolean isDone(
      MongoCollection<Document> documents, DataVersion program, List<Step> steps) {
    var noted = new HashMap<String, Document>();
    documents.find().forEach(document -> noted.put(document.getString("_id"), document));
    var stored = noted.get(VERSION);
    return stored != null
        && stored.getInteger("number") == program.number()
        && program.program().equals(stored.getString("program"))
        && steps.stream().allMatch(step -> noted.containsKey(step.name()));
  }

  /** Runs those steps that have not ended yet. */
  public static void run(MongoDatabase database, List<Step> steps, InstantSource clock) {
    var done = documents(database);
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
