package org.acervo.web.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.acervo.items.Item;
import org.acervo.items.Preview;
import org.acervo.items.Reason;
import org.jspecify.annotations.Nullable;

/** The state of an item's previews, and where they are. */
record PreviewJson(
    String state,
    @Nullable Reason reason,
    @Nullable String thumbhash,
    @Nullable String color,
    Map<String, String> urls) {
  private static final List<Integer> SIZES = List.of(256, 1440, 2560);

  static PreviewJson of(Item item, boolean mayView) {
    return switch (item.preview()) {
      case Preview.Pending(var delay) -> without("pending", delay.orElse(null));
      case Preview.Failed(Reason reason) -> without("failed", reason);
      case Preview.None(Reason reason) -> without("none", reason);
      case Preview.Ready(String hash, String color) ->
          mayView
              ? new PreviewJson("ready", null, hash, color, urls(item))
              : without("ready", null);
      case Preview.Partial(String hash, String color, Reason missing) ->
          mayView
              ? new PreviewJson("partial", missing, hash, color, urls(item))
              : without("partial", missing);
    };
  }

  private static PreviewJson without(String state, @Nullable Reason reason) {
    return new PreviewJson(state, reason, null, null, Map.of());
  }

  /** They name the content, so what they give never changes. */
  private static Map<String, String> urls(Item item) {
    var urls = new LinkedHashMap<String, String>();
    for (int size : SIZES) {
      urls.put(Integer.toString(size), url(item, size));
    }
    return urls;
  }

  static String url(Item item, int size) {
    return "/api/v1/items/"
        + item.id()
        + "/preview?size="
        + size
        + "&v="
        + PreviewsApi.contentName(item);
  }
}
