package org.acervo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Takes the measurements and prints one table: what, ours, the peer's, their ratio, the goal. */
@Command(
    name = "acervo bench",
    mixinStandardHelpOptions = true,
    description = "Measures Acervo beside its peers and prints one table.")
public final class Bench implements Callable<Integer> {
  private static final List<Measurement> ALL =
      List.of(
          new StartMeasurement(),
          new MemoryMeasurement(),
          new UploadMeasurement(),
          new PageMeasurement(),
          new CachedMeasurement(),
          new ZipfMeasurement(),
          new LevelsMeasurement(),
          new StoreMeasurement(),
          new SyncMeasurement(),
          new CheckMeasurement(),
          new RevokeMeasurement(),
          new RightsMeasurement(),
          new ListingMeasurement(),
          new SoakMeasurement());

  @Option(
      names = "--runs",
      defaultValue = "5",
      description = "runs per figure, at least 5 for a figure to publish")
  private int runs;

  @Option(
      names = "--items",
      split = ",",
      defaultValue = "1000,100000",
      description = "sizes of library, ascending")
  private List<Integer> items = List.of();

  @Option(
      names = "--documents",
      defaultValue = "1000000",
      description = "documents for the store measurement")
  private int documents;

  @Option(
      names = "--upload-mib",
      defaultValue = "256",
      description = "size of the large upload in MiB")
  private int uploadMib;

  @Option(
      names = "--minutes",
      defaultValue = "20",
      description = "how long the soak lasts; fractions are possible")
  private double minutes;

  @Option(
      names = "--only",
      split = ",",
      description =
          "of start, memory, upload, page, cached, zipf, levels, store, check, revoke, rights, listing, soak")
  private List<String> only = List.of();

  @Option(
      names = "--results",
      description = "folder that keeps every single value; by default target/bench of the checkout")
  private @Nullable Path results;

  @Spec private @Nullable CommandSpec spec;

  private Bench() {}

  /** Exits with 0 when every chosen measurement was taken, 1 when one failed, 2 for wrong usage. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Bench()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Measurement> chosen =
        ALL.stream().filter(one -> only.isEmpty() || only.contains(one.name())).toList();
    if (chosen.isEmpty() || runs < 1 || items.isEmpty() || minutes <= 0) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), "nothing to measure");
    }
    Path root = Path.of(System.getProperty("acervo.root", ".")).toAbsolutePath();
    Path scratch = Files.createDirectories(root.resolve("bench/target/scratch"));
    List<Row> rows = new ArrayList<>();
    boolean whole = true;
    try (Lab lab =
        new Lab(
            root,
            Files.createTempDirectory(scratch, "run-"),
            runs,
            items,
            documents,
            uploadMib,
            Duration.ofMillis(Math.round(minutes * 60_000)))) {
      for (Measurement measurement : chosen) {
        lab.say(measurement.name());
        try {
          rows.addAll(measurement.take(lab));
        } catch (IOException e) { // what the others took hours for is not thrown away
          lab.say(measurement.name() + " failed: " + e);
          whole = false;
        }
      }
      System.out.print(Table.of(rows));
      Path all = results == null ? root.resolve("target/bench") : results;
      lab.say("kept in " + Results.keep(all, lab, command(), rows));
    }
    return whole ? 0 : 1;
  }

  private String command() {
    String sizes = String.join(",", items.stream().map(String::valueOf).toList());
    String words = only.isEmpty() ? "" : " --only " + String.join(",", only);
    return String.format(
        Locale.ROOT,
        "./acervo bench --runs %d --items %s --documents %d --upload-mib %d --minutes %s%s",
        runs,
        sizes,
        documents,
        uploadMib,
        minutes,
        words);
  }
}
