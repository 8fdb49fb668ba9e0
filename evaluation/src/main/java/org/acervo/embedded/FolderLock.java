package org.acervo.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.acervo.kernel.PrivateFiles;

/**
 * Says that a server of this process works in a folder. Whoever comes while it does is told which
 * process that is, instead of ending what it takes for left over.
 *
 * <p>It is a lock of the system, which ends with the process that took it, however that ends; so
 * unlike a number in a file it is never believed of a process that is gone, nor of another one that
 * was given the same number. The number stands in the file for people only.
 */
final class FolderLock implements AutoCloseable {
  /**
   * What this process has locked. The system would not tell it from itself, and lets go of all its
   * locks on a file when it closes that file once, so it must not even be opened again.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path place;
  private final FileChannel file;

  /** Somebody else works in the folder. */
  static final class InUse extends IOException {
    private static final long serialVersionUID = 1;

    InUse(Path folder, String who) {
      super(
          "the folder %s is in use by %s; stop that first, or name another folder with --home"
              .formatted(folder, who));
    }
  }

  private FolderLock(Path place, FileChannel file) {
    this.place = place;
    this.file = file;
  }

  /**
   * Locks a folder for one kind of server.
   *
   * @param name of that kind
   * @throws InUse if somebody has done so
   */
  static FolderLock take(Path folder, String name) throws IOException {
    PrivateFiles.folder(folder);
    Path place = folder.toRealPath().resolve(name + ".owner");
    if (!HELD.add(place)) {
      throw new InUse(folder, "this process itself");
    }
    try {
      return new FolderLock(place, locked(place, folder));
    } catch (IOException | RuntimeException e) {
      HELD.remove(place);
      throw e;
    }
  }

  private static FileChannel locked(Path place, Path folder) throws IOException {
    var options =
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    FileChannel file = FileChannel.open(place, options, PrivateFiles.file(place));
    try {
      if (file.tryLock() == null) {
        String pid = Files.readString(place).strip();
        throw new InUse(folder, pid.isEmpty() ? "another process" : "process " + pid);
      }
      byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
      file.truncate(0);
      file.write(ByteBuffer.wrap(pid));
      return file;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      file.close();
    } finally {
      HELD.remove(place);
    }
  }
}
