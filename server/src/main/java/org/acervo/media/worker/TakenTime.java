package org.acervo.media.worker;

import com.adobe.internal.xmp.XMPException;
import com.adobe.internal.xmp.XMPMeta;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import com.drew.metadata.exif.GpsDirectory;
import com.drew.metadata.iptc.IptcDirectory;
import com.drew.metadata.xmp.XmpDirectory;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.acervo.items.Taken;
import org.acervo.items.Taken.Source;
import org.jspecify.annotations.Nullable;

/**
 * When a picture was taken, by the first that says it: the time of the original, of its digitizing,
 * of the satellites, then XMP, IPTC, and last the time at which the file was changed. Each EXIF
 * time has an offset of its own (EXIF 2.31); that of another one says nothing about it.
 */
final class TakenTime {
  private static final String XMP = "http://ns.adobe.com/xap/1.0/";
  private static final String XMP_EXIF = "http://ns.adobe.com/exif/1.0/";
  private static final String PHOTOSHOP = "http://ns.adobe.com/photoshop/1.0/";

  private final Metadata metadata;

  private TakenTime(Metadata metadata) {
    this.metadata = metadata;
  }

  static @Nullable Taken of(Metadata metadata) {
    TakenTime times = new TakenTime(metadata);
    return Stream.<Supplier<@Nullable Taken>>of(
            () ->
                times.exif(
                    ExifSubIFDDirectory.class,
                    ExifDirectoryBase.TAG_DATETIME_ORIGINAL,
                    ExifDirectoryBase.TAG_TIME_ZONE_ORIGINAL,
                    Source.ORIGINAL),
            () ->
                times.exif(
                    ExifSubIFDDirectory.class,
                    ExifDirectoryBase.TAG_DATETIME_DIGITIZED,
                    ExifDirectoryBase.TAG_TIME_ZONE_DIGITIZED,
                    Source.DIGITIZED),
            times::satellites,
            times::xmp,
            times::iptc,
            () ->
                times.exif(
                    ExifIFD0Directory.class,
                    ExifDirectoryBase.TAG_DATETIME,
                    ExifDirectoryBase.TAG_TIME_ZONE,
                    Source.MODIFIED))
        .map(Supplier::get)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private @Nullable Taken exif(
      Class<? extends ExifDirectoryBase> where, int time, int zone, Source source) {
    for (ExifDirectoryBase directory : metadata.getDirectoriesOfType(where)) {
      Taken taken = LooseTime.parse(directory.getString(time), offset(zone), source);
      if (taken != null) {
        return taken;
      }
    }
    return null;
  }

  /** All offsets stand in the sub-directory, that of the file's own time too. */
  private @Nullable String offset(int zone) {
    for (ExifDirectoryBase directory : metadata.getDirectoriesOfType(ExifDirectoryBase.class)) {
      String offset = directory.getString(zone);
      if (offset != null) {
        return offset;
      }
    }
    return null;
  }

  /** In UTC; what the clock at the place showed is not in it. */
  private @Nullable Taken satellites() {
    for (GpsDirectory gps : metadata.getDirectoriesOfType(GpsDirectory.class)) {
      String day = gps.getString(GpsDirectory.TAG_DATE_STAMP);
      var clock = gps.getRationalArray(GpsDirectory.TAG_TIME_STAMP);
      if (day != null && clock != null && clock.length == 3) {
        String text =
            "%s %02d:%02d:%02d"
                .formatted(
                    day.strip(), clock[0].intValue(), clock[1].intValue(), clock[2].intValue());
        Taken taken = LooseTime.parse(text, "Z", Source.GPS);
        if (taken != null) {
          return new Taken(taken.local(), Optional.of(ZoneOffset.UTC), Source.GPS);
        }
      }
    }
    return null;
  }

  private @Nullable Taken xmp() {
    for (XmpDirectory directory : metadata.getDirectoriesOfType(XmpDirectory.class)) {
      XMPMeta xmp = directory.getXMPMeta();
      for (List<String> property :
          List.of(
              List.of(XMP_EXIF, "DateTimeOriginal"),
              List.of(PHOTOSHOP, "DateCreated"),
              List.of(XMP_EXIF, "DateTimeDigitized"),
              List.of(XMP, "CreateDate"))) {
        Taken taken = LooseTime.parse(text(xmp, property), null, Source.XMP);
        if (taken != null) {
          return taken;
        }
      }
    }
    return null;
  }

  private static @Nullable String text(XMPMeta xmp, List<String> property) {
    try {
      return xmp.getPropertyString(property.getFirst(), property.getLast());
    } catch (XMPException notText) {
      return null;
    }
  }

  private @Nullable Taken iptc() {
    for (Directory iptc : metadata.getDirectoriesOfType(IptcDirectory.class)) {
      String day = iptc.getString(IptcDirectory.TAG_DATE_CREATED);
      String time = iptc.getString(IptcDirectory.TAG_TIME_CREATED);
      if (day != null) {
        return LooseTime.parse(time == null ? day : day + "T" + time, null, Source.IPTC);
      }
    }
    return null;
  }
}
