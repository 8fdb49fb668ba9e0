package org.acervo.embedded.spec;

import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteManyModel;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.DeleteOptions;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.InsertOneOptions;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateManyModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import com.mongodb.client.result.DeleteResult;
import com.mongodb.client.result.UpdateResult;
import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonValue;

/** Writing operations on a collection. */
record SpecWrites(MongoCollection<BsonDocument> collection, SpecArguments arguments) {
  private static final BsonDocument UNACKNOWLEDGED =
      new BsonDocument("acknowledged", BsonBoolean.FALSE);

  BsonDocument perform(String name) {
    BsonDocument filter = arguments.document("filter");
    return switch (name) {
      case "insertOne" -> {
        var result = collection.insertOne(arguments.document("document"), insertOptions());
        yield result.wasAcknowledged()
            ? new BsonDocument("insertedId", result.getInsertedId())
            : UNACKNOWLEDGED;
      }
      case "insertMany" -> {
        InsertManyOptions options = new InsertManyOptions();
        arguments
            .withFlag("ordered", options::ordered)
            .withFlag("bypassDocumentValidation", options::bypassDocumentValidation)
            .with("comment", options::comment);
        var result = collection.insertMany(arguments.documents("documents"), options);
        yield result.wasAcknowledged()
            ? new BsonDocument("insertedIds", numbered(result.getInsertedIds()))
            : UNACKNOWLEDGED;
      }
      case "updateOne" ->
          result(
              isPipeline(arguments)
                  ? collection.updateOne(
                      filter, arguments.documents("update"), updateOptions(arguments))
                  : collection.updateOne(
                      filter, arguments.document("update"), updateOptions(arguments)));
      case "updateMany" ->
          result(
              isPipeline(arguments)
                  ? collection.updateMany(
                      filter, arguments.documents("update"), updateOptions(arguments))
                  : collection.updateMany(
                      filter, arguments.document("update"), updateOptions(arguments)));
      case "replaceOne" ->
          result(
              collection.replaceOne(
                  filter, arguments.document("replacement"), replaceOptions(arguments)));
      case "deleteOne" -> result(collection.deleteOne(filter, deleteOptions(arguments)));
      case "deleteMany" -> result(collection.deleteMany(filter, deleteOptions(arguments)));
      case "bulkWrite" -> bulkWrite();
      default -> throw new UnsupportedOperationException("the runner does not know " + name);
    };
  }

  private InsertOneOptions insertOptions() {
    InsertOneOptions options = new InsertOneOptions();
    arguments
        .withFlag("bypassDocumentValidation", options::bypassDocumentValidation)
        .with("comment", options::comment);
    return options;
  }

  private static boolean isPipeline(SpecArguments arguments) {
    return arguments.value("update") instanceof BsonArray;
  }

  private static UpdateOptions updateOptions(SpecArguments arguments) {
    UpdateOptions options = new UpdateOptions();
    arguments
        .withFlag("upsert", options::upsert)
        .withFlag("bypassDocumentValidation", options::bypassDocumentValidation)
        .withDocuments("arrayFilters", options::arrayFilters)
        .withDocument("sort", options::sort)
        .with("comment", options::comment)
        .withDocument("let", options::let)
        .withDocument("collation", one -> options.collation(SpecReads.collation(one)))
        .withHint(options::hint, options::hintString);
    return options;
  }

  private static ReplaceOptions replaceOptions(SpecArguments arguments) {
    ReplaceOptions options = new ReplaceOptions();
    arguments
        .withFlag("upsert", options::upsert)
        .withFlag("bypassDocumentValidation", options::bypassDocumentValidation)
        .withDocument("sort", options::sort)
        .with("comment", options::comment)
        .withDocument("let", options::let)
        .withDocument("collation", one -> options.collation(SpecReads.collation(one)))
        .withHint(options::hint, options::hintString);
    return options;
  }

