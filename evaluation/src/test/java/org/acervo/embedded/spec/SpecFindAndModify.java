package org.acervo.embedded.spec;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndDeleteOptions;
import com.mongodb.client.model.FindOneAndReplaceOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** Operations that change a document and return it. */
record SpecFindAndModify(MongoCollection<BsonDocument> collection, SpecArguments arguments) {
  BsonValue perform(String name) {
    return orNull(
        switch (name) {
          case "findOneAndDelete" -> delete();
          case "findOneAndReplace" -> replace();
          case "findOneAndUpdate" -> update();
          default -> throw new UnsupportedOperationException("the runner does not know " + name);
        });
  }

  private @Nullable BsonDocument delete() {
    FindOneAndDeleteOptions options = new FindOneAndDeleteOptions();
    arguments
        .withDocument("sort", options::sort)
        .withDocument("projection", options::projection)
        .with("comment", options::comment)
        .withDocument("let", options::let)
        .withDocument("collation", one -> options.collation(SpecReads.collation(one)))
        .withHint(options::hint, options::hintString);
    return collection.findOneAndDelete(arguments.document("filter"), options);
  }

  private @Nullable BsonDocument replace() {
    FindOneAndReplaceOptions options = new FindOneAndReplaceOptions();
    arguments
        .withDocument("sort", options::sort)
        .withDocument("projection", options::projection)
        .withFlag("upsert", options::upsert)
        .withFlag("bypassDocumentValidation", options::bypassDocumentValidation)
        .with("returnDocument", which -> options.returnDocument(version(which)))
        .with("comment", options::comment)
        .withDocument("let", options::let)
        .withDocument("collation", one -> options.collation(SpecReads.collation(one)))
        .withHint(options::hint, options::hintString);
    return collection.findOneAndReplace(
        arguments.document("filter"), arguments.document("replacement"), options);
  }

  private @Nullable BsonDocument update() {
    FindOneAndUpdateOptions options = new FindOneAndUpdateOptions();
    arguments
        .withDocument("sort", options::sort)
        .withDocument("projection", options::projection)
        .withFlag("upsert", options::upsert)
        .withFlag("bypassDocumentValidation", options::bypassDocumentValidation)
        .withDocuments("arrayFilters", options::arrayFilters)
        .with("returnDocument", which -> options.returnDocument(version(which)))
        .with("comment", options::comment)
        .withDocument("let", options::let)
        .withDocument("collation", one -> options.collation(SpecReads.collation(one)))
        .withHint(options::hint, options::hintString);
    BsonDocument filter = arguments.document("filter");
    return arguments.value("update") instanceof BsonArray
        ? collection.findOneAndUpdate(filter, arguments.documents("update"), options)
        : collection.findOneAndUpdate(filter, arguments.document("update"), options);
  }

  private static ReturnDocument version(BsonValue which) {
    return which.asString().getValue().equals("After")
        ? ReturnDocument.AFTER
        : ReturnDocument.BEFORE;
  }

  private static BsonValue orNull(@Nullable BsonDocument document) {
    return document == null ? BsonNull.VALUE : document;
  }
}
