package org.acervo.http;

import static org.acervo.http.Library.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.acervo.ProductProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The product on a disk that runs full, twice, with a kill while it is full. Where this machine
 * lets us mount one, it is a real file system and a process of its own; else a file layer of few
 * bytes and a server that is ended and started again, so that something is shown everywhere.
 */
@Tag("slow")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
final class SmallDiskTest {
  private static final int MIB = 1 << 20;
  private static final int SIZE_MIB = 72;
  private static final int BALLAST_MIB = 24;

  @TempDir Path dir;

  @Test
  void fullTwiceAndKilledWhileFullLosesNothing() throws Exception {
    var mount = Files.createDirectory(dir.resolve("disk"));
    if (!done("mount", "-t", "tmpfs", "-o", "size=" + SIZE_MIB + "m", "tmpfs", mount.toString())) {
      System.out.println("Small disk: nothing can be mounted here, so by the line alone");
      refusedByALine();
      return;
    }
    try {
      onAFileSystem(mount);
    } finally {
      assertThat(done("umount", "--lazy", mount.toString())).isTrue();
    }
  }

  private static boolean done(String... command) throws InterruptedException {
    try {
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) { // there is no such program
      return false;
    }
  }

  private static ProductProcess start(Path home) throws IOException {
    return ProductProcess.start(
        Map.of("ACERVO_REDIS_EMBEDDED", "false", "ACERVO_MEDIA_WORKERS", "1"),
        "run",
        "--port",
        "0",
        "--home",
        home.toString());
  }

  private static void onAFileSystem(Path mount) throws Exception {
    var home = mount.resolve("home");
    var ballast = mount.resolve("ballast");
    Files.write(ballast, new byte[BALLAST_MIB * MIB]);
    FullLibrary full;
    try (var product = start(home)) {
      full = setUp(product.address(), home);
      full.fill();
      assertThat(full.awaitReady(503).text()).contains("disk");
      full.assertServesWhileFull();

      Files.delete(ballast);
      full.awaitReady(200);
      full.awaitRoom();

      full.fill();
      assertThat(full.awaitReady(503).text()).contains("disk");
      product.kill();
    }
    try (var product = start(home)) {
      full.movedTo(product.address());
      assertThat(full.awaitReady(503).text()).contains("disk");
      full.assertServesWhileFull();
      assertThat(done("mount", "-o", "remount,size=" + 2 * SIZE_MIB + "m", mount.toString()))
          .isTrue();
      full.awaitReady(200);
      full.awaitRoom();
      product.stop();
    }
  }

  private static FullLibrary setUp(String address, Path home) throws IOException {
    var nobody = Client.of(address);
    String token = Files.readString(home.resolve("setup-token")).strip();
    var made =
        expect(
            201,
            nobody.post(
                "/api/v1/setup",
                "{\"token\":\"%s\",\"login\":\"ana\",\"name\":\"Ana\",\"password\":\"%s\"}"
                    .formatted(token, Library.PASSWORD)));
    return new FullLibrary(nobody, nobody.keeping(made));
  }

  @Test
  void writesAreRefusedTwiceAndGoOnByThemselves() throws Exception {
    refusedByALine();
  }

  private static void refusedByALine() throws Exception {
    try (var line = new FaultyLine();
        var library =
            Library.open(Map.of("ACERVO_MONGODB_URI", line.uri(), "ACERVO_CACHE", "false"))) {
      var full = new FullLibrary(library.nobody, library.admin);
      full.awaitRoom();
      for (int time = 0; time < 2; time++) {
        line.inject(Faults.Kind.DISK_FULL, "insert", Faults.ALWAYS);
        full.fill();
        full.assertReads();
        assertThat(library.nobody.get("/health/live").status()).isEqualTo(200);
        line.clear();
        full.awaitRoom();
      }
    }
  }
}