  private static DeleteOptions deleteOptions(SpecArguments arguments) {
    DeleteOptions options = new DeleteOptions();
    arguments
        .with("comment", options::comment)
        .withDocument("let", options::let)
        .withDocument("collation", one -> options.collation(SpecReads.collation(one)))
        .withHint(options::hint, options::hintString);
    return options;
  }

  private BsonDocument bulkWrite() {
    BulkWriteOptions options = new BulkWriteOptions();
    arguments
        .withFlag("ordered", options::ordered)
        .withFlag("bypassDocumentValidation", options::bypassDocumentValidation)
        .with("comment", options::comment)
        .withDocument("let", options::let);
    return result(
        collection.bulkWrite(
            arguments.documents("requests").stream().map(SpecWrites::model).toList(), options));
  }

  private static WriteModel<BsonDocument> model(BsonDocument request) {
    String kind = request.getFirstKey();
    SpecArguments arguments = new SpecArguments(request.getDocument(kind));
    BsonDocument filter = arguments.document("filter");
    WriteModel<BsonDocument> model =
        switch (kind) {
          case "insertOne" -> new InsertOneModel<>(arguments.document("document"));
          case "updateOne" ->
              isPipeline(arguments)
                  ? new UpdateOneModel<>(
                      filter, arguments.documents("update"), updateOptions(arguments))
                  : new UpdateOneModel<>(
                      filter, arguments.document("update"), updateOptions(arguments));
          case "updateMany" ->
              isPipeline(arguments)
                  ? new UpdateManyModel<>(
                      filter, arguments.documents("update"), updateOptions(arguments))
                  : new UpdateManyModel<>(
                      filter, arguments.document("update"), updateOptions(arguments));
          case "replaceOne" ->
              new ReplaceOneModel<>(
                  filter, arguments.document("replacement"), replaceOptions(arguments));
          case "deleteOne" -> new DeleteOneModel<>(filter, deleteOptions(arguments));
          case "deleteMany" -> new DeleteManyModel<>(filter, deleteOptions(arguments));
          default -> throw new UnsupportedOperationException("the runner does not know " + kind);
        };
    arguments.requireAllRead();
    return model;
  }

  private static BsonDocument result(UpdateResult result) {
    if (!result.wasAcknowledged()) {
      return UNACKNOWLEDGED;
    }
    BsonValue upserted = result.getUpsertedId();
    BsonDocument document =
        new BsonDocument("matchedCount", new BsonInt64(result.getMatchedCount()))
            .append("modifiedCount", new BsonInt64(result.getModifiedCount()))
            .append("upsertedCount", new BsonInt64(upserted == null ? 0 : 1));
    return upserted == null ? document : document.append("upsertedId", upserted);
  }

  private static BsonDocument result(DeleteResult result) {
    return result.wasAcknowledged()
        ? new BsonDocument("deletedCount", new BsonInt64(result.getDeletedCount()))
        : UNACKNOWLEDGED;
  }

  static BsonDocument result(BulkWriteResult result) {
    if (!result.wasAcknowledged()) {
      return UNACKNOWLEDGED;
    }
    BsonDocument inserted = new BsonDocument();
    result.getInserts().forEach(one -> inserted.put("" + one.getIndex(), one.getId()));
    BsonDocument upserted = new BsonDocument();
    result.getUpserts().forEach(one -> upserted.put("" + one.getIndex(), one.getId()));
    return new BsonDocument("insertedCount", new BsonInt64(result.getInsertedCount()))
        .append("insertedIds", inserted)
        .append("matchedCount", new BsonInt64(result.getMatchedCount()))
        .append("modifiedCount", new BsonInt64(result.getModifiedCount()))
        .append("deletedCount", new BsonInt64(result.getDeletedCount()))
        .append("upsertedCount", new BsonInt64(upserted.size()))
        .append("upsertedIds", upserted);
  }

  private static BsonDocument numbered(Map<Integer, BsonValue> ids) {
    BsonDocument result = new BsonDocument();
    ids.forEach((index, id) -> result.put(index.toString(), id));
    return result;
  }
}
