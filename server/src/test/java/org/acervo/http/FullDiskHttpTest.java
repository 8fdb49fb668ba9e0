package org.acervo.http;

import java.nio.file.Path;
import java.util.Map;
import org.acervo.embedded.SmallDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people are told while the disk is full, over a file layer of few bytes. */
final class FullDiskHttpTest {
  private static final long MIB = 1 << 20;

  @TempDir Path dir;

  @Test
  void everyWriteSaysThatThereIsNoRoomAndReadingGoesOn() throws Exception {
    try (var disk = new SmallDisk(dir, 24 * MIB);
        var library = Library.open(Map.of("ACERVO_MONGODB_URI", disk.uri()))) {
      var full = new FullLibrary(library.nobody, library.admin);
      full.fill();
      full.assertServesWhileFull();
      disk.fill();
      full.useUpTheReserve();
      full.assertReads();
      full.assertSignInIsHonest();
      disk.grow(24 * MIB);
      full.awaitRoom();
    }
  }
}
