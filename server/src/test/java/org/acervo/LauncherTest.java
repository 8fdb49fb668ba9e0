package org.acervo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, in a checkout of its own with a made-up JDK that says what it was asked to do. */
class LauncherTest {
  private static final List<String> TOOLS =
      List.of(
          "cat",
          "dirname",
          "find",
          "head",
          "mkdir",
          "readlink",
          "rm",
          "sed",
          "sh",
          "touch",
          "uname");

  @TempDir Path temporary;
  private Path checkout;
  private Path newJdk;
  private Path oldJdk;
  private Path tools;

  @BeforeEach
  void makeCheckout() throws IOException {
    checkout = Files.createDirectories(temporary.resolve("a checkout"));
    Files.copy(Checkout.ROOT.resolve("acervo"), checkout.resolve("acervo"));
    assertThat(checkout.resolve("acervo").toFile().setExecutable(true)).isTrue();
    Files.createDirectories(checkout.resolve("dist/target/acervo"));
    Files.createFile(checkout.resolve("dist/target/acervo/acervo.jar"));
    Files.createFile(checkout.resolve("dist/target/acervo.aot"));
    newJdk = jdk("25.0.1");
    oldJdk = jdk("21.0.9");
    tools = Files.createDirectories(temporary.resolve("tools"));
    for (String tool : TOOLS) {
      Path found =
          Stream.of("/bin", "/usr/bin")
              .map(dir -> Path.of(dir, tool))
              .filter(Files::exists)
              .findFirst()
              .orElseThrow();
      script(tools.resolve(tool), "exec " + found + " \"$@\"");
    }
  }

  @Test
  void helpNamesEveryCommand() throws Exception {
    assertThat(launch(newJdk, "help"))
        .satisfies(done -> assertThat(done.code).isZero())
        .satisfies(done ->
            assertThat(done.output).contains("run", "user", "import", "verify", "test", "bench"));
  }

  @Test
  void unknownCommandIsWrongUsage() throws Exception {
    Done done = launch(newJdk, "dance");
    assertThat(done.code).isEqualTo(2);
    assertThat(done.output).contains("no command `dance`");
  }

  @Test
  void argumentsReachTheProductUnchangedAndItsExitCodeComesBack() throws Exception {
    Done done = launch(newJdk, "verify", "--home", "my files", "*");
    assertThat(done.code).isEqualTo(3);
    assertThat(done.output).contains("<-jar>", "<verify>\n<--home>\n<my files>\n<*>\n");
  }

  @Test
  void olderJdkIsPassedOverWithoutAWord() throws Exception {
    Files.createSymbolicLink(tools.resolve("java"), newJdk.resolve("bin/java"));
    assertThat(launch(oldJdk, "verify").output).startsWith("25.0.1\n");
  }

  @Test
  void linkToTheLauncherFindsTheCheckout() throws Exception {
    Path link = Files.createSymbolicLink(temporary.resolve("link"), Path.of("a checkout/acervo"));
    assertThat(run(link, newJdk, "verify").output)
        .contains("<" + checkout.toRealPath() + "/dist/target/acervo/acervo.jar>");
  }

  @Test
  void missingMavenIsNamedWithWhatToDo() throws Exception {
    Files.delete(checkout.resolve("dist/target/acervo/acervo.jar"));
    Done done = launch(newJdk, "run");
    assertThat(done.code).isEqualTo(1);
    assertThat(done.output).contains("Maven is missing").contains("Install");
    assertThat(checkout.resolve("target/acervo/lock")).doesNotExist();
  }

  private Done launch(Path javaHome, String... arguments) throws Exception {
    return run(checkout.resolve("acervo"), javaHome, arguments);
  }

  private Done run(Path launcher, Path javaHome, String... arguments) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(Stream.of(launcher.toString()), Stream.of(arguments)).toList());
    builder.directory(temporary.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("JAVA_HOME", javaHome.toString());
    builder.environment().put("PATH", tools.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Done(process.waitFor(), output);
  }

  /**
   * A folder that looks like a JDK; its `java` prints its version and its arguments, and exits with
   * 3.
   */
  private Path jdk(String version) throws IOException {
    Path home = temporary.resolve("jdk " + version);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR=\"nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
    for (String tool : List.of("java", "javac")) {
      script(
          home.resolve("bin").resolve(tool),
          "echo " + version + "\nfor word; do echo \"<$word>\"; done\nexit 3");
    }
    return home;
  }

  private static void script(Path file, String body) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private record Done(int code, String output) {}
}
