package org.acervo.kernel;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;

/**
 * Times as RFC 3339 writes them. Java's own readers of ISO 8601 take more: minutes without seconds,
 * years of any length, offsets with seconds.
 */
public final class Rfc3339 {
  private static final int LONGEST = 40;

  private static final DateTimeFormatter FORM =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendValue(ChronoField.YEAR, 4, 4, SignStyle.NOT_NEGATIVE)
          .appendPattern("-MM-dd'T'HH:mm:ss")
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
          .optionalEnd()
          .appendPattern("[XXX]")
          .toFormatter()
          .withChronology(IsoChronology.INSTANCE)
          .withResolverStyle(ResolverStyle.STRICT);

  private Rfc3339() {}

  /** What a clock showed somewhere, and how far it was from UTC, if the text says so. */
  public record Time(LocalDateTime local, Optional<ZoneOffset> offset) {
    /** Empty without an offset, because nobody knows which moment that was. */
    public Optional<OffsetDateTime> moment() {
      return offset.map(local::atOffset);
    }
  }

  /** The time that {@code text} writes, with or without its offset; empty if it is none. */
  public static Optional<Time> read(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      TemporalAccessor parsed = FORM.parse(text);
      Optional<ZoneOffset> offset =
          parsed.isSupported(ChronoField.OFFSET_SECONDS)
              ? Optional.of(ZoneOffset.from(parsed))
              : Optional.empty();
      return Optional.of(new Time(LocalDateTime.from(parsed), offset));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
