package org.acervo.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.io.Serial;
import java.time.Instant;
import org.acervo.kernel.Rfc3339;

/**
 * A moment in a request: a date-time of RFC 3339 with its offset, and nothing else. The reader of
 * the library takes numbers, also as texts, for seconds since 1970, so that a year would become a
 * moment of that year's first hour.
 */
final class StrictInstant extends StdScalarDeserializer<Instant> {
  @Serial private static final long serialVersionUID = 1L;

  StrictInstant() {
    super(Instant.class);
  }

  @Override
  public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      return (Instant) context.handleUnexpectedToken(Instant.class, parser);
    }
    String text = parser.getText();
    var moment = Rfc3339.read(text).flatMap(Rfc3339.Time::moment);
    if (moment.isEmpty()) {
      throw context.weirdStringException(text, Instant.class, "not a date-time of RFC 3339");
    }
    return moment.get().toInstant();
  }
}
