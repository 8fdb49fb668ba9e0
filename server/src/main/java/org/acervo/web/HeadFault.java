package org.acervo.web;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is refused by its head alone, before anybody asks what it wants. A head has one
 * meaning: one that two programs could read in two ways is answered by neither (RFC 9112, section
 * 11.2), so that nobody hides a request behind another from a proxy in front.
 *
 * @param status of the answer
 * @param code stable, for programs
 * @param detail what is wrong, and what to send instead
 */
record HeadFault(int status, String code, String title, String detail) {
  /** What may stand in a head once at most. */
  private static final String[] SINGLE = {
    "Host",
    "Authorization",
    "Content-Length",
    "Content-Type",
    "Transfer-Encoding",
    "Origin",
    "Sec-Fetch-Site",
    "Range",
    "If-Range",
    "Acervo-Token",
    "Expect",
  };

  /** The decoder takes eight bytes after such a head for its body, which nobody else does. */
  private static final String OLD_WEBSOCKET = "Sec-WebSocket-Key1";

  /** The target of a question about the whole server (RFC 9112, section 3.2.4). */
  static final String WHOLE_SERVER = "*";

  /** Longest value of one header, in characters. Cookies of other programs are long, too. */
  private static final int LONGEST = 8 << 10;

  /** Carries it through the decoder, which knows failures only. */
  static final class Refused extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private final transient HeadFault fault;

