package org.acervo.embedded;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.backend.aggregation.Expression;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The variables that a command declares with {@code let}. The library knows none, so their values
 * stand in the expressions before it sees them.
 *
 * @param values by name, computed once for the command
 */
record Variables(Map<String, Object> values) {
  static Variables of(Document command) {
    Map<String, Object> values = new HashMap<>();
    if (command.get("let") instanceof Document let) {
      let.forEach((name, expression) ->
          values.put(name, Expression.evaluateDocument(expression, new Document())));
    }
    return new Variables(values);
  }

  /** A filter, in which only {@code $expr} holds expressions. */
  Document inFilter(Document filter) {
    return values.isEmpty() ? filter : (Document) filtered(filter);
  }

  /** The stages of a pipeline, or an object of expressions. */
  List<Document> inStages(List<Document> stages) {
    return values.isEmpty()
        ? stages
        : stages.stream().map(stage -> (Document) expressed(stage)).toList();
  }

  Document inProjection(Document projection) {
    return values.isEmpty() ? projection : (Document) expressed(projection);
  }

  private Object filtered(Object value) {
    return switch (value) {
      case Document document -> {
        Document copy = new Document();
        document.forEach((key, inner) ->
            copy.put(key, key.equals("$expr") ? expressed(inner) : filtered(inner)));
        yield copy;
      }
      case List<?> list -> {
        List<Object> copy = new ArrayList<>();
        list.forEach(inner -> copy.add(filtered(inner)));
        yield copy;
      }
      case null, default -> value;
    };
  }

  private Object expressed(Object value) {
    return switch (value) {
      case Document document -> {
        requireUnbound(document);
        Document copy = new Document();
        document.forEach((key, inner) ->
            copy.put(
                key,
                switch (key) {
                  case "$literal" -> inner;
                  case "$match" -> filtered(inner);
                  default -> expressed(inner);
                }));
        yield copy;
      }
      case List<?> list -> {
        List<Object> copy = new ArrayList<>();
        list.forEach(inner -> copy.add(expressed(inner)));
        yield copy;
      }
      case String text when text.startsWith("$$") -> named(text);
      case null, default -> value;
    };
  }

  private Object named(String text) {
    String path = text.substring(2);
    String name = Utils.firstFragment(path);
    if (!values.containsKey(name)) {
      return text;
    }
    Object value = Utils.getSubdocumentValue(new Document(name, values.get(name)), path);
    if (value instanceof Missing) {
      throw CommandOptions.unsupported("the path " + path + " of a variable that lacks it");
    }
    return new Document("$literal", value);
  }

  private void requireUnbound(Document expression) {
    List<Object> bound = new ArrayList<>();
    bound.add(expression.get("as"));
    for (String field : List.of("let", "vars")) {
      if (expression.get(field) instanceof Document inner) {
        bound.addAll(inner.keySet());
      }
    }
    for (Object name : bound) {
      if (name instanceof String text && values.containsKey(text)) {
        throw CommandOptions.unsupported(
            "a variable named " + text + " inside another of that name");
      }
    }
  }
}
