package org.acervo.media;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acervo.items.Findings;
import org.acervo.items.Item;
import org.acervo.items.Preview;
import org.acervo.items.Reason;
import org.jspecify.annotations.Nullable;

/** What an inspection means for an item. */
final class Reading {
  private static final String NO_COLOR = "#ffffff";

  private Reading() {}

  static Findings of(Item item, Inspection inspection) {
    return switch (inspection) {
      case Inspection.Picture picture ->
          findings(
              item,
              drawn(picture.thumbHash(), picture.color(), picture.missing()),
              picture.width(),
              picture.height(),
              null,
              picture.facts());
      case Inspection.Document document -> document(item, document);
      case Inspection.Refused(Refusal why, Reason reason, Facts facts) ->
          nothing(
              item,
              why == Refusal.NOT_DRAWN ? new Preview.None(reason) : new Preview.Failed(reason),
              facts);
      case Inspection.Failed failed ->
          nothing(item, new Preview.Failed(failed.reason()), failed.facts());
    };
  }

  private static Findings nothing(Item item, Preview preview, Facts facts) {
    return findings(item, preview, null, null, null, facts);
  }

  private static Findings document(Item item, Inspection.Document document) {
    var first = document.pages().stream().findFirst();
    return findings(
        item,
        shown(document, first),
        first.map(page -> Math.max(1, Math.round(page.width()))).orElse(null),
        first.map(page -> Math.max(1, Math.round(page.height()))).orElse(null),
        document.pageCount(),
        document.facts());
  }

  private static Preview shown(Inspection.Document document, Optional<PdfPage> first) {
    var missing =
        Stream.concat(
                Stream.ofNullable(document.missing()),
                document.pages().stream().flatMap(page -> Stream.ofNullable(page.missing())))
            .findFirst();
    if (first.isPresent() && !first.get().previews().isEmpty()) {
      return drawn(document.thumbHash(), document.color(), missing.orElse(null));
    }
    return new Preview.Failed(
        missing
            .or(() -> Optional.ofNullable(document.stopped()).map(Inspection.Failed::reason))
            .orElseGet(() -> Reason.of(Fault.DAMAGED.code())));
  }

  private static Preview drawn(byte[] thumbHash, @Nullable String color, @Nullable Reason missing) {
    String hash = Base64.getEncoder().encodeToString(thumbHash);
    String average = color == null ? NO_COLOR : color;
    return missing == null
        ? new Preview.Ready(hash, average)
        : new Preview.Partial(hash, average, missing);
  }

  private static Findings findings(
      Item item,
      Preview preview,
      @Nullable Integer width,
      @Nullable Integer height,
      @Nullable Integer pages,
      Facts facts) {
    return new Findings(
        preview,
        width,
        height,
        pages,
        facts.taken() == null ? FileNameDate.of(item.name()) : facts.taken(),
        facts.description(),
        meta(facts),
        Optional.ofNullable(facts.location())
            .map(place -> new Item.Place(place.latitude(), place.longitude())));
  }

  private static Map<String, String> meta(Facts facts) {
    var meta = new LinkedHashMap<String, String>();
    put(meta, "author", facts.creator());
    put(meta, "copyright", facts.copyright());
    put(meta, "documentTitle", facts.title());
    if (!facts.keywords().isEmpty()) {
      put(meta, "keywords", String.join(", ", facts.keywords()));
    }
    var camera = facts.camera();
    if (camera != null) {
      put(meta, "camera", camera(camera));
      put(meta, "lens", camera.lens());
      put(meta, "exposure", camera.exposure() == null ? null : camera.exposure() + " s");
      put(meta, "aperture", camera.aperture() == null ? null : "f/" + number(camera.aperture()));
      put(meta, "iso", camera.iso() == null ? null : camera.iso().toString());
      put(
          meta,
          "focalLength",
          camera.focalLength() == null ? null : number(camera.focalLength()) + " mm");
    }
    return meta;
  }

  /** Makers often repeat their name in the model's. */
  private static @Nullable String camera(Facts.Camera camera) {
    if (camera.make() != null
        && camera.model() != null
        && camera
            .model()
            .toLowerCase(Locale.ROOT)
            .startsWith(camera.make().toLowerCase(Locale.ROOT))) {
      return camera.model();
    }
    String name =
        Stream.of(camera.make(), camera.model())
            .filter(part -> part != null)
            .collect(Collectors.joining(" "));
    return name.isEmpty() ? null : name;
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private static void put(Map<String, String> meta, String name, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      meta.put(name, value);
    }
  }
}
