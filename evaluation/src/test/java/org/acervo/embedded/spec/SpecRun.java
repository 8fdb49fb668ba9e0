package org.acervo.embedded.spec;

import com.mongodb.MongoNamespace;
import com.mongodb.ReadConcern;
import com.mongodb.ReadConcernLevel;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.gridfs.GridFSBucket;
import com.mongodb.client.gridfs.GridFSBuckets;
import com.mongodb.event.CommandEvent;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.event.CommandSucceededEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** One test from its first data to what must have been sent and must be stored. */
final class SpecRun {
  private final SpecServer server;
  private final SpecCase test;
  private final Map<String, SpecServer.Observed> clients = new HashMap<>();
  private final Map<String, Set<String>> observed = new HashMap<>();
  private final Map<String, MongoDatabase> databases = new HashMap<>();
  private final Map<String, MongoCollection<BsonDocument>> collections = new HashMap<>();
  private final Map<String, GridFSBucket> buckets = new HashMap<>();
  private final Map<String, BsonValue> kept = new HashMap<>();
  private final SpecMatch match = new SpecMatch(kept);

  SpecRun(SpecServer server, SpecCase test) {
    this.server = server;
    this.test = test;
  }

  void run() {
    prepare(test.common().getArray("initialData", new BsonArray()));
    for (BsonValue entity : test.common().getArray("createEntities", new BsonArray())) {
      String kind = entity.asDocument().getFirstKey();
      create(kind, entity.asDocument().getDocument(kind));
    }
    for (BsonValue operation : test.test().getArray("operations")) {
      perform(operation.asDocument());
    }
    clients.values().forEach(SpecRun::awaitUnacknowledged);
    for (BsonValue sent : test.test().getArray("expectEvents", new BsonArray())) {
      requireEvents(sent.asDocument());
    }
    for (BsonValue stored : test.test().getArray("outcome", new BsonArray())) {
      requireStored(stored.asDocument());
    }
  }

  /** Commands that have no answer were sent on the same connection before. */
  private static void awaitUnacknowledged(SpecServer.Observed observed) {
    observed.client().getDatabase("admin").runCommand(new Document("ping", 1));
  }

  private void prepare(BsonArray contents) {
    for (BsonValue value : contents) {
      BsonDocument content = value.asDocument();
      var collection = collection(content);
      collection.drop();
      List<BsonDocument> documents = documents(content);
      if (documents.isEmpty()) {
        server
            .plain()
            .getDatabase(collection.getNamespace().getDatabaseName())
            .createCollection(collection.getNamespace().getCollectionName());
      } else {
        collection.insertMany(documents);
      }
    }
  }

  private MongoCollection<BsonDocument> collection(BsonDocument content) {
    MongoNamespace namespace =
        new MongoNamespace(
            content.getString("databaseName").getValue(),
            content.getString("collectionName").getValue());
    return server
        .plain()
        .getDatabase(namespace.getDatabaseName())
        .getCollection(namespace.getCollectionName(), BsonDocument.class)
        .withWriteConcern(WriteConcern.MAJORITY);
  }

  private static List<BsonDocument> documents(BsonDocument content) {
    return content.getArray("documents").stream()
        .map(document -> SpecBucket.withBytes(document.asDocument()))
        .toList();
  }

  private void create(String kind, BsonDocument entity) {
    String id = entity.getString("id").getValue();
    switch (kind) {
      case "client" -> {
        clients.put(id, server.client(entity.getDocument("uriOptions", new BsonDocument())));
        Set<String> events = new HashSet<>();
        entity
            .getArray("observeEvents", new BsonArray())
            .forEach(event -> events.add(event.asString().getValue()));
        observed.put(id, events);
      }
      case "database" -> {
        databases.put(id, databaseOf(entity));
      }
      case "collection" -> collections.put(id, collectionOf(entity));
      case "bucket" ->
          buckets.put(
              id, GridFSBuckets.create(named(databases, entity.getString("database").getValue())));
      default -> throw new UnsupportedOperationException("the runner does not know a " + kind);
    }
  }

  private MongoDatabase databaseOf(BsonDocument entity) {
    var options = new SpecArguments(entity.getDocument("databaseOptions", new BsonDocument()));
    MongoDatabase database =
        named(clients, entity.getString("client").getValue())
            .client()
            .getDatabase(entity.getString("databaseName").getValue());
    if (options.value("writeConcern") instanceof BsonDocument concern) {
      database = database.withWriteConcern(writeConcern(concern));
    }
    if (options.value("readConcern") instanceof BsonDocument concern) {
      database = database.withReadConcern(readConcern(concern));
    }
    if (options.value("readPreference") instanceof BsonDocument preference) {
      database = database.withReadPreference(readPreference(preference));
    }
    options.requireAllRead();
    return database;
  }

