package org.acervo.media;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The command line of a worker: this very Java and class path, wrapped in what the machine offers.
 * Each wrapper is tried once before it is relied on, because containers often carry the program and
 * forbid what it does.
 */
final class Launcher {
  private static final String MAIN = "org.acervo.media.worker.WorkerMain";
  private static final int OPEN_FILES = 512;

  /** Beyond the heap: code, threads, and the coefficients of a progressive JPEG. */
  private static final long ADDRESS_SPACE_BESIDES_HEAP = 3L << 30;

  /** A worker whose server died in the middle of a file stops by itself at this limit. */
  static final long CPU_SECONDS = 3600;

  private final ProgramFiles program;
  private final MediaConfig config;
  private final String mainClass;
  private final @Nullable String prlimit;
  private final @Nullable String bwrap;

  private Launcher(
      ProgramFiles program,
      MediaConfig config,
      String mainClass,
      @Nullable String prlimit,
      @Nullable String bwrap) {
    this.program = program;
    this.config = config;
    this.mainClass = mainClass;
    this.prlimit = prlimit;
    this.bwrap = bwrap;
  }

  static Launcher of(MediaConfig config) throws IOException, InterruptedException {
    return of(config, MAIN);
  }

  static Launcher of(MediaConfig config, String mainClass)
      throws IOException, InterruptedException {
    ProgramFiles program = ProgramFiles.ofThisProcess();
    String prlimit = ProgramFiles.find("prlimit");
    Launcher both = new Launcher(program, config, mainClass, prlimit, ProgramFiles.find("bwrap"));
    if (both.bwrap != null && both.starts()) {
      return both;
    }
    Launcher limited = new Launcher(program, config, mainClass, prlimit, null);
    return prlimit != null && limited.starts()
        ? limited
        : new Launcher(program, config, mainClass, null, null);
  }

  Isolation isolation() {
    return bwrap == null ? Isolation.PROCESS : Isolation.SANDBOX;
  }

  Process start(Path folder) throws IOException {
    return start(folder, javaCommand(folder));
  }

  /** Whether the wrappers can start this Java at all. */
  private boolean starts() throws IOException, InterruptedException {
    Process probe =
        start(config.folder(), List.of(program.java().toString(), "-Xmx16m", "-version"));
    try {
      return probe.waitFor(10, TimeUnit.SECONDS) && probe.exitValue() == 0;
    } finally {
      probe.destroyForcibly();
    }
  }

  private Process start(Path folder, List<String> java) throws IOException {
    List<String> command = new ArrayList<>();
    if (bwrap != null) {
      command.addAll(sandbox(bwrap, folder));
    }
    if (prlimit != null) {
      long space = config.memory().bytes() + ADDRESS_SPACE_BESIDES_HEAP;
      command.add(prlimit);
      command.add("--as=" + space);
      command.add("--cpu=" + CPU_SECONDS);
      command.add("--nofile=" + OPEN_FILES);
      command.add("--core=0");
      command.add("--");
    }
    command.addAll(java);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    return builder.start();
  }

  private List<String> javaCommand(Path folder) {
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
        "-XX:ErrorFile=" + folder.resolve("crash.log"),
        "-Xshare:auto",
        "-Djava.awt.headless=true",
        "-Djava.io.tmpdir=" + folder,
        "-Duser.home=" + folder,
        "-Djdk.xml.dtd.support=deny",
        "-Djavax.xml.accessExternalDTD=",
        "-Djavax.xml.accessExternalSchema=",
        "-Dpdfbox.fontcache=" + folder,
        "-Dorg.apache.commons.logging.LogFactory=org.apache.commons.logging.impl.LogFactoryImpl",
        "-Dorg.apache.commons.logging.Log=org.apache.commons.logging.impl.NoOpLog",
        "-cp",
        program.classPath(),
        mainClass);
  }

  private List<String> sandbox(String bwrap, Path folder) {
    List<String> command =
        new ArrayList<>(
            List.of(
                bwrap,
                "--unshare-all",
                "--die-with-parent",
                "--new-session",
                "--clearenv",
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
