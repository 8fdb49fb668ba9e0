package org.acervo.demo;

import java.util.List;
import java.util.stream.Stream;
import org.acervo.demo.art.Dice;
import org.acervo.demo.print.Shelf;

/** The library that {@code run --demo} opens on. */
public final class DemoLibrary {
  private static final long SEED = 1931;

  private DemoLibrary() {}

  /** The plan of the library; cheap, nothing is drawn yet, and always the same. */
  public static DemoPlan plan() {
    var pictures = Ledger.series().stream().flatMap(series -> series.works(SEED).stream());
    var booklets = Shelf.all().stream().map(DemoLibrary::booklet);
    var works = new Dice(SEED).shuffled(Stream.concat(pictures, booklets).toList());
    return new DemoPlan(
        Ledger.folders(),
        Community.people(),
        Community.groups(),
        Community.grants(),
        List.copyOf(works));
  }

  private static Work booklet(Shelf.Booklet b) {
    return new Work(
        b.collection(),
        b.title(),
        b.descr(),
        b.tags(),
        b.date(),
        b.fileName(),
        "application/pdf",
        b::print);
  }
}
