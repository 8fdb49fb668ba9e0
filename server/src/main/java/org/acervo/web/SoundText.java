package org.acervo.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.io.Serial;
import org.acervo.kernel.Texts;
import org.jspecify.annotations.Nullable;

/**
 * Lets no text pass that a store or another program would change or choke on: JSON can write the
 * character NUL and half of a surrogate pair, and neither is text (RFC 8259, section 8.2).
 */
final class SoundText extends JsonParserDelegate {

  SoundText(JsonParser parser) {
    super(parser);
  }

  /** What a text held, and where. */
  static final class Unsound extends JsonProcessingException {
    @Serial private static final long serialVersionUID = 1L;

    private final String field;

    Unsound(String field, String why) {
      super(why);
      this.field = field;
    }

    String field() {
      return field;
    }

    String why() {
      return getOriginalMessage();
    }
  }

  @Override
  public @Nullable JsonToken nextToken() throws IOException {
    var token = super.nextToken();
    if (token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME) {
      check(getText(), token);
    }
    return token;
  }

  private void check(String text, JsonToken token) throws Unsound {
    String what = token == JsonToken.FIELD_NAME ? "has a name with " : "holds ";
    if (text.indexOf('\0') >= 0) {
      throw new Unsound(field(token), what + "the character NUL, which is no text");
    }
    if (!Texts.isWellFormed(text)) {
      throw new Unsound(field(token), what + "half of a surrogate pair, which is no text");
    }
  }

  /** As other faults write it; a name that is no text itself is not repeated. */
  private String field(JsonToken token) {
    var path = new StringBuilder();
    var start = getParsingContext();
    for (JsonStreamContext at = token == JsonToken.FIELD_NAME ? start.getParent() : start;
        at != null;
        at = at.getParent()) {
      if (at.inArray()) {
        path.insert(0, "[" + at.getCurrentIndex() + "]");
      } else if (at.getCurrentName() != null) {
        path.insert(0, (at.getParent().inRoot() ? "" : ".") + at.getCurrentName());
      }
    }
    return path.isEmpty() ? "body" : path.toString();
  }
}
