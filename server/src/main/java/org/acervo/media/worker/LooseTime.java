package org.acervo.media.worker;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.acervo.items.Taken;
import org.jspecify.annotations.Nullable;

/**
 * Dates as files write them: EXIF ({@code 2016:02:02 24:28:33}), XMP (ISO 8601, as short as a
 * year), IPTC ({@code 20160202} and {@code 002833+0100}) and PDF ({@code D:20160202002833+01'00'}).
 * From the first part that is not possible on, the parts are dropped, and the date before them is
 * kept.
 */
final class LooseTime {
  private static final Pattern PARTS =
      Pattern.compile(
          "(?:D:)?(\\d{4})(?:[-:./]?(\\d{2})(?:[-:./]?(\\d{2})"
              + "(?:[ T]?(\\d{2})(?::?(\\d{2})(?::?(\\d{2}))?)?)?)?)?(.{0,40})");
  private static final Pattern OFFSET =
      Pattern.compile("(?:\\.\\d{1,9})?\\s*(?:(Z)|([+-])(\\d{2})(?:[:']?(\\d{2})'?)?).*");

  /** The oldest photograph that has come down to us. */
  private static final int FIRST_YEAR = 1826;

  private static final int LAST_YEAR = 2100;

  private LooseTime() {}

  /**
   * Reads one.
   *
   * @param zone an offset that is written elsewhere; else that at the end of {@code text} counts
   * @return null when not even the year is possible: a camera whose clock was never set
   */
  static @Nullable Taken parse(@Nullable String text, @Nullable String zone, Taken.Source source) {
    Matcher parts = PARTS.matcher(text == null ? "" : text.strip());
    if (!parts.matches()) {
      return null;
    }
    int year = Integer.parseInt(parts.group(1));
    if (year < FIRST_YEAR || year > LAST_YEAR) {
      return null;
    }
    var offset = offset(zone).or(() -> offset(parts.group(7)));
    return new Taken(local(year, parts), offset, source);
  }

  private static LocalDateTime local(int year, Matcher parts) {
    LocalDateTime local = LocalDateTime.of(year, 1, 1, 0, 0);
    int month = number(parts.group(2));
    if (month < 1 || month > 12) {
      return local;
    }
    local = local.withMonth(month);
    int day = number(parts.group(3));
    if (day < 1 || day > YearMonth.of(year, month).lengthOfMonth()) {
      return local;
    }
    local = local.withDayOfMonth(day);
    int hour = number(parts.group(4));
    if (hour < 0 || hour > 23) {
      return local;
    }
    local = local.withHour(hour);
    int minute = number(parts.group(5));
    if (minute < 0 || minute > 59) {
      return local;
    }
    local = local.withMinute(minute);
    int second = number(parts.group(6));
    return second < 0 || second > 59 ? local : local.withSecond(second);
  }

  private static int number(@Nullable String digits) {
    return digits == null ? -1 : Integer.parseInt(digits);
  }

  private static Optional<ZoneOffset> offset(@Nullable String text) {
    Matcher parts = OFFSET.matcher(text == null ? "" : text.strip());
    if (!parts.matches()) {
      return Optional.empty();
    }
    if (parts.group(1) != null) {
      return Optional.of(ZoneOffset.UTC);
    }
    int sign = parts.group(2).equals("-") ? -1 : 1;
    int minutes = parts.group(4) == null ? 0 : number(parts.group(4));
    try {
      return Optional.of(ZoneOffset.ofHoursMinutes(sign * number(parts.group(3)), sign * minutes));
    } catch (DateTimeException notAnOffset) {
      return Optional.empty();
    }
  }
}
