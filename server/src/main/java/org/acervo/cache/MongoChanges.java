package org.acervo.cache;

import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import com.mongodb.client.model.changestream.FullDocument;
import com.mongodb.client.model.changestream.UpdateDescription;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.SnapshotTime;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to collections and items, in order, told by the record itself ({@code $changeStream}
 * on the database).
 *
 * <p>Which views a change makes old: those of the home and of all above it; where an item was
 * moved, also those of the home it had ({@code was}); where a collection got another title, also
 * those below it, which show the way to them. What only rights or the tree decide needs nothing:
 * both are part of every key. What cannot be read, or does not say where it was, may be anywhere.
 */
final class MongoChanges implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MongoChanges.class);

  /** How long a quiet stream waits for something to happen. */
  private static final long WAIT = 200;

  /** Changes of a collection's document that no view shows but through rights and the tree. */
  private static final Set<String> RIGHTS =
      Set.of("grants", "inherit", "gv", "parent", "del", "settle", "asleep");

  private final MongoChangeStreamCursor<ChangeStreamDocument<Document>> cursor;
  private final Places places;

  /** Items whose removal was announced, so that nothing shows them any more. */
  private final Set<BsonValue> leaving = new HashSet<>();

  private MongoChanges(
      MongoChangeStreamCursor<ChangeStreamDocument<Document>> cursor, Places places) {
    this.cursor = cursor;
    this.places = places;
  }

  static MongoChanges since(MongoDatabase database, SnapshotTime time, Places places) {
    var stream =
        database
            .watch(List.of(Aggregates.match(in("ns.coll", "items", "collections"))))
            .fullDocument(FullDocument.UPDATE_LOOKUP)
            .startAtOperationTime(new BsonTimestamp(time.value()))
            .maxAwaitTime(WAIT, TimeUnit.MILLISECONDS);
    return new MongoChanges(stream.cursor(), places);
  }

  /** One change. */
  sealed interface Change {
    SnapshotTime time();

    /** The views of these collections are old. */
    record In(SnapshotTime time, Set<CollectionId> roots) implements Change {}

    /** Nobody can say where something happened: any view may be old. */
    record Anywhere(SnapshotTime time, String why) implements Change {}
  }

  /** The next one; empty when nothing has happened for a moment. */
  Optional<Change> next() {
    var event = cursor.tryNext();
    return event == null ? Optional.empty() : Optional.of(read(event));
  }

  /**
   * Where something happened, as the event says it.
   *
   * @param at the views of these
   * @param above and of all to which these belong, themselves included
   * @param below and of all that belong to these
   */
  private record Where(
      Set<CollectionId> at, Set<CollectionId> above, Optional<CollectionId> below) {
    static final Where NOWHERE = new Where(Set.of(), Set.of(), Optional.empty());
  }

  private Change read(ChangeStreamDocument<Document> event) {
    var told = event.getClusterTime();
    var time = new SnapshotTime(told == null ? 0 : told.getValue());
    Optional<Where> where;
    try {
      where = where(event);
    } catch (RuntimeException e) {
      // Any program may write anything there; an event that stopped the relay would come again.
      log.warn("a change of {} cannot be read: {}", event.getDocumentKey(), e.toString());
      return new Change.Anywhere(time, "a change cannot be read");
    }
    return where
        .<Change>map(known -> new Change.In(time, roots(known)))
        .orElseGet(() -> new Change.Anywhere(time, "another program moved or removed something"));
  }

  /** Asks where in the tree that is; that may fail with the record, so it is no part of reading. */
  private Set<CollectionId> roots(Where where) {
    var roots = new HashSet<>(where.at());
    for (var collection : where.above()) {
      roots.add(CollectionId.ROOT);
      roots.add(collection);
      roots.addAll(places.above(collection));
    }
    where.below().ifPresent(collection -> roots.addAll(places.below(collection)));
    return roots;
  }

  /** Empty when the event does not say where. */
  private Optional<Where> where(ChangeStreamDocument<Document> event) {
    var namespace = event.getNamespace();
    boolean items = namespace != null && namespace.getCollectionName().equals("items");
    return switch (event.getOperationType()) {
      case null -> Optional.empty();
      case INSERT, UPDATE -> items ? item(event) : Optional.of(collection(event));
      // Acervo replaces no item. Whoever does may have moved it, and nothing says where it was.
      case REPLACE -> items ? Optional.empty() : Optional.of(collection(event));
      case DELETE -> items ? removed(event) : Optional.of(Where.NOWHERE);
      case DROP, RENAME, DROP_DATABASE, INVALIDATE, OTHER -> Optional.empty();
    };
  }

  private Optional<Where> item(ChangeStreamDocument<Document> event) {
    var item = event.getFullDocument();
    var update = event.getUpdateDescription();
    if (event.getDocumentKey() != null && touches(update, "leaving")) {
      var id = event.getDocumentKey().get("_id");
      if (sets(update, "leaving")) {
        leaving.add(id);
        return Optional.of(Where.NOWHERE);
      }
      leaving.remove(id); // it came back
    }
    if (item == null) {
      return Optional.of(Where.NOWHERE); // gone since; its removal follows
    }
    if (touches(update, "home") && !touches(update, "was")) {
      return Optional.empty();
    }
    var at = new HashSet<CollectionId>();
    item.getList("anc", String.class, List.of()).forEach(id -> at.add(new CollectionId(id)));
    var above = new HashSet<CollectionId>();
    for (String home : Arrays.asList(item.getString("home"), item.getString("was"))) {
      if (home != null) {
        above.add(new CollectionId(home));
      }
    }
    return Optional.of(new Where(at, above, Optional.empty()));
  }

  private Optional<Where> removed(ChangeStreamDocument<Document> event) {
    var key = event.getDocumentKey();
    boolean announced = key != null && leaving.remove(key.get("_id"));
    return announced ? Optional.of(Where.NOWHERE) : Optional.empty();
  }

  private static Where collection(ChangeStreamDocument<Document> event) {
    var key = event.getDocumentKey();
    var update = event.getUpdateDescription();
    if (key == null || (update != null && RIGHTS.containsAll(names(update)))) {
      return Where.NOWHERE;
    }
    var id = new CollectionId(key.getString("_id").getValue());
    boolean shown = update == null || touches(update, "title");
    return new Where(Set.of(), Set.of(id), shown ? Optional.of(id) : Optional.empty());
  }

  private static boolean touches(@Nullable UpdateDescription update, String field) {
    return update != null && names(update).contains(field);
  }

  private static boolean sets(@Nullable UpdateDescription update, String field) {
    return update != null
        && update.getUpdatedFields() != null
        && update.getUpdatedFields().containsKey(field);
  }

  /** The fields at the top level that were set or taken away. */
  private static Set<String> names(UpdateDescription update) {
    var names = new HashSet<String>();
    if (update.getUpdatedFields() != null) {
      update.getUpdatedFields().keySet().forEach(name -> names.add(top(name)));
    }
    if (update.getRemovedFields() != null) {
      update.getRemovedFields().forEach(name -> names.add(top(name)));
    }
    return names;
  }

  private static String top(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  @Override
  public void close() {
    cursor.close();
  }
}
