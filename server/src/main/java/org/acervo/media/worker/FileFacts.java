package org.acervo.media.worker;

import com.adobe.internal.xmp.XMPException;
import com.adobe.internal.xmp.XMPMeta;
import com.adobe.internal.xmp.properties.XMPProperty;
import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.lang.GeoLocation;
import com.drew.lang.Rational;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import com.drew.metadata.exif.GpsDirectory;
import com.drew.metadata.iptc.IptcDirectory;
import com.drew.metadata.xmp.XmpDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.acervo.media.Facts;
import org.acervo.media.Facts.Camera;
import org.acervo.media.Facts.Location;
import org.jspecify.annotations.Nullable;

/** Reads EXIF, IPTC and XMP. The words of a person (IPTC, XMP) win over those of the camera. */
final class FileFacts {
  private static final int LINE = 500;
  private static final int PARAGRAPHS = 20_000;
  private static final int MAX_KEYWORDS = 200;
  private static final String DC = "http://purl.org/dc/elements/1.1/";

  /** The facts and how the picture must be turned. */
  record Result(Facts facts, Orientation orientation) {
    static Result none(String note) {
      return new Result(
          new Facts(null, null, null, null, null, null, null, List.of(), note),
          Orientation.UPRIGHT);
    }
  }

  private final Metadata metadata;

  private FileFacts(Metadata metadata) {
    this.metadata = metadata;
  }

  /** Metadata is a courtesy: whatever goes wrong in it becomes a note, never a failed preview. */
  static Result read(Path file) {
    try {
      FileFacts facts = new FileFacts(ImageMetadataReader.readMetadata(file.toFile()));
      return new Result(facts.facts(), facts.orientation());
    } catch (IOException | ImageProcessingException | RuntimeException e) {
      return Result.none("Metadata could not be read: " + Plain.text(e.getMessage(), LINE));
    } catch (OutOfMemoryError | StackOverflowError e) {
      return Result.none("Metadata left out: it does not fit the worker's memory.");
    }
  }

  private Orientation orientation() {
    for (ExifIFD0Directory ifd : metadata.getDirectoriesOfType(ExifIFD0Directory.class)) {
      Integer value = ifd.getInteger(ExifDirectoryBase.TAG_ORIENTATION);
      if (value != null) {
        return Orientation.of(value);
      }
    }
    return Orientation.UPRIGHT;
  }

  private Facts facts() {
    return new Facts(
        TakenTime.of(metadata),
        camera(),
        location(),
        words(LINE, xmp("title"), iptc(IptcDirectory.TAG_OBJECT_NAME)),
        words(
            PARAGRAPHS,
            xmp("description"),
            iptc(IptcDirectory.TAG_CAPTION),
            exif(ExifDirectoryBase.TAG_IMAGE_DESCRIPTION)),
        words(
            LINE,
            xmp("creator"),
            iptc(IptcDirectory.TAG_BY_LINE),
            exif(ExifDirectoryBase.TAG_ARTIST)),
        words(
            LINE,
            xmp("rights"),
            iptc(IptcDirectory.TAG_COPYRIGHT_NOTICE),
            exif(ExifDirectoryBase.TAG_COPYRIGHT)),
        keywords(),
        null);
  }

