package org.acervo.embedded.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.Set;
import org.acervo.kernel.PrivateFiles;

/**
 * The disk below a folder. What is kept back is a file in it, filled with noise, because a file
 * system that compresses would keep nothing back for zeros.
 */
final class FolderDisk implements Disk {
  private static final int BLOCK = 256 << 10;

  private final Path folder;
  private final Path reserve;

  FolderDisk(Path folder) {
    this.folder = folder;
    this.reserve = folder.resolve("reserve");
  }

  @Override
  public long usable() {
    return folder.toFile().getUsableSpace();
  }

  @Override
  public long reserved() {
    return reserve.toFile().length();
  }

  @Override
  public void reserve(long bytes) throws IOException {
    try (FileChannel file =
        FileChannel.open(
            reserve,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            PrivateFiles.file(reserve))) {
      if (file.size() > bytes) {
        file.truncate(bytes);
        return;
      }
      byte[] noise = new byte[BLOCK];
      new Random(file.size()).nextBytes(noise);
      for (long at = file.size(); at < bytes; at = file.size()) {
        int length = (int) Math.min(BLOCK, bytes - at);
        file.write(ByteBuffer.wrap(noise, 0, length), at);
      }
    } catch (IOException e) {
      if (!Space.isFull(e) || !Files.exists(reserve)) {
        throw e;
      }
    }
  }
}
