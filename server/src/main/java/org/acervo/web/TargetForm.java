package org.acervo.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.acervo.kernel.Texts;
import org.jspecify.annotations.Nullable;

/**
 * What the target of a request may look like. An address is written in one way only: whoever
 * decides by its beginning, a proxy or ourselves, must not be led past by another spelling. So
 * nothing is normalised here; what would need it is refused.
 */
final class TargetForm {
  private static final String MARKS = "-._~";
  private static final String OF_PATH = MARKS + "!$&'()*+,;=:@/";
  private static final String OF_QUERY = OF_PATH + "?[]{}|^`\\\"<>";

  private TargetForm() {}

  static @Nullable HeadFault fault(String target) {
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    String why = ofPath(path);
    if (why == null && mark >= 0 && !hasOnly(target.substring(mark + 1), OF_QUERY)) {
      why = "The query has characters that must be percent-encoded as UTF-8";
    }
    return why == null ? null : HeadFault.malformed(why + " (RFC 3986).");
  }

  private static @Nullable String ofPath(String path) {
    if (!path.startsWith("/")) {
      return "The address of a request begins with a slash";
    }
    if (path.contains("//")) {
      return "The path has two slashes in a row";
    }
    if (!hasOnly(path, OF_PATH)) {
      return "The path has characters that must be percent-encoded as UTF-8";
    }
    for (var step : Texts.parts(path, '/')) {
      if (step.equals(".") || step.equals("..")) {
        return "The path has a step that is a dot or two";
      }
    }
    return path.indexOf('%') < 0 ? null : ofEscapes(path);
  }

  private static boolean hasOnly(String text, String marks) {
    return text.chars().allMatch(c -> c == '%' || isLetterOrDigit(c) || marks.indexOf(c) >= 0);
  }

  private static boolean isLetterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static @Nullable String ofEscapes(String path) {
    var bytes = ByteBuffer.allocate(path.length());
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) != '%') {
        bytes.put((byte) path.charAt(i));
        continue;
      }
      int value = Percent.at(path, i);
      if (value < 0) {
        return "The path has a % that is not followed by two hexadecimal digits";
      }
      if (value < ' ' || value == 0x7f || value == '/' || value == '\\') {
        return "The path hides a control character or a slash behind a %";
      }
      if (isLetterOrDigit(value) || MARKS.indexOf(value) >= 0) {
        return "The path percent-encodes a character that needs it not";
      }
      bytes.put((byte) value);
      i += 2;
    }
    try {
      var _ = StandardCharsets.UTF_8.newDecoder().decode(bytes.flip());
      return null;
    } catch (CharacterCodingException e) {
      return "What the path percent-encodes is not UTF-8";
    }
  }
}
