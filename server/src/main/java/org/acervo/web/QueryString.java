package org.acervo.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Texts;

/**
 * Reads the query of an address as forms write it (WHATWG URL, application/x-www-form-urlencoded).
 */
public final class QueryString {
  private static final int MOST = 100;

  private QueryString() {}

  /**
   * Its parameters.
   *
   * @param target a path, with or without a query behind it
   * @throws Failed with {@code Invalid} when a parameter comes twice, since one of them would be
   *     left out without a word, or when it is not text
   */
  public static Parameters of(String target) {
    int mark = target.indexOf('?');
    Map<String, String> given = new LinkedHashMap<>();
    if (mark >= 0 && mark < target.length() - 1) {
      for (var part : Texts.parts(target.substring(mark + 1), '&')) {
        if (!part.isEmpty()) {
          add(part, given);
        }
      }
    }
    return new Parameters(given.keySet(), given::get);
  }

  private static void add(String part, Map<String, String> given) {
    var words = Texts.parts(part, '=', 2);
    String name = decoded(words.getFirst(), "query");
    String value = words.size() < 2 ? "" : decoded(words.get(1), name);
    if (given.put(name, value) != null) {
      throw Failed.invalid(name, "is given twice");
    }
    if (given.size() > MOST) {
      throw Failed.invalid("query", "has more than " + MOST + " parameters");
    }
  }

  private static String decoded(String text, String field) {
    var bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '+' -> bytes.write(' ');
        case '%' -> {
          int value = Percent.at(text, i);
          if (value < 0) {
            throw Failed.invalid(field, "has a % that is not followed by two hexadecimal digits");
          }
          bytes.write(value);
          i += 2;
        }
        default -> bytes.write(c);
      }
    }
    try {
      String decoded = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
      if (decoded.indexOf('\0') >= 0) {
        throw Failed.invalid(field, "holds the character NUL");
      }
      return decoded;
    } catch (CharacterCodingException e) {
      throw Failed.invalid(field, "is not UTF-8");
    }
  }
}