  private static @Nullable String words(int max, @Nullable String... sources) {
    for (String source : sources) {
      String text = Plain.text(source, max);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  private @Nullable Camera camera() {
    Camera camera =
        new Camera(
            words(LINE, exif(ExifDirectoryBase.TAG_MAKE)),
            words(LINE, exif(ExifDirectoryBase.TAG_MODEL)),
            words(LINE, exif(ExifDirectoryBase.TAG_LENS_MODEL)),
            exposure(),
            number(ExifDirectoryBase.TAG_FNUMBER),
            iso(),
            number(ExifDirectoryBase.TAG_FOCAL_LENGTH));
    return camera.equals(new Camera(null, null, null, null, null, null, null)) ? null : camera;
  }

  private @Nullable String exposure() {
    Rational time = rational(ExifDirectoryBase.TAG_EXPOSURE_TIME);
    if (time == null || time.getNumerator() <= 0 || time.getDenominator() <= 0) {
      return null;
    }
    double seconds = time.doubleValue();
    return seconds < 0.3
        ? "1/" + Math.round(1 / seconds)
        : "%.1f".formatted(seconds).replace(".0", "");
  }

  private @Nullable Integer iso() {
    ExifSubIFDDirectory exif = metadata.getFirstDirectoryOfType(ExifSubIFDDirectory.class);
    Integer iso = exif == null ? null : exif.getInteger(ExifDirectoryBase.TAG_ISO_EQUIVALENT);
    return iso != null && iso > 0 ? iso : null;
  }

  private @Nullable Double number(int tag) {
    Rational value = rational(tag);
    if (value == null || value.getDenominator() == 0 || value.getNumerator() <= 0) {
      return null;
    }
    return Math.round(value.doubleValue() * 100) / 100.0;
  }

  private @Nullable Rational rational(int tag) {
    ExifSubIFDDirectory exif = metadata.getFirstDirectoryOfType(ExifSubIFDDirectory.class);
    return exif == null ? null : exif.getRational(tag);
  }

  private @Nullable Location location() {
    for (GpsDirectory gps : metadata.getDirectoriesOfType(GpsDirectory.class)) {
      GeoLocation place = gps.getGeoLocation();
      if (place != null
          && !place.isZero()
          && Math.abs(place.getLatitude()) <= 90
          && Math.abs(place.getLongitude()) <= 180) {
        return new Location(place.getLatitude(), place.getLongitude());
      }
    }
    return null;
  }

  private @Nullable String exif(int tag) {
    for (ExifDirectoryBase exif : metadata.getDirectoriesOfType(ExifDirectoryBase.class)) {
      boolean main = exif instanceof ExifIFD0Directory || exif instanceof ExifSubIFDDirectory;
      if (main && exif.getString(tag) != null) {
        return exif.getString(tag);
      }
    }
    return null;
  }

  private @Nullable String iptc(int tag) {
    Directory iptc = metadata.getFirstDirectoryOfType(IptcDirectory.class);
    return iptc == null ? null : iptc.getString(tag);
  }

  /** The first entry of a Dublin Core list, or the value itself. */
  private @Nullable String xmp(String name) {
    List<String> all = xmpAll(name, 1);
    return all.isEmpty() ? null : all.getFirst();
  }

  private List<String> xmpAll(String name, int max) {
    List<String> values = new ArrayList<>();
    for (XmpDirectory directory : metadata.getDirectoriesOfType(XmpDirectory.class)) {
      XMPMeta xmp = directory.getXMPMeta();
      try {
        int count = Math.min(max - values.size(), xmp.countArrayItems(DC, name));
        for (int i = 1; i <= count; i++) {
          XMPProperty item = xmp.getArrayItem(DC, name, i);
          values.add(item.getValue());
        }
      } catch (XMPException notAList) {
        addPlain(xmp, name, values);
      }
    }
    return values;
  }

  private static void addPlain(XMPMeta xmp, String name, List<String> values) {
    try {
      String value = xmp.getPropertyString(DC, name);
      if (value != null) {
        values.add(value);
      }
    } catch (XMPException neither) {
      return; // a structure we have no word for
    }
  }

  private List<String> keywords() {
    Set<String> keywords = new LinkedHashSet<>();
    List<String> raw = new ArrayList<>(xmpAll("subject", MAX_KEYWORDS));
    for (IptcDirectory iptc : metadata.getDirectoriesOfType(IptcDirectory.class)) {
      List<String> listed = iptc.getKeywords();
      raw.addAll(listed == null ? List.of() : listed);
    }
    for (String keyword : raw) {
      String clean = Plain.text(keyword, LINE);
      if (clean != null && keywords.size() < MAX_KEYWORDS) {
        keywords.add(clean);
      }
    }
    return List.copyOf(keywords);
  }
}
