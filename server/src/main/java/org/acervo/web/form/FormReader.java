package org.acervo.web.form;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;
import java.util.Optional;
import org.acervo.kernel.DataSize;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code multipart/form-data} (RFC 7578) part by part. Whatever somebody sends, no more is in
 * memory than one buffer, the head of one part and what {@link #text} has given out; and each limit
 * holds before the bytes beyond it are kept.
 */
public final class FormReader {
  private static final int PARTS = 200;
  private static final int HEAD = 8 << 10;
  private static final DataSize TEXT = DataSize.kib(256);
  private static final int BOUNDARY = 70;

  private final Delimited body;
  private int parts;
  private long textTaken;
  private @Nullable String open;

  /**
   * Begins to read.
   *
   * @param contentType of the request
   * @throws Failed with {@code Unsupported} when it is not that of a form, with {@code Invalid}
   *     when it names no boundary
   */
  public FormReader(InputStream body, String contentType) throws IOException {
    var words = HeaderWords.read(contentType, "Content-Type");
    if (!words.value().equals("multipart/form-data")) {
      throw new Failed(new Failure.Unsupported("Send the file as multipart/form-data."));
    }
    String boundary = words.parameters().getOrDefault("boundary", "");
    if (boundary.isEmpty()
        || boundary.length() > BOUNDARY
        || boundary.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw Failed.invalid(
          "Content-Type", "must name a boundary of 1 to 70 ASCII characters (RFC 2046)");
    }
    this.body = new Delimited(body, ("\r\n--" + boundary).getBytes(ISO_8859_1));
    this.body.discard(HEAD); // what stands before the first part means nothing
  }

  /**
   * The next part; what was left of the one before is skipped.
   *
   * @throws Failed with {@code Invalid} when the form is not well-formed or has too many parts
   * @throws IOException when the client hung up
   */
  public Optional<FormPart> next() throws IOException {
    if (open != null) {
      body.discard(Long.MAX_VALUE);
      open = null;
    }
    if (body.isLast()) {
      return Optional.empty();
    }
    if (++parts > PARTS) {
      throw Failed.invalid("body", "has more than " + PARTS + " parts");
    }
    var part = head();
    open = part.name();
    return Optional.of(part);
  }

  private FormPart head() throws IOException {
    String disposition = null;
    int left = HEAD;
    for (byte[] line = body.line(left); line.length > 0; line = body.line(left)) {
      left -= line.length + 2;
      String text = utf8(line, "body", "has a part whose head is not UTF-8");
      int colon = text.indexOf(':');
      if (colon < 1 || text.charAt(0) == ' ' || text.charAt(0) == '\t') {
        throw Failed.invalid("body", "has a part with a line that is no header");
      }
      String value = text.substring(colon + 1).strip();
      switch (text.substring(0, colon).toLowerCase(Locale.ROOT)) {
        case "content-disposition" -> {
          if (disposition != null) {
            throw Failed.invalid("body", "has a part with two lines Content-Disposition");
          }
          disposition = value;
        }
        case "content-transfer-encoding" -> refuseEncoded(value);
        default -> {} // the type of a file is read from its bytes
      }
    }
    body.begin();
    var words = HeaderWords.read(disposition == null ? "" : disposition, "Content-Disposition");
    String name = words.parameters().get("name");
    if (!words.value().equals("form-data") || name == null) {
      throw Failed.invalid("body", "has a part without Content-Disposition: form-data; name=...");
    }
    return new FormPart(decoded(name), fileName(words), body);
  }

  /**
   * Nothing but plain bytes is sent over HTTP (RFC 7578, section 4.7); others would be kept wrong.
   */
  private static void refuseEncoded(String encoding) {
    switch (encoding.toLowerCase(Locale.ROOT)) {
      case "binary", "8bit", "7bit" -> {}
      default -> throw Failed.invalid("body", "has a part with a Content-Transfer-Encoding");
    }
  }

  private static Optional<String> fileName(HeaderWords words) {
    String extended = words.parameters().get("filename*");
    if (extended != null) {
      return Optional.of(extended(extended));
    }
    return Optional.ofNullable(words.parameters().get("filename")).map(FormReader::decoded);
  }

  /** Programs before RFC 7578 say it by RFC 5987. */
  private static String extended(String text) {
    int language = text.indexOf('\'');
    int start = language < 0 ? -1 : text.indexOf('\'', language + 1);
    if (start < 0 || !text.substring(0, language).equalsIgnoreCase("utf-8")) {
      throw Failed.invalid("file", "has a filename* that is not UTF-8''...");
    }
    try {
      return URLDecoder.decode(text.substring(start + 1).replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      throw Failed.invalid("file", "has a filename* with a % that escapes nothing");
    }
  }

  /** The three characters that browsers cannot write as they are (WHATWG HTML, 4.10.21.8). */
  private static String decoded(String text) {
    return text.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n");
  }

  /**
   * The text of a part. All texts of a form share one limit.
   *
   * @throws Failed with {@code TooLarge} beyond it, with {@code Invalid} when it is not text
   */
  public String text(FormPart part) throws IOException {
    int most = Math.toIntExact(TEXT.bytes() - textTaken);
    byte[] bytes = part.bytes().readNBytes(most + 1);
    if (bytes.length > most) {
      throw new Failed(new Failure.TooLarge(TEXT));
    }
    textTaken += bytes.length;
    String text = utf8(bytes, part.name(), "is not UTF-8");
    if (text.indexOf('\0') >= 0) {
      throw Failed.invalid(part.name(), "holds the character NUL, which is no text");
    }
    return text;
  }

  private static String utf8(byte[] bytes, String field, String why) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw Failed.invalid(field, why);
    }
  }
}
