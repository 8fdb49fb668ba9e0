package org.acervo.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.acervo.embedded.index.LimitedDisk;
import org.acervo.embedded.index.StoreSettings;

/** An evaluation server on a disk of few bytes, for tests of what stands above it. */
public final class SmallDisk implements AutoCloseable {
  private final Path folder;
  private final LimitedDisk disk;
  private EvaluationServer server;

  public SmallDisk(Path folder, long bytes) throws IOException {
    this.folder = folder;
    this.disk = LimitedDisk.of(bytes);
    this.server = start();
  }

  private EvaluationServer start() throws IOException {
    var time = Clock.systemUTC();
    return EvaluationServer.start(
        StoreSettings.at(folder.resolve("data.mv")).on(disk.prefix(), disk),
        Optional.empty(),
        LogicalClock.inMemory(time),
        time);
  }

  public String uri() {
    return server.uri();
  }

  /** Others take all that is left. */
  public void fill() {
    disk.fill();
  }

  /** Others leave, and there is more than before. */
  public void grow(long bytes) {
    disk.clear();
    disk.grow(bytes);
  }

  /** Ends the server and starts it again, full as the disk is. */
  public void restart() throws IOException {
    server.close();
    server = start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
