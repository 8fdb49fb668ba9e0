package org.acervo.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramFilesTest {
  @TempDir Path folder;

  private Path jar(Path path, String classPath) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    if (!classPath.isEmpty()) {
      manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
    }
    Files.createDirectories(path.getParent());
    new JarOutputStream(Files.newOutputStream(path), manifest).close();
    return path;
  }

  @Test
  void followsTheManifestOfAJarStartedWithMinusJar() throws IOException {
    Path program = jar(folder.resolve("program.jar"), "lib/a.jar lib/gone.jar");
    Path library = jar(folder.resolve("lib/a.jar"), "");
    ProgramFiles files = ProgramFiles.of(System.getProperty("java.home"), program.toString());
    assertThat(files.classPath()).isEqualTo(program.toString());
    assertThat(files.readable()).contains(program, library).doesNotContain(folder);
  }

  @Test
  void leavesOutWhatIsNotThere() throws IOException {
    Path program = jar(folder.resolve("program.jar"), "");
    String classPath = program + java.io.File.pathSeparator + folder.resolve("gone.jar");
    assertThat(ProgramFiles.of(System.getProperty("java.home"), classPath).classPath())
        .isEqualTo(program.toString());
  }
}
