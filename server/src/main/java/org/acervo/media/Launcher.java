package org.acervo.media;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.acervo.media.confine.ConfinedLaunch;
import org.acervo.media.confine.Orders;
import org.acervo.media.confine.Reached;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The command line of a worker: this very Java and class path, wrapped in what the machine offers.
 * Each wrapping is tried once before it is relied on, because containers often carry the program
 * and forbid what it does.
 *
 * <p>A worker finds its file by a relative path: its folder is where it starts, and the folders
 * above are closed to a user of its own.
 */
final class Launcher {
  private static final Logger LOG = LoggerFactory.getLogger(Launcher.class);

  private static final String MAIN = "org.acervo.media.worker.WorkerMain";
  private static final int OPEN_FILES = 512;

  /** Beyond the heap: code, threads, and the coefficients of a progressive JPEG. */
  private static final long ADDRESS_SPACE_BESIDES_HEAP = 3L << 30;

  /** A worker whose server died in the middle of a file stops by itself at this limit. */
  static final long CPU_SECONDS = 3600;

  /** A wrapping that does not work says so at once; one that works is slow on a busy machine. */
  private static final int PROBE_SECONDS = 60;

  private final ProgramFiles program;
  private final MediaConfig config;
  private final String mainClass;
  private final Wrapping wrapping;
  private final int landlock;

  private Launcher(
      ProgramFiles program, MediaConfig config, String mainClass, Wrapping wrapping, int landlock) {
    this.program = program;
    this.config = config;
    this.mainClass = mainClass;
    this.wrapping = wrapping;
    this.landlock = landlock;
  }

  static Launcher of(MediaConfig config) throws IOException, InterruptedException {
    return of(config, MAIN);
  }

  /**
   * The strongest that works here.
   *
   * @throws IllegalArgumentException when that is less than the settings require
   */
  static Launcher of(MediaConfig config, String mainClass)
      throws IOException, InterruptedException {
    ProgramFiles program = ProgramFiles.ofThisProcess();
    for (Wrapping candidate : Wrapping.candidates(program)) {
      Optional<Launcher> works = tried(program, config, mainClass, candidate);
      if (works.isPresent()) {
        works.get().report();
        return works.get();
      }
    }
    throw new IOException(
        "Java does not start as a worker: %s. See the messages above.".formatted(program.java()));
  }

  /** One certain wrapping, if it works here. */
  static Optional<Launcher> tried(
      ProgramFiles program, MediaConfig config, String mainClass, Wrapping wrapping)
      throws IOException, InterruptedException {
    Launcher launcher = new Launcher(program, config, mainClass, wrapping, 0);
    Path folder = Files.createTempDirectory(config.folder(), "probe-").toAbsolutePath();
    try {
      wrapping.hand(folder);
      List<String> java = List.of(program.java().toString(), "-Xmx16m", "-version");
      Process probe = launcher.start(folder, java, true);
      try (BufferedReader said = probe.errorReader()) {
        probe.getOutputStream().close();
        List<String> lines = said.lines().toList();
        if (!probe.waitFor(PROBE_SECONDS, TimeUnit.SECONDS) || probe.exitValue() != 0) {
          LOG.debug("{} does not work here: {}", wrapping, lines);
          return Optional.empty();
        }
        int landlock = Reached.in(lines.stream()).map(Reached::landlock).orElse(0);
        return Optional.of(new Launcher(program, config, mainClass, wrapping, landlock));
      } finally {
        probe.destroyForcibly();
      }
    } finally {
      Files.deleteIfExists(folder);
    }
  }

  private void report() {
    String means = wrapping.means(landlock);
    sufficient(isolation(), config.sandbox(), means);
    if (isolation() == Isolation.SANDBOX) {
      LOG.debug("media workers are shut in by {}", means);
    } else {
      LOG.warn(
          "media workers are separated by {} only: a file that takes over its decoder could reach"
              + " files of the server's user. Install bubblewrap, or use a kernel with Landlock.",
          means);
    }
  }

