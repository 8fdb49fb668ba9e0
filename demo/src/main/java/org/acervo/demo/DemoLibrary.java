package org.acervo.demo;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.acervo.demo.art.Dice;
import org.acervo.demo.print.Shelf;
import org.acervo.trial.DemoPlan;
import org.acervo.trial.DemoSource;
import org.acervo.trial.Work;

/** The library that {@code run --demo} opens on; found by {@link java.util.ServiceLoader}. */
public final class DemoLibrary implements DemoSource {
  private static final long SEED = 1931;

  @Override
  public DemoPlan plan() {
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

  @Override
  public Press draw() throws IOException {
    return DemoPress.start(plan());
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
