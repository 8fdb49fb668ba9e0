package org.acervo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.acervo.items.ItemEdit;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code acervo import}: brings a folder of files into a library that is not running. */
@Command(
    name = "import",
    description = "Brings a folder in; folders inside it become collections.",
    mixinStandardHelpOptions = true)
final class Import implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "The folder.")
  private Path dir = Path.of("");

  @Option(names = "--collection", required = true, description = "Id of the collection.")
  private String collection = "";

  @Option(names = "--home", description = "Folder of the embedded servers.")
  private @Nullable Path home;

  private final Map<Path, CollectionId> folders = new HashMap<>();
  private int fresh;
  private int known;
  private int refused;

  @Override
  public Integer call() throws IOException {
    if (!Files.isDirectory(dir)) {
      throw new IllegalArgumentException(dir + " is not a folder");
    }
    try (var app = new App(Main.config(home, null), InstantSource.system())) {
      var root = new CollectionId(collection);
      app.collections.find(root);
      folders.put(dir, root);
      for (var file : files()) {
        bring(app, file);
      }
    }
    System.out.printf("%d added, %d were there already, %d refused%n", fresh, known, refused);
    return refused == 0 ? 0 : 1;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(dir)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private void bring(App app, Path file) throws IOException {
    var caller = Console.caller();
    var name = String.valueOf(file.getFileName());
    try (var in = Files.newInputStream(file);
        var receiving = app.uploads.begin(caller.id(), folder(app, parent(file)))) {
      var added =
          receiving
              .receive(name, in)
              .commit(new ItemEdit(null, null, null, null), Optional.empty());
      if (added.fresh()) {
        fresh++;
      } else {
        known++;
      }
    } catch (Failed failed) {
      refused++;
      System.out.println(file + ": " + failed.failure().detail());
    }
  }

  private static Path parent(Path file) {
    return Optional.ofNullable(file.getParent()).orElse(Path.of(""));
  }

  /** The collection that a folder became; made when its first file comes. */
  private CollectionId folder(App app, Path folder) {
    var there = folders.get(folder);
    if (there != null) {
      return there;
    }
    var parent = folder(app, parent(folder));
    var made =
        app.collections.create(Console.caller(), parent, String.valueOf(folder.getFileName()), "");
    folders.put(folder, made.id());
    return made.id();
  }
}
