package org.acervo.embedded.spec;

import com.mongodb.client.AggregateIterable;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Collation;
import com.mongodb.client.model.CollationStrength;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.CreateCollectionOptions;
import com.mongodb.client.model.EstimatedDocumentCountOptions;
import com.mongodb.client.model.IndexOptions;
import java.util.concurrent.TimeUnit;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** Reading operations on a collection, and those on a database. */
record SpecReads(MongoCollection<BsonDocument> collection, SpecArguments arguments) {
  @Nullable BsonValue perform(String name) {
    return switch (name) {
      case "find" -> {
        BsonArray found = new BsonArray();
        find().forEach(found::add);
        yield found;
      }
      case "findOne" -> find().limit(1).first();
      case "aggregate" ->
          aggregated(collection.aggregate(arguments.documents("pipeline")), arguments);
      // The older count became countDocuments with the same arguments.
      case "count", "countDocuments" -> {
        CountOptions options = new CountOptions();
        arguments
            .with("comment", options::comment)
            .withNumber("skip", options::skip)
            .withNumber("limit", options::limit)
            .withDocument("collation", one -> options.collation(collation(one)));
        yield new BsonInt64(collection.countDocuments(arguments.document("filter"), options));
      }
      case "estimatedDocumentCount" -> {
        EstimatedDocumentCountOptions options = new EstimatedDocumentCountOptions();
        arguments
            .with("comment", options::comment)
            .withNumber("maxTimeMS", millis -> options.maxTime(millis, TimeUnit.MILLISECONDS));
        yield new BsonInt64(collection.estimatedDocumentCount(options));
      }
      case "distinct" -> {
        BsonArray values = new BsonArray();
        var distinct =
            collection.distinct(
                arguments.text("fieldName"), arguments.document("filter"), BsonValue.class);
        arguments
            .with("comment", distinct::comment)
            .withDocument("collation", one -> distinct.collation(collation(one)));
        distinct.forEach(values::add);
        yield values;
      }
      case "createIndex" -> {
        IndexOptions options = new IndexOptions();
        arguments.withFlag("unique", options::unique);
        yield new BsonString(collection.createIndex(arguments.document("keys"), options));
      }
      default -> throw new UnsupportedOperationException("the runner does not know " + name);
    };
  }

  private FindIterable<BsonDocument> find() {
    var find = collection.find(arguments.document("filter"));
    arguments
        .withDocument("sort", find::sort)
        .withDocument("projection", find::projection)
        .withNumber("skip", find::skip)
        .withNumber("limit", find::limit)
        .withNumber("batchSize", find::batchSize)
        .withFlag("allowDiskUse", find::allowDiskUse)
        .with("comment", find::comment)
        .withDocument("let", find::let)
        .withDocument("collation", one -> find.collation(collation(one)))
        .withHint(find::hint, find::hintString);
    return find;
  }

  static @Nullable BsonValue ofDatabase(
      MongoDatabase database, String name, SpecArguments arguments) {
    switch (name) {
      case "aggregate" -> {
        return aggregated(
            database.aggregate(arguments.documents("pipeline"), BsonDocument.class), arguments);
      }
      case "dropCollection" -> database.getCollection(arguments.text("collection")).drop();
      case "createCollection" -> {
        String collection = arguments.text("collection");
        String source = arguments.text("viewOn");
        if (source.isEmpty()) {
          database.createCollection(collection, new CreateCollectionOptions());
        } else {
          database.createView(collection, source, arguments.documents("pipeline"));
        }
      }
      case "modifyCollection" ->
          database.runCommand(
              new BsonDocument("collMod", new BsonString(arguments.text("collection")))
                  .append("validator", arguments.document("validator")));
      default -> throw new UnsupportedOperationException("the runner does not know " + name);
    }
    return null;
  }

  private static @Nullable BsonValue aggregated(
      AggregateIterable<BsonDocument> aggregate, SpecArguments arguments) {
    arguments
        .withNumber("batchSize", aggregate::batchSize)
        .withFlag("allowDiskUse", aggregate::allowDiskUse)
        .withFlag("bypassDocumentValidation", aggregate::bypassDocumentValidation)
        .with("comment", aggregate::comment)
        .withDocument("let", aggregate::let)
        .withDocument("collation", one -> aggregate.collation(collation(one)))
        .withHint(aggregate::hint, aggregate::hintString);
    var stages = arguments.documents("pipeline");
    String last = stages.isEmpty() ? "" : stages.getLast().getFirstKey();
    if (last.equals("$out") || last.equals("$merge")) {
      aggregate.toCollection();
      return null;
    }
    BsonArray found = new BsonArray();
    aggregate.forEach(found::add);
    return found;
  }

  static Collation collation(BsonDocument collation) {
    SpecArguments arguments = new SpecArguments(collation);
    Collation.Builder builder = Collation.builder().locale(arguments.text("locale"));
    arguments
        .withNumber(
            "strength", level -> builder.collationStrength(CollationStrength.fromInt(level)))
        .requireAllRead();
    return builder.build();
  }
}
