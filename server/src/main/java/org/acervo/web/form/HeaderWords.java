package org.acervo.web.form;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.acervo.kernel.Failed;

/**
 * A header with parameters, such as {@code form-data; name="file"}.
 *
 * @param value what stands before them, in small letters
 * @param parameters by name, in small letters
 */
public record HeaderWords(String value, Map<String, String> parameters) {

  /**
   * Reads one.
   *
   * <p>A quotation mark inside quotation marks is written {@code \"} by some programs; others, and
   * browsers, leave a backslash as it is (WHATWG HTML, multipart/form-data encoding algorithm). So
   * a backslash escapes a mark that does not end the word, and nothing else.
   *
   * @param field what to call it when it cannot be read
   * @throws Failed with {@code Invalid} naming the field
   */
  public static HeaderWords read(String text, String field) {
    int semicolon = text.indexOf(';');
    String value = semicolon < 0 ? text : text.substring(0, semicolon);
    Map<String, String> parameters = new HashMap<>();
    int at = semicolon;
    while (at >= 0 && at < text.length()) {
      int equals = text.indexOf('=', at + 1);
      if (equals < 0) {
        if (text.substring(at + 1).isBlank()) {
          break;
        }
        throw Failed.invalid(field, "has a parameter without a value");
      }
      String name = text.substring(at + 1, equals).strip().toLowerCase(Locale.ROOT);
      int start = blanks(text, equals + 1);
      boolean quoted = start < text.length() && text.charAt(start) == '"';
      int end = quoted ? closing(text, start + 1, field) : next(text, start);
      String word = quoted ? text.substring(start + 1, end) : text.substring(start, end).strip();
      if (parameters.put(name, quoted ? word.replace("\\\"", "\"") : word) != null) {
        throw Failed.invalid(field, "has the parameter " + name + " twice");
      }
      at = quoted ? blanks(text, end + 1) : end;
      if (at < text.length() && text.charAt(at) != ';') {
        throw Failed.invalid(field, "goes on after the end of the parameter " + name);
      }
    }
    return new HeaderWords(value.strip().toLowerCase(Locale.ROOT), parameters);
  }

  private static int next(String text, int from) {
    int semicolon = text.indexOf(';', from);
    return semicolon < 0 ? text.length() : semicolon;
  }

  private static int blanks(String text, int from) {
    int at = from;
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at;
  }

  private static int closing(String text, int from, String field) {
    int at = text.indexOf('"', from);
    while (at >= 0) {
      int after = blanks(text, at + 1);
      boolean ends = after == text.length() || text.charAt(after) == ';';
      if (text.charAt(at - 1) != '\\' || ends) {
        return at;
      }
      at = text.indexOf('"', at + 1);
    }
    throw Failed.invalid(field, "has a quotation mark that nothing closes");
  }
}