  static void sufficient(Isolation reached, Sandbox wanted, String means) {
    if (wanted == Sandbox.REQUIRED && reached != Isolation.SANDBOX) {
      throw new IllegalArgumentException(
          ("ACERVO_MEDIA_SANDBOX is required, but this machine offers %s. Install bubblewrap, use"
                  + " a kernel with Landlock (Linux 5.13), or set it to best.")
              .formatted(means));
    }
  }

  Isolation isolation() {
    return wrapping.isolation(landlock);
  }

  /** What shuts workers in here, in words. */
  String means() {
    return wrapping.means(landlock);
  }

  Process start(Path folder) throws IOException {
    wrapping.hand(folder);
    return start(folder, javaCommand(), false);
  }

  /** Lets the worker have a file that the server put into its folder. */
  void hand(Path file) throws IOException {
    wrapping.hand(file);
  }

  private Process start(Path folder, List<String> java, boolean tell) throws IOException {
    List<String> command = new ArrayList<>();
    if (wrapping.bwrap() != null) {
      command.addAll(bubblewrap(wrapping.bwrap(), folder));
    }
    if (wrapping.prlimit() != null) {
      command.addAll(limits(wrapping.prlimit()));
    }
    command.addAll(wrapping.confined() ? confined(folder, java, tell) : java);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    return builder.start();
  }

  private long addressSpace() {
    return config.memory().bytes() + ADDRESS_SPACE_BESIDES_HEAP;
  }

  private List<String> limits(String prlimit) {
    return List.of(
        prlimit,
        "--as=" + addressSpace(),
        "--cpu=" + CPU_SECONDS,
        "--nofile=" + OPEN_FILES,
        "--core=0",
        "--");
  }

  private List<String> confined(Path folder, List<String> java, boolean tell) {
    List<String> command =
        new ArrayList<>(
            List.of(
                program.java().toString(),
                "-Xmx16m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                program.classPath(),
                ConfinedLaunch.class.getName()));
    command.addAll(
        new Orders(
                wrapping.user(),
                addressSpace(),
                CPU_SECONDS,
                OPEN_FILES,
                program.readable(),
                folder,
                tell,
                java)
            .written());
    return command;
  }

  private List<String> javaCommand() {
    return List.of(
        program.java().toString(),
        "-Xmx" + config.memory().bytes(),
        "-Xms32m",
        "-Xss4m",
        "-XX:+UseSerialGC",
        "-XX:MinHeapFreeRatio=10",
        "-XX:MaxHeapFreeRatio=30",
        "-XX:MaxMetaspaceSize=96m",
        "-XX:CompressedClassSpaceSize=32m",
        "-XX:ReservedCodeCacheSize=64m",
        "-XX:-UsePerfData",
        "-XX:+DisableAttachMechanism",
        "-XX:-CreateCoredumpOnCrash",
        "-XX:ErrorFile=crash.log",
        "-Xshare:auto",
        "-Djava.awt.headless=true",
        "-Djava.io.tmpdir=.",
        "-Duser.home=.",
        "-Djdk.xml.dtd.support=deny",
        "-Djavax.xml.accessExternalDTD=",
        "-Djavax.xml.accessExternalSchema=",
        "-Dpdfbox.fontcache=.",
        "-Dorg.apache.commons.logging.LogFactory=org.apache.commons.logging.impl.LogFactoryImpl",
        "-Dorg.apache.commons.logging.Log=org.apache.commons.logging.impl.NoOpLog",
        "-cp",
        program.classPath(),
        mainClass);
  }

  private List<String> bubblewrap(String bwrap, Path folder) {
    List<String> command =
        new ArrayList<>(
            List.of(
                bwrap,
                "--unshare-all",
                "--die-with-parent",
                "--new-session",
                "--clearenv",
                "--cap-drop",
                "ALL",
                "--proc",
                "/proc",
                "--dev",
                "/dev",
                "--tmpfs",
                "/tmp"));
    for (Path path : program.readable()) {
      command.add("--ro-bind-try");
      command.add(path.toString());
      command.add(path.toString());
    }
    command.addAll(List.of("--bind", folder.toString(), folder.toString()));
    command.addAll(List.of("--chdir", folder.toString(), "--"));
    return command;
  }
}