    Refused(HeadFault fault) {
      super(fault.detail(), null, false, false); // made for strangers: no trace is worth its cost
      this.fault = fault;
    }
  }

  static HeadFault malformed(String detail) {
    return new HeadFault(400, "malformed-request", "Malformed request", detail);
  }

  /** Of a request over HTTP/1.1 or 1.0, whose target is changed if it names its host. */
  static @Nullable HeadFault of(HttpRequest request, MultiMap headers) {
    if (request.protocolVersion().majorVersion() != 1) {
      return otherVersion();
    }
    var fault = ofHeaders(headers);
    if (fault == null) {
      fault = ofHost(headers.get("Host"), request.protocolVersion());
    }
    if (fault == null && headers.contains("Transfer-Encoding")) {
      fault = ofTransfer(headers, request.protocolVersion());
    }
    if (fault == null && reads(request) && hasBody(headers)) {
      fault = malformed("A " + request.method() + " has no body (RFC 9110, section 9.3.1).");
    }
    if (fault == null) {
      fault = ofExpectation(headers);
    }
    return fault == null ? ofTarget(request, headers) : fault;
  }

  /** What names its host is brought into the form that all else has. */
  private static @Nullable HeadFault ofTarget(HttpRequest request, MultiMap headers) {
    var absolute = AbsoluteForm.of(request.uri());
    if (absolute != null) {
      if (!Authority.isFormed(absolute.authority())) {
        return malformed("The address of the request names no host (RFC 9112, section 3.2.2).");
      }
      request.setUri(absolute.target());
      headers.set("Host", absolute.authority());
    }
    return ofTarget(request.method().name(), request.uri());
  }

  private static @Nullable HeadFault ofTarget(String method, String target) {
    if (method.equals("CONNECT")) {
      return new HeadFault(
          501, "method-unknown", "Method not known", "This is no proxy: it connects to nobody.");
    }
    return target.equals(WHOLE_SERVER) && method.equals("OPTIONS")
        ? null
        : TargetForm.fault(target);
  }

  private static @Nullable HeadFault ofExpectation(MultiMap headers) {
    String expected = headers.get("Expect");
    return expected == null || expected.equalsIgnoreCase("100-continue")
        ? null
        : new HeadFault(
            417,
            "expectation-unknown",
            "Expectation not known",
            "The only Expect that is known here is 100-continue.");
  }

  private static boolean reads(HttpRequest request) {
    return request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
  }

  /** Nobody would read it, so nothing would say how slowly it may come. */
  private static boolean hasBody(MultiMap headers) {
    String length = headers.get("Content-Length");
    return headers.contains("Transfer-Encoding") || (length != null && !length.equals("0"));
  }

  private static @Nullable HeadFault ofHost(@Nullable String host, HttpVersion version) {
    if (host == null) {
      return version.compareTo(HttpVersion.HTTP_1_1) < 0
          ? null
          : malformed("The Host line is missing (RFC 9112, section 3.2).");
    }
    return Authority.isFormed(host)
        ? null
        : malformed(
            "The Host line is not a host, or a host, a colon and a port up to 65535 (RFC 9112,"
                + " section 3.2).");
  }

  /** Of a request over HTTP/2, whose frames say how long it is and whom it is for. */
  static @Nullable HeadFault overHttp2(HttpServerRequest request) {
    String target = request.uri();
    var authority = request.authority();
    if (target == null || authority == null || !Authority.isFormed(authority.toString())) {
      return malformed("A request names its :path and its :authority (RFC 9113, section 8.3.1).");
    }
    for (var line : request.headers()) {
      if (!isFieldValue(line.getValue())) {
        return malformed(
            "The header "
                + line.getKey()
                + " holds a line break, NUL, or blanks at an end (RFC 9113, section 8.2.1).");
      }
    }
    var fault = ofHeaders(request.headers());
    if (fault == null) {
      fault = ofExpectation(request.headers());
    }
    return fault == null ? ofTarget(request.method().name(), target) : fault;
  }

  /** What lines say over HTTP/1.1, where nothing else can be said. */
  private static boolean isFieldValue(String value) {
    return value.equals(value.strip())
        && value.chars().noneMatch(c -> c == 0x7f || (c < ' ' && c != '\t'));
  }

  static HeadFault otherVersion() {
    return new HeadFault(
        505,
        "version-not-supported",
        "HTTP version not supported",
        "What is spoken here is HTTP/1.1 (RFC 9112).");
  }

  /** Of a head that is still not complete after all the time that it may take. */
  static HeadFault late() {
    return new HeadFault(
        408, "too-slow", "Too slow", "The head of the request did not come in time.");
  }

  /** Of what the decoder could not read. */
  static HeadFault of(@Nullable Throwable cause) {
    return switch (cause) {
      case Refused refused -> refused.fault;
      case TooLongHttpLineException _ ->
          new HeadFault(
              414, "target-too-long", "Address too long", "The address is longer than 8 KiB.");
      case TooLongHttpHeaderException _ ->
          new HeadFault(
              431, "headers-too-large", "Headers too large", "The headers exceed 16 KiB.");
      case null, default ->
          malformed("This is no request that HTTP/1.1 knows (RFC 9112). The connection is closed.");
    };
  }

  private static @Nullable HeadFault ofHeaders(MultiMap headers) {
    int seen = 0;
    for (var line : headers) {
      if (line.getValue().length() > LONGEST) {
        return new HeadFault(
            431,
            "headers-too-large",
            "Headers too large",
            "The header " + line.getKey() + " is longer than 8 KiB.");
      }
      if (line.getKey().equalsIgnoreCase(OLD_WEBSOCKET)) {
        return malformed("Web sockets are not spoken here, and those of a draft by nobody.");
      }
      int bit = single(line.getKey());
      if ((seen & bit) != 0) {
        return malformed(
            "There are two " + line.getKey() + " lines; nobody could tell which of them counts.");
      }
      seen |= bit;
    }
    return null;
  }

  private static int single(String name) {
    for (int i = 0; i < SINGLE.length; i++) {
      if (SINGLE[i].length() == name.length() && SINGLE[i].equalsIgnoreCase(name)) {
        return 1 << i;
      }
    }
    return 0;
  }

  private static @Nullable HeadFault ofTransfer(MultiMap headers, HttpVersion version) {
    if (version.compareTo(HttpVersion.HTTP_1_1) < 0) {
      return malformed("HTTP/1.0 knows no Transfer-Encoding.");
    }
    if (headers.contains("Content-Length")) {
      return malformed("Content-Length and Transfer-Encoding contradict each other.");
    }
    return "chunked".equalsIgnoreCase(headers.get("Transfer-Encoding"))
        ? null
        : new HeadFault(
            501,
            "transfer-coding-unknown",
            "Transfer coding not known",
            "The only Transfer-Encoding that is known here is chunked.");
  }
}
