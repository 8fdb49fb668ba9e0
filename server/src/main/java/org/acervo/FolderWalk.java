package org.acervo;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that lies in a folder, in order, with what is left out and why. */
final class FolderWalk extends SimpleFileVisitor<Path> {

  /** One thing in the folder. */
  sealed interface Found {
    Path path();

    /** A file that can be read. */
    record File(Path path) implements Found {}

    /** What nobody wants. */
    record Skipped(Path path, String why) implements Found {}

    /** What somebody may want, and we cannot have. */
    record Unreadable(Path path, String why) implements Found {}
  }

  private final Path root;
  private final List<Found> found = new ArrayList<>();

  private FolderWalk(Path root) {
    this.root = root;
  }

  /** Links are named and not followed: they may lead out of the folder, or in a circle. */
  static List<Found> of(Path root) throws IOException {
    var walk = new FolderWalk(root);
    Files.walkFileTree(root, walk);
    walk.found.sort(Comparator.comparing(one -> one.path().toString()));
    return List.copyOf(walk.found);
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    if (!folder.equals(root) && isHidden(folder)) {
      found.add(new Found.Skipped(folder, "is a hidden folder"));
      return FileVisitResult.SKIP_SUBTREE;
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    found.add(judged(file, attributes));
    return FileVisitResult.CONTINUE;
  }

  private static Found judged(Path file, BasicFileAttributes attributes) {
    if (attributes.isSymbolicLink()) {
      return new Found.Skipped(file, "is a symbolic link, and links are not followed");
    }
    if (!attributes.isRegularFile()) {
      return new Found.Skipped(file, "is no ordinary file");
    }
    if (isHidden(file)) {
      return new Found.Skipped(file, "is hidden");
    }
    if (attributes.size() == 0) {
      return new Found.Skipped(file, "is empty");
    }
    return Files.isReadable(file)
        ? new Found.File(file)
        : new Found.Unreadable(file, "may not be read by this user");
  }

  private static boolean isHidden(Path path) {
    return String.valueOf(path.getFileName()).startsWith(".");
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) {
    found.add(new Found.Unreadable(file, "cannot be read: " + e));
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
    if (e != null) {
      found.add(new Found.Unreadable(folder, "cannot be read to its end: " + e));
    }
    return FileVisitResult.CONTINUE;
  }
}
