package org.acervo.media;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.acervo.items.Taken;
import org.jspecify.annotations.Nullable;

/**
 * The date that telephones, scanners and people write into file names: {@code
 * IMG_20200101_003000.jpg}, {@code 2020-01-01 00.30.00.png}, {@code
 * Screenshot_2020-01-01-00-30-00}. A number that is no date, or one of no camera's time, is none.
 */
final class FileNameDate {
  private static final Pattern DATE =
      Pattern.compile(
          "(?<!\\d)(\\d{4})([-_.]?)(\\d{2})\\2(\\d{2})"
              + "(?:[-_. T]{1,3}(?:at )?(\\d{2})[-_.:h]?(\\d{2})[-_.:m]?(\\d{2})\\d{0,3})?(?!\\d)");
  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2100;

  private FileNameDate() {}

  static @Nullable Taken of(String name) {
    Matcher date = DATE.matcher(name);
    while (date.find()) {
      int year = Integer.parseInt(date.group(1));
      if (year >= FIRST_YEAR && year <= LAST_YEAR) {
        var local = time(date, year);
        if (local.isPresent()) {
          return new Taken(local.get(), Optional.empty(), Taken.Source.FILE_NAME);
        }
      }
    }
    return null;
  }

  private static Optional<LocalDateTime> time(Matcher date, int year) {
    try {
      var day =
          LocalDateTime.of(
              year, Integer.parseInt(date.group(3)), Integer.parseInt(date.group(4)), 0, 0);
      return Optional.of(date.group(5) == null ? day : withTime(day, date));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  private static LocalDateTime withTime(LocalDateTime day, Matcher date) {
    int hour = Integer.parseInt(date.group(5));
    int minute = Integer.parseInt(date.group(6));
    int second = Integer.parseInt(date.group(7));
    boolean possible = hour < 24 && minute < 60 && second < 60;
    return possible ? day.withHour(hour).withMinute(minute).withSecond(second) : day;
  }
}
