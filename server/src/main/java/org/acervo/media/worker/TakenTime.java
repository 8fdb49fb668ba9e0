package org.acervo.media.worker;

import com.adobe.internal.xmp.XMPException;
import com.adobe.internal.xmp.XMPMeta;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import com.drew.metadata.xmp.XmpDirectory;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.acervo.media.Facts.Taken;
import org.jspecify.annotations.Nullable;

/**
 * When a picture was taken: EXIF 2.31 DateTimeOriginal with OffsetTimeOriginal, else the digitised
 * time, else XMP. The time of the last change is no substitute.
 */
final class TakenTime {
  private static final Pattern EXIF =
      Pattern.compile("(\\d{4})[:\\-](\\d{2})[:\\-](\\d{2})[ T](\\d{2}):(\\d{2})(?::(\\d{2}))?.*");

  /** The oldest photograph that has come down to us. */
  private static final int FIRST_YEAR = 1826;

  private static final int LAST_YEAR = 2100;

  private TakenTime() {}

  static @Nullable Taken of(Metadata metadata) {
    for (ExifSubIFDDirectory exif : metadata.getDirectoriesOfType(ExifSubIFDDirectory.class)) {
      Taken taken =
          parse(
              exif.getString(ExifSubIFDDirectory.TAG_DATETIME_ORIGINAL),
              exif.getString(ExifSubIFDDirectory.TAG_TIME_ZONE_ORIGINAL));
      if (taken == null) {
        taken =
            parse(
                exif.getString(ExifSubIFDDirectory.TAG_DATETIME_DIGITIZED),
                exif.getString(ExifSubIFDDirectory.TAG_TIME_ZONE_DIGITIZED));
      }
      if (taken != null) {
        return taken;
      }
    }
    for (XmpDirectory xmp : metadata.getDirectoriesOfType(XmpDirectory.class)) {
      Taken taken = xmp(xmp.getXMPMeta());
      if (taken != null) {
        return taken;
      }
    }
    return null;
  }

  private static @Nullable Taken xmp(XMPMeta xmp) {
    try {
      String created = xmp.getPropertyString("http://ns.adobe.com/photoshop/1.0/", "DateCreated");
      if (created == null) {
        created = xmp.getPropertyString("http://ns.adobe.com/exif/1.0/", "DateTimeOriginal");
      }
      return created == null ? null : parse(created, zoneOf(created));
    } catch (XMPException notText) {
      return null;
    }
  }

  private static @Nullable String zoneOf(String isoTime) {
    try {
      return OffsetDateTime.parse(isoTime).getOffset().getId();
    } catch (DateTimeException noZone) {
      return null;
    }
  }

  static @Nullable Taken parse(@Nullable String time, @Nullable String zone) {
    Matcher parts = EXIF.matcher(time == null ? "" : time.strip());
    if (!parts.matches()) {
      return null;
    }
    try {
      LocalDateTime local =
          LocalDateTime.of(
              Integer.parseInt(parts.group(1)),
              Integer.parseInt(parts.group(2)),
              Integer.parseInt(parts.group(3)),
              Integer.parseInt(parts.group(4)),
              Integer.parseInt(parts.group(5)),
              parts.group(6) == null ? 0 : Integer.parseInt(parts.group(6)));
      boolean plausible = local.getYear() >= FIRST_YEAR && local.getYear() <= LAST_YEAR;
      return plausible ? new Taken(local, offset(zone)) : null;
    } catch (DateTimeException noSuchTime) {
      return null; // 0000:00:00 and the like: a camera whose clock was never set
    }
  }

  private static @Nullable ZoneOffset offset(@Nullable String zone) {
    if (zone == null || zone.isBlank()) {
      return null;
    }
    try {
      return ZoneOffset.of(zone.strip());
    } catch (DateTimeException notAZone) {
      return null;
    }
  }
}
