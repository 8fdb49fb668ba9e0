package org.acervo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import org.acervo.FolderWalk.Found;
import org.acervo.items.Item;
import org.acervo.items.ItemEdit;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.FileName;
import org.acervo.kernel.MediaType;
import org.acervo.kernel.Sha256;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code acervo import}: brings a folder of files into a library that is not running. It may be cut
 * short at any moment: each file has a key of its own, made of where it goes, where it lies in the
 * folder and what is in it, so that the same command again goes on where the first one was.
 */
@Command(
    name = "import",
    description = "Brings a folder in; folders inside it become collections.",
    mixinStandardHelpOptions = true)
final class Import implements Callable<Integer> {
  private static final ItemEdit NO_WORDS = new ItemEdit(null, null, null, null);

  @Parameters(paramLabel = "DIR", description = "The folder.")
  private Path dir = Path.of("");

  @Option(names = "--collection", required = true, description = "Id of the collection.")
  private String collection = "";

  @Option(names = "--home", description = "Folder of the embedded servers.")
  private @Nullable Path home;

  @Option(names = "--dry-run", description = "Say what would be done, and change nothing.")
  private boolean dry;

  private int added;
  private int known;
  private int skipped;
  private int failed;

  @Override
  public Integer call() throws IOException {
    if (!Files.isDirectory(dir)) {
      throw new IllegalArgumentException(dir + " is not a folder");
    }
    dir = dir.toRealPath(); // it may be a link itself: that one was asked for
    try (var app = Existing.open(home)) {
      var root = new CollectionId(collection);
      if (!app.access.access().policy().tree().contains(root)) {
        throw new IllegalArgumentException(
            "there is no collection " + collection + " (its id is the last part of its address)");
      }
      var folders = new Folders(app, root);
      for (var found : FolderWalk.of(dir)) {
        take(app, folders, found);
      }
      System.out.printf(
          "%s%d added, %d there already, %d skipped, %d failed, %d collections made%n",
          dry ? "Nothing was changed. It would be: " : "",
          added,
          known,
          skipped,
          failed,
          folders.made());
    }
    return failed == 0 ? 0 : 1;
  }

  private void take(App app, Folders folders, Found found) {
    switch (found) {
      case Found.Skipped(var path, var why) -> skip(path, why);
      case Found.Unreadable(var path, var why) -> fail(path, why);
      case Found.File(var path) -> {
        try {
          var _ =
              FileName.label(String.valueOf(path.getFileName())); // what no upload may be called
          if (dry) {
            tell(app, folders, path);
          } else {
            bring(app, folders, path);
          }
        } catch (IOException e) {
          fail(path, "cannot be read: " + e.getMessage());
        } catch (Failed e) {
          switch (e.failure()) {
            case Failure.Unsupported _ -> skip(path, "is no image and no PDF that Acervo keeps");
            case Failure.Unavailable _, Failure.Unknown _ -> throw e; // so would be all that follow
            default -> fail(path, e.failure().detail());
          }
        }
      }
    }
  }

  private void bring(App app, Folders folders, Path file) throws IOException {
    var caller = Console.caller();
    // Looked at before its collection is made, so that what is skipped leaves no empty one.
    try (var in = sniffed(file)) {
      var folder = folders.obtain(caller, names(file.getParent()), "");
      try (var receiving = app.uploads.begin(caller.id(), folder)) {
        var received = receiving.receive(String.valueOf(file.getFileName()), in);
        var upload = received.commit(NO_WORDS, Optional.of(key(file, received.sha256())));
        if (upload.fresh()) {
          added++;
          say("added", file, "item " + upload.item().id());
        } else {
          known(file, upload.item());
        }
      }
    }
  }

  private void tell(App app, Folders folders, Path file) throws IOException {
    try (var in = sniffed(file)) {
      var digest = Sha256.digest();
      byte[] some = new byte[64 << 10];
      for (int n = in.read(some); n >= 0; n = in.read(some)) {
        digest.update(some, 0, n);
      }
      var sha = Sha256.from(digest);
      var there =
          app.items
              .findUpload(key(file, sha))
              .or(() ->
                  folders.find(names(file.getParent())).flatMap(at -> app.items.find(at, sha)));
      if (there.isPresent()) {
        known(file, there.get());
      } else {
        folders.foresee(names(file.getParent()));
        added++;
        say("would add", file, "");
      }
    }
  }

  private static InputStream sniffed(Path file) throws IOException {
    var in = new BufferedInputStream(Files.newInputStream(file), 64 << 10);
    in.mark(MediaType.HEAD_BYTES);
    boolean drawable = MediaType.sniff(in.readNBytes(MediaType.HEAD_BYTES)).isPresent();
    in.reset();
    if (!drawable) {
      in.close();
      throw new Failed(new Failure.Unsupported(""));
    }
    return in;
  }

  private void known(Path file, Item item) {
    known++;
    String where = item.trashed().isPresent() ? ", which lies in the trash" : "";
    say("there", file, "item " + item.id() + where);
  }

  private void skip(Path file, String why) {
    skipped++;
    say("skipped", file, why);
  }

  private void fail(Path file, String why) {
    failed++;
    say("failed", file, why);
  }

  private void say(String what, Path file, String more) {
    System.out.printf("%-9s %s%s%n", what, shown(file), more.isEmpty() ? "" : ": " + more);
  }

  /** On one line, whatever the file is called. */
  private String shown(Path file) {
    return dir.relativize(file)
        .toString()
        .codePoints()
        .map(c -> Character.isISOControl(c) ? '\uFFFD' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** The folders between the one that is brought in and {@code folder}, which is inside it. */
  private List<String> names(@Nullable Path folder) {
    if (folder == null || folder.equals(dir)) {
      return List.of();
    }
    return StreamSupport.stream(dir.relativize(folder).spliterator(), false)
        .map(Path::toString)
        .toList();
  }

  private String key(Path file, Sha256 bytes) {
    var name =
        String.join("\n", "import", collection, dir.relativize(file).toString(), bytes.hex());
    return "import/" + Sha256.of(name.getBytes(UTF_8)).hex();
  }
}
