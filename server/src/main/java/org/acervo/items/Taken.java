package org.acervo.items;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Rfc3339;

/**
 * When something came to be: what the clock at that place showed, and how far that place was from
 * UTC, if anybody knows. A camera's time without an offset stays a local time: it is shown, sorted
 * and filed as it stands, wherever the server and the reader are.
 *
 * @param local to the millisecond
 * @param offset empty when nobody said it
 */
public record Taken(LocalDateTime local, Optional<ZoneOffset> offset, Source source) {
  public Taken {
    local = local.truncatedTo(ChronoUnit.MILLIS);
  }

  /** Who says so. The order is that of trust, but for people, who are always believed. */
  public enum Source {
    /** EXIF DateTimeOriginal: the shutter. */
    ORIGINAL("original"),
    /** EXIF DateTimeDigitized: the scanner, or a camera that says nothing else. */
    DIGITIZED("digitized"),
    /** The clock of the satellites. */
    GPS("gps"),
    XMP("xmp"),
    IPTC("iptc"),
    /** The creation date of a PDF. */
    DOCUMENT("document"),
    /** EXIF DateTime: the last change of the file. */
    MODIFIED("modified"),
    FILE_NAME("fileName"),
    /** Nothing is known; it came into the library then. */
    UPLOAD("upload"),
    PERSON("person");

    private final String code;

    Source(String code) {
      this.code = code;
    }

    /** The word for it in the contract. */
    public String code() {
      return code;
    }

    static Source of(String code) {
      for (var source : values()) {
        if (source.code.equals(code)) {
          return source;
        }
      }
      return UPLOAD;
    }
  }

  /** The moment of an upload, as a clock of the library shows it. */
  static Taken uploaded(Instant now, ZoneId zone) {
    return of(now, zone, Source.UPLOAD);
  }

  static Taken of(Instant moment, ZoneId zone, Source source) {
    var there = moment.atZone(zone);
    return new Taken(there.toLocalDateTime(), Optional.of(there.getOffset()), source);
  }

  /**
   * What a person says: a date-time of RFC 3339, with its offset or, for a local time, without.
   *
   * @throws Failed with {@code Invalid} for everything else, a year alone too: nobody's 1938 may
   *     become 1970
   */
  public static Taken said(String text) {
    var time = Rfc3339.read(text).orElseThrow(Taken::refused);
    if (time.local().getYear() < 1) {
      throw refused();
    }
    return new Taken(time.local(), time.offset(), Source.PERSON);
  }

  private static Failed refused() {
    return Failed.invalid(
        "taken",
        "must be a date and time of RFC 3339, such as 1938-05-17T12:00:00Z or, as a local time,"
            + " 1938-05-17T12:00:00, in the years 1 to 9999");
  }

  /** What listings order by: the local time, as if it were UTC. */
  public Instant order() {
    return local.toInstant(ZoneOffset.UTC);
  }

  /**
   * The moment.
   *
   * @param zone of the library, for a time that has no offset of its own
   */
  public OffsetDateTime moment(ZoneId zone) {
    return offset
        .map(own -> local.atOffset(own))
        .orElseGet(() -> local.atZone(zone).toOffsetDateTime());
  }
}
