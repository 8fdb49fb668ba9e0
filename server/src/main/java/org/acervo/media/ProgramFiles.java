package org.acervo.media;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files this program consists of: its Java and its class path, including what the manifest of a
 * jar adds to it ({@code java -jar}), all absolute.
 *
 * @param readable everything a worker must be able to read in a sandbox
 */
record ProgramFiles(Path java, String classPath, List<Path> readable) {

  static ProgramFiles ofThisProcess() throws IOException {
    return of(System.getProperty("java.home"), System.getProperty("java.class.path"));
  }

  static ProgramFiles of(String javaHome, String classPath) throws IOException {
    Path home = Path.of(javaHome).toRealPath();
    List<String> entries = new ArrayList<>();
    Set<Path> files = new LinkedHashSet<>();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      Path path = Path.of(entry).toAbsolutePath().normalize();
      if (!entry.isEmpty() && Files.exists(path)) {
        entries.add(path.toString());
        addWithManifest(path, files);
      }
    }
    List<Path> readable = new ArrayList<>(system());
    readable.add(home);
    readable.addAll(files);
    return new ProgramFiles(
        home.resolve("bin/java"), String.join(File.pathSeparator, entries), readable);
  }

  private static void addWithManifest(Path path, Set<Path> files) throws IOException {
    if (!files.add(path) || Files.isDirectory(path)) {
      return;
    }
    try (JarFile jar = new JarFile(path.toFile())) {
      Manifest manifest = jar.getManifest();
      String more = manifest == null ? null : manifest.getMainAttributes().getValue("Class-Path");
      for (String entry : more == null ? new String[0] : more.trim().split("\\s+", -1)) {
        Path added = Path.of(path.toUri().resolve(URI.create(entry))).normalize();
        if (Files.exists(added)) {
          addWithManifest(added, files);
        }
      }
    }
  }

  /** Whether another user could read Java and the class path. */
  boolean openToAll() throws IOException {
    List<Path> needed = new ArrayList<>(List.of(java));
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      needed.add(Path.of(entry));
    }
    for (Path path : needed) {
      if (!permits(path, PosixFilePermission.OTHERS_READ)) {
        return false;
      }
      for (Path above = path.toRealPath().getParent(); above != null; above = above.getParent()) {
        if (!permits(above, PosixFilePermission.OTHERS_EXECUTE)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean permits(Path path, PosixFilePermission permission) throws IOException {
    return Files.getPosixFilePermissions(path).contains(permission);
  }

  /** Shared libraries and fonts; of /etc only what the loader, Java and font lookup need. */
  private static List<Path> system() throws IOException {
    List<Path> paths = new ArrayList<>();
    for (String folder :
        List.of("/usr", "/lib", "/lib64", "/bin", "/etc/fonts", "/etc/ld.so.cache")) {
      paths.add(Path.of(folder));
    }
    Path etc = Path.of("/etc");
    if (Files.isDirectory(etc)) {
      try (Stream<Path> entries = Files.list(etc)) {
        entries
            .filter(entry -> entry.getFileName().toString().startsWith("java"))
            .forEach(paths::add);
      }
    }
    return paths;
  }

  /** A program on the PATH. */
  static @Nullable String find(String name) {
    String path = System.getenv("PATH");
    for (String folder : (path == null ? "" : path).split(File.pathSeparator, -1)) {
      Path candidate = Path.of(folder, name).toAbsolutePath();
      if (!folder.isEmpty() && Files.isExecutable(candidate)) {
        return candidate.toString();
      }
    }
    return null;
  }
}
