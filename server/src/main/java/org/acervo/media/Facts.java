package org.acervo.media;

import java.util.List;
import org.acervo.items.Taken;
import org.jspecify.annotations.Nullable;

/**
 * What a file says about itself (EXIF, IPTC, XMP, PDF information). Everything is a claim of the
 * file: text is short, free of control characters, and only ever shown as text.
 *
 * @param location where the picture was taken; private, apart from the rest for that reason
 * @param note what was left out and why, null when nothing was
 */
public record Facts(
    @Nullable Taken taken,
    @Nullable Camera camera,
    @Nullable Location location,
    @Nullable String title,
    @Nullable String description,
    @Nullable String creator,
    @Nullable String copyright,
    List<String> keywords,
    @Nullable String note) {
  /** A file that says nothing. */
  public static final Facts NONE =
      new Facts(null, null, null, null, null, null, null, List.of(), null);

  public Facts {
    keywords = List.copyOf(keywords);
  }

  /**
   * The camera and how it was set.
   *
   * @param exposure in seconds as a fraction or decimal, such as {@code 1/250}
   * @param aperture the f-number
   * @param focalLength in millimetres, not converted to 35 mm film
   */
  public record Camera(
      @Nullable String make,
      @Nullable String model,
      @Nullable String lens,
      @Nullable String exposure,
      @Nullable Double aperture,
      @Nullable Integer iso,
      @Nullable Double focalLength) {}

  /** WGS 84 degrees, north and east positive. */
  public record Location(double latitude, double longitude) {
    public Location {
      if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180)) {
        throw new IllegalArgumentException(
            "no such place: latitude %s, longitude %s".formatted(latitude, longitude));
      }
    }
  }
}
