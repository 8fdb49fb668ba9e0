package org.acervo.kernel;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Files and folders that nobody but their owner may read: 600 and 700, where the file system knows
 * such permissions. A program's bit for its owner stays.
 */
public final class PrivateFiles {
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  private PrivateFiles() {}

  /** Makes the folder, with those above it that are missing, or makes it private if it is there. */
  public static void folder(Path folder) throws IOException {
    if (!posix(folder)) {
      Files.createDirectories(folder);
    } else if (Files.isDirectory(folder)) {
      restrict(folder, FOLDER);
    } else {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
    }
  }

  /** What a file in this place is to be created with. */
  public static FileAttribute<?>[] file(Path place) {
    return posix(place)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(FILE)}
        : new FileAttribute<?>[0];
  }

  /** Writes a file anew that was never readable by others. */
  public static void write(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(file, file(file));
    Files.writeString(file, text);
  }

  /** Opens a file to be written from its beginning; if it has to be made, it is private. */
  public static OutputStream stream(Path file) throws IOException {
    var options =
        Set.of(
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
    return Channels.newOutputStream(FileChannel.open(file, options, file(file)));
  }

  /** Makes an empty private file unless there is one of that name. */
  public static void ensure(Path file) throws IOException {
    try {
      Files.createFile(file, file(file));
    } catch (FileAlreadyExistsException e) {
      // It is there, which is all that was asked for.
    }
  }

  /**
   * Makes a file, or a folder and all that lies in it, private. Links are not followed, and files
   * that end meanwhile do not matter.
   *
   * @throws IOException when something belongs to somebody else
   */
  public static void everythingIn(Path folder) throws IOException {
    if (!posix(folder) || !Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes)
              throws IOException {
            restrict(dir, FOLDER);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isRegularFile()) {
              restrict(file, FILE);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
  }

  private static boolean posix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static void restrict(Path path, Set<PosixFilePermission> most) throws IOException {
    try {
      var now = Files.getPosixFilePermissions(path);
      var wanted = EnumSet.copyOf(most);
      if (now.contains(PosixFilePermission.OWNER_EXECUTE)) {
        wanted.add(PosixFilePermission.OWNER_EXECUTE);
      }
      if (!now.equals(wanted)) {
        Files.setPosixFilePermissions(path, wanted);
      }
    } catch (NoSuchFileException e) {
      // Somebody has removed it since it was listed, so nobody can read it.
    } catch (IOException e) {
      throw new IOException(
          path + " cannot be made private to this user; does it belong to another one?", e);
    }
  }
}
