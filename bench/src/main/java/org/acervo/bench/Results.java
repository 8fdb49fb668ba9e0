package org.acervo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * A folder per run, outside the sources: the machine, the command, the table and every single
 * value.
 */
final class Results {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Results() {}

  static Path keep(Path all, Lab lab, String command, List<Row> rows)
      throws IOException, InterruptedException {
    String name =
        STAMP.format(ZonedDateTime.now(ZoneOffset.UTC)) + "-" + Machine.commit(lab.root());
    Path folder =
        Files.createDirectory(
            Files.createDirectories(all).resolve(name)); // never over those of another run
    Files.writeString(
        folder.resolve("machine.txt"), "command: " + command + "\n" + Machine.describe(lab.root()));
    Files.writeString(folder.resolve("table.md"), Table.of(rows));
    StringBuilder raw = new StringBuilder();
    for (Row row : rows) {
      raw.append(row.what())
          .append(" [")
          .append(row.unit())
          .append("] ours: ")
          .append(row.ours().raw())
          .append('\n');
      if (row.peer() != null) {
        raw.append(row.what()).append(" [").append(row.unit()).append("] ").append(row.peerName());
        raw.append(": ").append(row.peer().raw()).append('\n');
      }
    }
    Files.writeString(folder.resolve("samples.txt"), raw);
    return folder;
  }
}
