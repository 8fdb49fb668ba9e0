package org.acervo.cache;

import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import com.mongodb.client.model.changestream.FullDocument;
import com.mongodb.client.model.changestream.UpdateDescription;
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

/**
 * What happens to collections and items, in order, told by the record itself ({@code $changeStream}
 * on the database).
 *
 * <p>Which views a change makes old: those of the home and of all above it; where an item was
 * moved, also those of the home it had ({@code was}); where a collection got another title, also
 * those below it, which show the way to them. What only rights or the tree decide needs nothing:
 * both are part of every key.
 */
final class MongoChanges implements AutoCloseable {
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

    /** Something went away, and nobody can say from where: any view may be old. */
    record Anywhere(SnapshotTime time) implements Change {}
  }

  /** The next one; empty when nothing has happened for a moment. */
  Optional<Change> next() {
    var event = cursor.tryNext();
    return event == null ? Optional.empty() : Optional.of(read(event));
  }

  private Change read(ChangeStreamDocument<Document> event) {
    var told = event.getClusterTime();
    var time = new SnapshotTime(told == null ? 0 : told.getValue());
    var namespace = event.getNamespace();
    boolean items = namespace != null && namespace.getCollectionName().equals("items");
    return switch (event.getOperationType()) {
      case null -> new Change.Anywhere(time);
      case INSERT, UPDATE, REPLACE -> items ? item(event, time) : collection(event, time);
      case DELETE -> items ? removed(event, time) : new Change.In(time, Set.of());
      case DROP, RENAME, DROP_DATABASE, INVALIDATE, OTHER -> new Change.Anywhere(time);
    };
  }

  private Change item(ChangeStreamDocument<Document> event, SnapshotTime time) {
    var item = event.getFullDocument();
    var update = event.getUpdateDescription();
    if (touches(update, "leaving") && event.getDocumentKey() != null) {
      leaving.add(event.getDocumentKey().get("_id"));
      return new Change.In(time, Set.of());
    }
    if (item == null) {
      return new Change.In(time, Set.of()); // gone since; its removal follows
    }
    if (touches(update, "home") && !touches(update, "was")) {
      return new Change.Anywhere(time);
    }
    var roots = new HashSet<CollectionId>();
    item.getList("anc", String.class, List.of()).forEach(id -> roots.add(new CollectionId(id)));
    above(item.getString("home"), roots);
    above(item.getString("was"), roots);
    return new Change.In(time, roots);
  }

  private Change removed(ChangeStreamDocument<Document> event, SnapshotTime time) {
    var key = event.getDocumentKey();
    boolean announced = key != null && leaving.remove(key.get("_id"));
    return announced ? new Change.In(time, Set.of()) : new Change.Anywhere(time);
  }

  private Change collection(ChangeStreamDocument<Document> event, SnapshotTime time) {
    var key = event.getDocumentKey();
    var update = event.getUpdateDescription();
    if (key == null || (update != null && RIGHTS.containsAll(names(update)))) {
      return new Change.In(time, Set.of());
    }
    String id = key.getString("_id").getValue();
    var roots = new HashSet<CollectionId>();
    above(id, roots);
    if (update == null || touches(update, "title")) {
      roots.addAll(places.below(new CollectionId(id)));
    }
    return new Change.In(time, roots);
  }

  private void above(@Nullable String id, Set<CollectionId> roots) {
    if (id != null) {
      var collection = new CollectionId(id);
      roots.add(CollectionId.ROOT);
      roots.add(collection);
      roots.addAll(places.above(collection));
    }
  }

  private static boolean touches(@Nullable UpdateDescription update, String field) {
    return update != null && names(update).contains(field);
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
