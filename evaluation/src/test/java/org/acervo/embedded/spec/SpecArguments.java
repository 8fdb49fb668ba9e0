package org.acervo.embedded.spec;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** The arguments of an operation; one that nobody reads is an error of the runner. */
final class SpecArguments {
  private final BsonDocument arguments;
  private final Set<String> unread;

  SpecArguments(BsonDocument arguments) {
    this.arguments = arguments;
    this.unread = new HashSet<>(arguments.keySet());
  }

  @Nullable BsonValue value(String name) {
    unread.remove(name);
    return arguments.get(name);
  }

  BsonDocument document(String name) {
    BsonValue value = value(name);
    return value == null ? new BsonDocument() : value.asDocument();
  }

  List<BsonDocument> documents(String name) {
    BsonValue value = value(name);
    return value == null ? List.of() : value.asArray().stream().map(BsonValue::asDocument).toList();
  }

  String text(String name) {
    BsonValue value = value(name);
    return value == null ? "" : value.asString().getValue();
  }

  SpecArguments with(String name, Consumer<BsonValue> use) {
    BsonValue value = value(name);
    if (value != null) {
      use.accept(value);
    }
    return this;
  }

  SpecArguments withDocument(String name, Consumer<BsonDocument> use) {
    return with(name, value -> use.accept(value.asDocument()));
  }

  SpecArguments withDocuments(String name, Consumer<List<BsonDocument>> use) {
    return with(name, value -> use.accept(documents(name)));
  }

  SpecArguments withFlag(String name, Consumer<Boolean> use) {
    return with(name, value -> use.accept(value.asBoolean().getValue()));
  }

  SpecArguments withNumber(String name, Consumer<Integer> use) {
    return with(name, value -> use.accept(value.asNumber().intValue()));
  }

  /** An index is named, or described by its keys. */
  SpecArguments withHint(Consumer<BsonDocument> byKeys, Consumer<String> byName) {
    return with(
        "hint",
        value -> {
          if (value instanceof BsonString name) {
            byName.accept(name.getValue());
          } else {
            byKeys.accept(value.asDocument());
          }
        });
  }

  void requireAllRead() {
    if (!unread.isEmpty()) {
      throw new UnsupportedOperationException("the runner does not know the arguments " + unread);
    }
  }
}
