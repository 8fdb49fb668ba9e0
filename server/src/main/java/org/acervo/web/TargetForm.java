package org.acervo.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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

  /** Looks at every request that comes, so it makes nothing on the way. */
  static @Nullable HeadFault fault(String target) {
    int mark = target.indexOf('?');
    int end = mark < 0 ? target.length() : mark;
    String why = ofPath(target, end);
    if (why == null
        && !hasOnly(target, Math.min(end + 1, target.length()), target.length(), OF_QUERY)) {
      why = "The query has characters that must be percent-encoded as UTF-8";
    }
    return why == null ? null : HeadFault.malformed(why + " (RFC 3986).");
  }

  private static @Nullable String ofPath(String target, int end) {
    if (end == 0 || target.charAt(0) != '/') {
      return "The address of a request begins with a slash";
    }
    if (!hasOnly(target, 0, end, OF_PATH)) {
      return "The path has characters that must be percent-encoded as UTF-8";
    }
    for (int slash = 0; slash < end; ) {
      int next = target.indexOf('/', slash + 1);
      int stop = next < 0 || next > end ? end : next;
      int length = stop - slash - 1;
      if (length == 0 && stop < end) {
        return "The path has two slashes in a row";
      }
      if ((length == 1 || length == 2) && target.startsWith(length == 1 ? "." : "..", slash + 1)) {
        return "The path has a step that is a dot or two";
      }
      slash = stop;
    }
    int escape = target.indexOf('%');
    return escape < 0 || escape >= end ? null : ofEscapes(target.substring(0, end));
  }

  private static boolean hasOnly(String text, int from, int to, String marks) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c != '%' && !isLetterOrDigit(c) && marks.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
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
