package org.acervo.embedded.index;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * The file system through which MVStore opens its file. H2 knows file systems by a prefix of the
 * name and makes its paths itself, so what belongs to a file is found here by its name.
 */
public final class StoreFilePath extends FilePathWrapper {
  private static final String SCHEME = "acervo";
  private static final Map<String, Use> USES = new ConcurrentHashMap<>();

  static {
    FilePath.register(new StoreFilePath());
  }

  private record Use(Space space, boolean powerSafe) {}

  /** The name under which MVStore finds {@code file}. */
  static String name(String file, Space space, boolean powerSafe) {
    String name = SCHEME + ":" + file.replace('\\', '/');
    USES.put(name, new Use(space, powerSafe));
    return name;
  }

  static void forget(String name) {
    USES.remove(name);
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    Use use = requireNonNull(USES.get(toString()), "opened by somebody else");
    return new StoreChannel(super.open(mode), use.space, use.powerSafe);
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }
}
