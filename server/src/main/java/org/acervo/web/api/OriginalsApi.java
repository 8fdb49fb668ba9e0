package org.acervo.web.api;

import io.vertx.core.http.HttpMethod;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.acervo.access.Permission;
import org.acervo.blobs.Blob;
import org.acervo.blobs.Blobs;
import org.acervo.items.Item;
import org.acervo.kernel.ByteRange;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.FileName;
import org.acervo.kernel.MediaType;
import org.acervo.web.Answer;
import org.acervo.web.Ask;
import org.acervo.web.Conditions;
import org.acervo.web.Endpoint;
import org.acervo.web.Guard;

/** Originals, byte for byte, whole or in part (RFC 9110, sections 13 and 14). */
public final class OriginalsApi {
  /** Types that browsers draw without running anything in them. */
  private static final Set<String> SAFE =
      Set.of(
          MediaType.JPEG.mime(),
          MediaType.PNG.mime(),
          MediaType.WEBP.mime(),
          MediaType.GIF.mime(),
          MediaType.BMP.mime(),
          MediaType.AVIF.mime(),
          MediaType.PDF.mime());

  private final Blobs blobs;

  public OriginalsApi(Blobs blobs) {
    this.blobs = blobs;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/api/v1/items/{id}/original", Guard.item(Permission.DOWNLOAD), this::original));
  }

  private Answer original(Ask ask) {
    var item = ask.item();
    String tag = item.sha256().hex();
    if (Conditions.has(ask.request().headers(), '"' + tag + '"')) {
      return dressed(Answer.status(304), ask, item);
    }
    var blob = blobs.find(item.sha256(), item.size());
    var wanted =
        isOfAnother(ask, '"' + tag + '"')
            ? new ByteRange.Asked.Everything()
            : ByteRange.parse(ask.header("Range"), blob.size());
    return dressed(
        switch (wanted) {
          case ByteRange.Asked.Everything() ->
              stream(200, ask, blob.size(), () -> blobs.open(blob));
          case ByteRange.Asked.Part(var range) -> part(ask, blob, range);
          case ByteRange.Asked.Unsatisfiable() ->
              throw new Failed(new Failure.OutOfRange(blob.size()));
        },
        ask,
        item);
  }

  /**
   * Whether the range is meant for other bytes than these, or nothing is wanted of these at all.
   */
  private static boolean isOfAnother(Ask ask, String tag) {
    return ask.header("If-Range").filter(range -> !range.equals(tag)).isPresent()
        || Conditions.wantsOther(ask.request().headers(), tag);
  }

  private Answer part(Ask ask, Blob blob, ByteRange range) {
    return stream(206, ask, range.length(), () -> blobs.open(blob, range))
        .with("Content-Range", "bytes " + range.first() + "-" + range.last() + "/" + blob.size());
  }

  /** Opened before the head of the answer is sent, so that damage is found while it can be said. */
  private static Answer stream(int status, Ask ask, long length, Supplier<InputStream> content) {
    boolean headOnly = ask.request().method().equals(HttpMethod.HEAD);
    var bytes = headOnly ? InputStream.nullInputStream() : content.get();
    return Answer.stream(
        status,
        ask.item().type(),
        length,
        out -> bytes.transferTo(new StillAllowed(out, ask.judgeAgain())));
  }

  /** Whatever it is, it runs nothing: neither in a frame nor in a tab of its own. */
  private static Answer dressed(Answer answer, Ask ask, Item item) {
    boolean attached = ask.query().flag("download") || !SAFE.contains(item.type());
    return answer
        .etag(item.sha256())
        .with("Accept-Ranges", "bytes")
        .with("Cache-Control", "private, no-cache")
        .with("Content-Security-Policy", "default-src 'none'; sandbox")
        .with(
            "Content-Disposition",
            disposition(attached, FileName.shown(item.name()).orElse("file")));
  }

  /** The name in plain letters for old programs and in UTF-8 for the others (RFC 6266). */
  static String disposition(boolean attached, String name) {
    var plain = new StringBuilder(name.length());
    name.chars().forEach(c -> plain.append(isPlain(c) ? (char) c : '_'));
    String full =
        URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
    return (attached ? "attachment" : "inline")
        + "; filename=\""
        + plain
        + "\"; filename*=UTF-8''"
        + full;
  }

  private static boolean isPlain(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || " ._-".indexOf(c) >= 0;
  }
}