  private MongoCollection<BsonDocument> collectionOf(BsonDocument entity) {
    var options = new SpecArguments(entity.getDocument("collectionOptions", new BsonDocument()));
    MongoCollection<BsonDocument> collection =
        named(databases, entity.getString("database").getValue())
            .getCollection(entity.getString("collectionName").getValue(), BsonDocument.class);
    if (options.value("writeConcern") instanceof BsonDocument concern) {
      collection = collection.withWriteConcern(writeConcern(concern));
    }
    if (options.value("readConcern") instanceof BsonDocument concern) {
      collection = collection.withReadConcern(readConcern(concern));
    }
    if (options.value("readPreference") instanceof BsonDocument preference) {
      collection = collection.withReadPreference(readPreference(preference));
    }
    options.requireAllRead();
    return collection;
  }

  private static <T> T named(Map<String, T> entities, String id) {
    return Objects.requireNonNull(entities.get(id), id);
  }

  private static WriteConcern writeConcern(BsonDocument concern) {
    BsonValue w = concern.get("w");
    WriteConcern result =
        w == null
            ? WriteConcern.ACKNOWLEDGED
            : w instanceof BsonString tag
                ? new WriteConcern(tag.getValue())
                : new WriteConcern(w.asNumber().intValue());
    return concern.containsKey("journal")
        ? result.withJournal(concern.getBoolean("journal").getValue())
        : result;
  }

  private static ReadConcern readConcern(BsonDocument concern) {
    return concern.isEmpty()
        ? ReadConcern.DEFAULT
        : new ReadConcern(ReadConcernLevel.fromString(concern.getString("level").getValue()));
  }

  private static ReadPreference readPreference(BsonDocument preference) {
    return ReadPreference.valueOf(preference.getString("mode").getValue());
  }

  private void perform(BsonDocument operation) {
    String name = operation.getString("name").getValue();
    String object = operation.getString("object").getValue();
    SpecArguments arguments =
        new SpecArguments(operation.getDocument("arguments", new BsonDocument()));
    BsonValue result;
    try {
      result = invoke(name, object, arguments);
      arguments.requireAllRead();
    } catch (UnsupportedOperationException e) {
      throw e;
    } catch (RuntimeException e) {
      if (!operation.containsKey("expectError")) {
        throw e;
      }
      new SpecFailure(match, e).require(operation.getDocument("expectError"));
      return;
    }
    if (operation.containsKey("expectError")) {
      throw new AssertionError(
          name + " should have failed with " + operation.get("expectError") + ", not " + result);
    }
    if (operation.containsKey("expectResult")) {
      match.require(operation.get("expectResult"), result, true, name);
    }
    if (operation.containsKey("saveResultAsEntity") && result != null) {
      kept.put(operation.getString("saveResultAsEntity").getValue(), result);
    }
  }

  private @Nullable BsonValue invoke(String name, String object, SpecArguments arguments) {
    if (collections.containsKey(object)) {
      var collection = named(collections, object);
      return name.startsWith("find") && !name.equals("find") && !name.equals("findOne")
          ? new SpecFindAndModify(collection, arguments).perform(name)
          : name.matches("(insert|update|replace|delete).*|bulkWrite")
              ? new SpecWrites(collection, arguments).perform(name)
              : new SpecReads(collection, arguments).perform(name);
    }
    if (buckets.containsKey(object)) {
      return new SpecBucket(named(buckets, object), arguments, kept).perform(name);
    }
    if (databases.containsKey(object)) {
      return SpecReads.ofDatabase(named(databases, object), name, arguments);
    }
    if (name.equals("failPoint")) {
      arguments.value("client");
      server.plain().getDatabase("admin").runCommand(arguments.document("failPoint"));
      return null;
    }
    throw new UnsupportedOperationException("the runner does not know " + name + " of " + object);
  }

  private void requireEvents(BsonDocument expected) {
    String client = expected.getString("client").getValue();
    BsonArray events = expected.getArray("events");
    List<CommandEvent> sent = new ArrayList<>();
    for (CommandEvent event : named(clients, client).events()) {
      String kind =
          event instanceof CommandStartedEvent ? "commandStartedEvent" : "commandSucceededEvent";
      if (named(observed, client).contains(kind)) {
        sent.add(event);
      }
    }
    if (events.size() != sent.size()) {
      throw new AssertionError(
          "expected "
              + events.size()
              + " events, not "
              + sent.stream().map(SpecRun::described).toList());
    }
    for (int i = 0; i < events.size(); i++) {
      BsonDocument event = events.get(i).asDocument();
      match.require(event, described(sent.get(i)), true, "event " + i);
    }
  }

  /** The event in the words of the tests, as far as they look at it. */
  private static BsonDocument described(CommandEvent event) {
    BsonDocument content =
        new BsonDocument("commandName", new BsonString(event.getCommandName()))
            .append("databaseName", new BsonString(event.getDatabaseName()));
    return switch (event) {
      case CommandStartedEvent started ->
          new BsonDocument("commandStartedEvent", content.append("command", started.getCommand()));
      case CommandSucceededEvent done ->
          new BsonDocument("commandSucceededEvent", content.append("reply", done.getResponse()));
      default -> throw new UnsupportedOperationException("an event " + event);
    };
  }

  private void requireStored(BsonDocument expected) {
    BsonArray stored = new BsonArray();
    collection(expected).find().sort(BsonDocument.parse("{_id: 1}")).forEach(stored::add);
    match.require(new BsonArray(documents(expected)), stored, false, "what is stored");
  }
}
