package org.acervo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.acervo.blobs.Blob;
import org.acervo.collections.Collection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code acervo verify}: reads every stored file and compares it with its hash. */
@Command(
    name = "verify",
    description = "Reads every stored file back and compares it with its hash.",
    mixinStandardHelpOptions = true)
final class Verify implements Callable<Integer> {
  private static final int FOUND_WRONG = 3;

  @Option(names = "--home", description = "Folder of the embedded servers.")
  private @Nullable Path home;

  @Override
  public Integer call() throws IOException {
    try (var app = Existing.open(home)) {
      app.items.originals(app.blobs::look);
      var result = app.blobs.verify(blob -> tell(app, blob));
      System.out.printf(
          "stored %d, readable %d, damaged %d, missing %d%n",
          result.files(), result.files() - result.damaged(), result.damaged(), result.missing());
      return result.damaged() + result.missing() == 0 ? 0 : FOUND_WRONG;
    }
  }

  /** A line for every item that is concerned. */
  private static void tell(App app, Blob blob) {
    String what = blob.place() instanceof Blob.Place.Missing ? "missing" : "damaged";
    var items = app.items.ofBytes(blob.sha256());
    String file = " (" + blob.sha256() + ", " + blob.size() + " bytes)";
    if (items.isEmpty()) {
      System.out.println(what + ": bytes of no item any more" + file);
    }
    for (var item : items) {
      String title =
          app.collections.find(List.of(item.home())).stream()
              .findFirst()
              .map(Collection::title)
              .orElse("");
      System.out.printf(
          "%s: item %s \"%s\" in collection %s \"%s\"%s%n",
          what, item.id(), item.title(), item.home(), title, file);
    }
  }
}
