package org.acervo.demo;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.acervo.demo.art.Atelier;
import org.acervo.demo.art.Dice;
import org.acervo.demo.art.Format;
import org.acervo.demo.art.Kind;
import org.acervo.trial.Work;

/**
 * A run of pictures of one kind that hang in one collection: how many, in which proportions, from
 * which years, and the words their titles are made of.
 */
record Series(
    List<String> collection,
    Kind kind,
    int count,
    List<Frame> frames,
    int firstYear,
    int lastYear,
    List<String> tags,
    List<String> subjects,
    List<String> moods,
    String descr) {
  /**
   * Proportions in use, with sizes of a good million pixels: as much as the window of a laptop
   * shows, and no more, because drawing, storing and previews all cost by the pixel.
   */
  enum Frame {
    LANDSCAPE(1290, 860),
    CLASSIC(1200, 900),
    WIDE(1408, 792),
    PANORAMA(1800, 600),
    SQUARE(1060, 1060),
    PORTRAIT(860, 1290),
    SHEET(905, 1280),
    TALL(720, 1355);

    final int width;
    final int height;

    Frame(int width, int height) {
      this.width = width;
      this.height = height;
    }
  }

  /** The works of this series; titles do not repeat within it. */
  List<Work> works(long seed) {
    var dice = new Dice(seed + kind.name().hashCode() * 31L + subjects.hashCode());
    var titles = dice.shuffled(titles());
    var works = new ArrayList<Work>();
    for (var i = 0; i < count; i++) {
      works.add(work(dice, titles.get(i), i));
    }
    return works;
  }

  private List<String> titles() {
    return subjects.stream()
        .flatMap(
            subject -> moods.stream().map(mood -> mood.isEmpty() ? subject : subject + ", " + mood))
        .toList();
  }

  private Work work(Dice dice, String title, int i) {
    var frame = frames.get(i % frames.size());
    var format = format(dice);
    var seed = dice.whole(1, 1_000_000);
    var taken = LocalDate.of(dice.whole(firstYear, lastYear), 1, 1).plusDays(dice.whole(0, 364));
    return new Work(
        collection,
        title,
        descr.replace("{}", title),
        tags,
        taken,
        fileName(title) + "-" + taken.getYear() + "." + format.extension(),
        format.mediaType(),
        () -> Atelier.draw(kind, seed, frame.width, frame.height, format));
  }

  /** Nearly all are JPEG; flat prints are sometimes PNG or GIF, and some scans TIFF or BMP. */
  private Format format(Dice dice) {
    return switch (kind) {
      case CONCRETE, POEM -> dice.chance(0.25) ? Format.PNG : Format.JPEG;
      case SPECIMEN -> Format.PNG;
      case ORBITS -> dice.chance(0.3) ? Format.GIF : Format.JPEG;
      case STRATA -> dice.chance(0.3) ? Format.TIFF : Format.JPEG;
      case SHELLS -> dice.chance(0.3) ? Format.BMP : Format.JPEG;
      default -> Format.JPEG;
    };
  }

  private static String fileName(String title) {
    return Normalizer.normalize(title, Normalizer.Form.NFD)
        .replaceAll("\\p{M}", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9]+", "-")
        .replaceAll("^-|-$", "");
  }
}
