package org.acervo.embedded.spec;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Compares what came with what a test expects.
 *
 * <p>Source: MongoDB specifications, "Unified Test Format", chapter "Evaluating Matches": numbers
 * of different types are equal, only a document at the root may have more fields than expected.
 *
 * @param entities values that the test has kept under a name
 */
record SpecMatch(Map<String, BsonValue> entities) {
  /** An event and its command are roots both. */
  private static final Set<String> ROOTS =
      Set.of("commandStartedEvent", "commandSucceededEvent", "command", "reply");

  /** Fails with the place of the first difference. */
  void require(BsonValue expected, @Nullable BsonValue actual, boolean root, String place) {
    if (expected instanceof BsonDocument document && operator(document) != null) {
      requireOperator(document, actual, root, place);
    } else if (actual == null) {
      throw differs(place, expected, "nothing");
    } else if (expected instanceof BsonDocument document) {
      requireDocument(document, actual, root, place);
    } else if (expected instanceof BsonArray array) {
      requireArray(array, actual, root, place);
    } else if (expected.isNumber() && actual.isNumber()) {
      if (expected.asNumber().doubleValue() != actual.asNumber().doubleValue()) {
        throw differs(place, expected, actual);
      }
    } else if (!expected.equals(actual)) {
      throw differs(place, expected, actual);
    }
  }

  private static @Nullable String operator(BsonDocument document) {
    return document.size() == 1 && document.getFirstKey().startsWith("$$")
        ? document.getFirstKey()
        : null;
  }

  private void requireOperator(
      BsonDocument document, @Nullable BsonValue actual, boolean root, String place) {
    String operator = document.getFirstKey();
    BsonValue operand = Objects.requireNonNull(document.get(operator));
    switch (operator) {
      case "$$exists" -> {
        if (operand.asBoolean().getValue() != (actual != null)) {
          throw differs(place, document, actual);
        }
      }
      case "$$unsetOrMatches" -> {
        if (actual != null) {
          require(operand, actual, root, place);
        }
      }
      case "$$type" -> {
        if (actual == null || !isOfType(operand, actual)) {
          throw differs(place, document, actual);
        }
      }
      case "$$matchesEntity" ->
          require(
              Objects.requireNonNull(entities.get(operand.asString().getValue())),
              actual,
              false,
              place);
      case "$$matchesHexBytes" -> {
        byte[] bytes = HexFormat.of().parseHex(operand.asString().getValue());
        if (actual == null || !Arrays.equals(bytes, actual.asBinary().getData())) {
          throw differs(place, document, actual);
        }
      }
      default -> throw new UnsupportedOperationException("the runner does not know " + operator);
    }
  }

  private static boolean isOfType(BsonValue types, BsonValue actual) {
    return types instanceof BsonArray several
        ? several.stream().anyMatch(type -> isOfType(type, actual))
        : switch (types.asString().getValue()) {
          case "number" -> actual.isNumber();
          case "int" -> actual.getBsonType() == BsonType.INT32;
          case "long" -> actual.getBsonType() == BsonType.INT64;
          case "date" -> actual.getBsonType() == BsonType.DATE_TIME;
          case "objectId" -> actual.getBsonType() == BsonType.OBJECT_ID;
          case "object" -> actual.isDocument();
          case "binData" -> actual.isBinary();
          default ->
              actual
                  .getBsonType()
                  .name()
                  .equals(types.asString().getValue().toUpperCase(Locale.ROOT));
        };
  }

  private void requireDocument(
      BsonDocument expected, BsonValue actual, boolean root, String place) {
    if (!(actual instanceof BsonDocument document)) {
      throw differs(place, expected, actual);
    }
    expected.forEach((field, value) ->
        require(value, document.get(field), ROOTS.contains(field) && root, place + "." + field));
    for (String field : document.keySet()) {
      if (!root && !expected.containsKey(field)) {
        throw new AssertionError(place + " has an unexpected field " + field + ": " + actual);
      }
    }
  }

  private void requireArray(BsonArray expected, BsonValue actual, boolean root, String place) {
    if (!(actual instanceof BsonArray array) || array.size() != expected.size()) {
      throw differs(place, expected, actual);
    }
    for (int i = 0; i < expected.size(); i++) {
      require(expected.get(i), array.get(i), root, place + "[" + i + "]");
    }
  }

  private static AssertionError differs(String place, BsonValue expected, @Nullable Object actual) {
    return new AssertionError(place + " should be " + expected + " and is " + actual);
  }
}
