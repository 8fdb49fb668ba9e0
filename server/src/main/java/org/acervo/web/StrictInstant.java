package org.acervo.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.io.Serial;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

/**
 * A moment in a request: a date-time of RFC 3339 with its offset, and nothing else. The reader of
 * the library takes numbers, also as texts, for seconds since 1970, so that a year would become a
 * moment of that year's first hour.
 */
final class StrictInstant extends StdScalarDeserializer<Instant> {
  @Serial private static final long serialVersionUID = 1L;

  private static final Pattern RFC_3339 =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?([Zz]|[+-]\\d{2}:\\d{2})");

  StrictInstant() {
    super(Instant.class);
  }

  @Override
  public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      return (Instant) context.handleUnexpectedToken(Instant.class, parser);
    }
    String text = parser.getText();
    if (RFC_3339.matcher(text).matches()) {
      try {
        return OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeException noSuchTime) {
        throw context.weirdStringException(text, Instant.class, "there is no such time");
      }
    }
    throw context.weirdStringException(text, Instant.class, "not a date-time of RFC 3339");
  }
}
