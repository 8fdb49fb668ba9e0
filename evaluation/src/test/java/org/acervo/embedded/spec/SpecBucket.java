package org.acervo.embedded.spec;

import com.mongodb.client.gridfs.GridFSBucket;
import com.mongodb.client.gridfs.model.GridFSDownloadOptions;
import com.mongodb.client.gridfs.model.GridFSUploadOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Operations on a GridFS bucket. */
record SpecBucket(GridFSBucket bucket, SpecArguments arguments, Map<String, BsonValue> kept) {
  @Nullable BsonValue perform(String name) {
    switch (name) {
      case "upload" -> {
        return upload();
      }
      case "download" -> {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        bucket.downloadToStream(id(), content);
        return new BsonBinary(content.toByteArray());
      }
      case "downloadByName" -> {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        GridFSDownloadOptions options = new GridFSDownloadOptions();
        arguments.withNumber("revision", options::revision);
        bucket.downloadToStream(arguments.text("filename"), content, options);
        return new BsonBinary(content.toByteArray());
      }
      case "delete" -> bucket.delete(id());
      case "rename" -> bucket.rename(id(), arguments.text("newFilename"));
      default ->
          throw new UnsupportedOperationException("the driver has no " + name + " of a bucket");
    }
    return null;
  }

  private BsonValue id() {
    BsonValue id = Objects.requireNonNull(arguments.value("id"));
    return id instanceof BsonDocument entity && entity.containsKey("$$matchesEntity")
        ? Objects.requireNonNull(kept.get(entity.getString("$$matchesEntity").getValue()))
        : id;
  }

  private BsonValue upload() {
    GridFSUploadOptions options = new GridFSUploadOptions();
    arguments
        .withNumber("chunkSizeBytes", options::chunkSizeBytes)
        .withDocument("metadata", one -> options.metadata(Document.parse(one.toJson())));
    arguments.value("disableMD5"); // the driver makes none
    byte[] content = withBytes(arguments.document("source")).getBinary("source").getData();
    return new BsonObjectId(
        bucket.uploadFromStream(
            arguments.text("filename"), new ByteArrayInputStream(content), options));
  }

  /** The same with the bytes that the tests write as hexadecimal digits. */
  static BsonDocument withBytes(BsonDocument document) {
    if (document.containsKey("$$hexBytes")) {
      return new BsonDocument("source", bytes(document));
    }
    BsonDocument result = new BsonDocument();
    document.forEach((field, value) -> result.put(field, withBytes(value)));
    return result;
  }

  private static BsonValue withBytes(BsonValue value) {
    if (!(value instanceof BsonDocument inner)) {
      return value;
    }
    return inner.containsKey("$$hexBytes") ? bytes(inner) : withBytes(inner);
  }

  private static BsonBinary bytes(BsonDocument hex) {
    return new BsonBinary(
        HexFormat.of().parseHex(hex.getString("$$hexBytes", new BsonString("")).getValue()));
  }
}
