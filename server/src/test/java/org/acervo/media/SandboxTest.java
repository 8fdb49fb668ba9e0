package org.acervo.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acervo.kernel.DataSize;
import org.acervo.media.confine.Orders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What a worker that was taken over can reach, tried from inside, in each way of this machine. */
@Tag("slow")
class SandboxTest {
  @TempDir Path temp;
  private Path home;
  private Path secret;
  private Path pool;

  @BeforeEach
  void makeAHome() throws Exception {
    var onlyMe = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    home = Files.createDirectory(temp.resolve("home"), onlyMe);
    secret = Files.writeString(home.resolve("setup-token"), "do not tell");
    pool = Files.createDirectory(home.resolve("workers"));
  }

  private MediaConfig config(Sandbox sandbox) {
    return new MediaConfig(
        1,
        new DataSize(64L << 20),
        Duration.ofMinutes(2),
        Duration.ofMinutes(2),
        Duration.ofMinutes(2),
        1,
        new DataSize(1 << 20),
        sandbox,
        pool);
  }

  /** Strongest first, as the product tries them. */
  private List<Launcher> launchers() throws Exception {
    List<Launcher> all = new ArrayList<>();
    ProgramFiles program = ProgramFiles.ofThisProcess();
    for (Wrapping wrapping : Wrapping.candidates(program)) {
      Launcher.tried(program, config(Sandbox.BEST), Intruder.class.getName(), wrapping)
          .ifPresent(all::add);
    }
    return all;
  }

  @TestFactory
  Stream<DynamicTest> anIntruderReachesNothingInASandbox() throws Exception {
    return launchers().stream()
        .filter(launcher -> launcher.isolation() == Isolation.SANDBOX)
        .map(one -> DynamicTest.dynamicTest(one.means(), () -> reachesNothing(one)));
  }

  private void reachesNothing(Launcher launcher) throws Exception {
    try (ServerSocket mongodb = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      long server = ProcessHandle.current().pid();
      List<String> closed =
          List.of(
              "read " + secret,
              "remove " + secret,
              "connect " + mongodb.getLocalPort(),
              "read /proc/" + server + "/environ",
              "read /proc/" + server + "/maps",
              "read /etc/passwd");
      assertThat(outcomes(launcher, closed)).containsExactlyElementsOf(allRefused(closed));
    }
    // With bubblewrap these may well succeed, in a home that is an empty copy for this worker.
    List<String> harmful =
        List.of("write " + home.resolve("planted"), "open " + home, "write " + temp.resolve("too"));
    outcomes(launcher, harmful);
    assertThat(secret).hasContent("do not tell");
    assertThat(Files.getPosixFilePermissions(home))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    assertThat(home.resolve("planted")).doesNotExist();
    assertThat(temp.resolve("too")).doesNotExist();
  }

  private static List<String> allRefused(List<String> attempts) {
    return Stream.concat(attempts.stream().map(one -> "refused " + one), Stream.of("done draw"))
        .toList();
  }

  @TestFactory
  Stream<DynamicTest> aConfinedIntruderStartsNoProcessAndChangesNoModes() throws Exception {
    return launchers().stream()
        .filter(launcher -> launcher.means().contains("seccomp"))
        .map(one -> DynamicTest.dynamicTest(one.means(), () -> startsNothing(one)));
  }

  private void startsNothing(Launcher launcher) throws Exception {
    List<String> attempts = List.of("run /bin/true", "open original", "connect 1");
    assertThat(outcomes(launcher, attempts)).containsExactlyElementsOf(allRefused(attempts));
  }

  /** The control: without a sandbox the same attempts work, so the test can see them. */
  @Test
  void anIntruderThatIsNotShutInReadsTheHome() throws Exception {
    ProgramFiles program = ProgramFiles.ofThisProcess();
    Launcher bare =
        Launcher.tried(program, config(Sandbox.BEST), Intruder.class.getName(), Wrapping.NONE)
            .orElseThrow();
    assertThat(bare.isolation()).isEqualTo(Isolation.PROCESS);
    List<String> attempts = List.of("read " + secret, "run /bin/true", "open original");
    assertThat(outcomes(bare, attempts))
        .containsExactly(
            "done read " + secret, "done run /bin/true", "done open original", "done draw");
  }

  @Test
  void thisProcessorIsKnownSoTheLauncherConfines() throws Exception {
    assertThat(Orders.possible()).isEqualTo(System.getProperty("os.name").equals("Linux"));
    if (Orders.possible()) {
      assertThat(launchers().getFirst().means()).contains("seccomp", "no capabilities");
    }
  }

  @Test
  void aRequiredSandboxThatIsNotThereStopsTheStart() {
    Wrapping weak = new Wrapping(null, true, OptionalInt.empty(), null);
    assertThat(weak.isolation(0)).isEqualTo(Isolation.PROCESS);
    assertThat(weak.isolation(3)).isEqualTo(Isolation.SANDBOX);
    assertThatThrownBy(() -> Sandbox.of("perhaps"))
        .hasMessageContaining("ACERVO_MEDIA_SANDBOX")
        .hasMessageContaining("best or required");
    assertThatThrownBy(() -> Launcher.sufficient(Isolation.PROCESS, Sandbox.REQUIRED, "limits"))
        .hasMessageContaining("ACERVO_MEDIA_SANDBOX")
        .hasMessageContaining("limits");
  }

  /**
   * As a server that runs as root has it. The class path of a test may lie where only root can
   * read, so just the classes that are needed are taken.
   */
  @Test
  void aUserOfItsOwnWorksInAFolderBelowAClosedHome() throws Exception {
    String classes =
        Stream.of(Launcher.class, Intruder.class)
            .map(one -> one.getProtectionDomain().getCodeSource().getLocation().getPath())
            .collect(Collectors.joining(File.pathSeparator));
    ProgramFiles program = ProgramFiles.of(System.getProperty("java.home"), classes);
    Optional<Wrapping> own =
        Wrapping.candidates(program).stream().filter(one -> one.user().isPresent()).findAny();
    assertThat(own.isPresent()).isEqualTo(Wrapping.isRoot() && program.openToAll());
    if (own.isEmpty()) {
      return; // not root, or a checkout that others cannot read
    }
    Launcher launcher =
        Launcher.tried(program, config(Sandbox.BEST), Intruder.class.getName(), own.get())
            .orElseThrow();
    assertThat(launcher.means()).contains("user ");
    List<String> attempts = List.of("list " + home, "read " + secret, "run /bin/true");
    assertThat(outcomes(launcher, attempts)).containsExactlyElementsOf(allRefused(attempts));
  }

  private List<String> outcomes(Launcher launcher, List<String> attempts) throws Exception {
    Path folder = Files.createTempDirectory(pool, "worker-");
    Path original = Files.write(folder.resolve("original"), attempts);
    launcher.hand(original);
    Process intruder = launcher.start(folder);
    try {
      intruder.getOutputStream().close();
      byte[] said = intruder.getInputStream().readAllBytes();
      String complaints =
          new String(intruder.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(intruder.waitFor(2, TimeUnit.MINUTES)).isTrue();
      assertThat(intruder.exitValue()).as(complaints).isZero();
      return new String(said, StandardCharsets.UTF_8).lines().toList();
    } finally {
      intruder.destroyForcibly();
    }
  }
}
