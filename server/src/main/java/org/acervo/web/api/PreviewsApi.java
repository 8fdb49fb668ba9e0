package org.acervo.web.api;

import java.util.List;
import java.util.Optional;
import org.acervo.access.Permission;
import org.acervo.items.Item;
import org.acervo.kernel.Failed;
import org.acervo.media.Drawing;
import org.acervo.media.Previews;
import org.acervo.web.Answer;
import org.acervo.web.Ask;
import org.acervo.web.Conditions;
import org.acervo.web.Endpoint;
import org.acervo.web.Guard;

/** Previews of items and of PDF pages, and the text of pages. */
public final class PreviewsApi {
  private static final String YEAR = "private, max-age=31536000, immutable";

  private final Previews previews;

  public PreviewsApi(Previews previews) {
    this.previews = previews;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/v1/items/{id}/preview", Guard.item(Permission.VIEW), this::preview),
        Endpoint.get(
            "/api/v1/items/{id}/pages/{n}/preview", Guard.item(Permission.VIEW), this::page),
        Endpoint.get("/api/v1/items/{id}/pages/{n}/text", Guard.item(Permission.VIEW), this::text));
  }

  /**
   * Names what previews are drawn from and how; a URL that carries it can be kept for ever. The
   * bytes of an item never change, so its id names them: their hash would tell those who may only
   * look which file it is.
   */
  static String contentName(Item item) {
    return item.id() + "-" + Previews.RECIPE;
  }

  private Answer preview(Ask ask) {
    int size = size(ask);
    String tag = contentName(ask.item()) + "-1-" + size;
    return Conditions.has(ask.request().headers(), '"' + tag + '"')
        ? dressed(Answer.status(304), ask, tag)
        : drawn(previews.preview(ask.item(), size), ask, tag);
  }

  private Answer page(Ask ask) {
    int size = size(ask);
    int page = pageNumber(ask);
    String tag = contentName(ask.item()) + "-" + page + "-" + size;
    return Conditions.has(ask.request().headers(), '"' + tag + '"')
        ? dressed(Answer.status(304), ask, tag)
        : drawn(previews.page(ask.item(), page, size), ask, tag);
  }

  record PageText(int page, String text) {}

  private Answer text(Ask ask) {
    int page = pageNumber(ask);
    return Answer.ok(new PageText(page, previews.text(ask.item(), page)));
  }

  private static Answer drawn(Drawing drawing, Ask ask, String tag) {
    return dressed(Answer.bytes(drawing.type(), drawing.bytes()), ask, tag);
  }

  private static Answer dressed(Answer answer, Ask ask, String tag) {
    boolean named = ask.query("v").equals(Optional.of(contentName(ask.item())));
    return answer.etag(tag).with("Cache-Control", named ? YEAR : "private, no-cache");
  }

  private static int size(Ask ask) {
    int size = ask.query().number("size", 256, 1, 10_000);
    if (size != 256 && size != 1440 && size != 2560) {
      throw Failed.invalid("size", "must be one of 256, 1440, 2560");
    }
    return size;
  }

  private static int pageNumber(Ask ask) {
    try {
      return Integer.parseInt(ask.path("n"));
    } catch (NumberFormatException e) {
      throw Failed.notFound();
    }
  }
}
