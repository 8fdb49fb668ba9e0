package org.acervo.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.io.Serial;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.acervo.kernel.Texts;
import org.jspecify.annotations.Nullable;

/**
 * Lets no text pass that a store or another program would change or choke on: JSON can write the
 * character NUL and half of a surrogate pair, and neither is text (RFC 8259, section 8.2). Nor does
 * it let an object say the same name twice, which programs read in different ways (section 4).
 */
final class SoundText extends JsonParserDelegate {

  /** The names of the objects that are open, the innermost first. */
  private final Deque<Set<String>> names = new ArrayDeque<>();

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
    if (token == JsonToken.START_OBJECT) {
      names.push(new HashSet<>());
    } else if (token == JsonToken.END_OBJECT) {
      names.pop();
    } else if (token == JsonToken.FIELD_NAME && !names.element().add(getText())) {
      throw new Unsound(
          field(JsonToken.VALUE_STRING), "is there twice" + Json.at(currentLocation()));
    }
    return token;
  }

  /** What is left out is looked at all the same. */
  @Override
  public JsonParser skipChildren() throws IOException {
    int depth = 0;
    do {
      var token = depth == 0 ? currentToken() : nextToken();
      if (token != null && token.isStructStart()) {
        depth++;
      } else if (token == null || token.isStructEnd()) {
        depth--;
      }
    } while (depth > 0);
    return this;
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
