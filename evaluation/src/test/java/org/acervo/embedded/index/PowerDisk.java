package org.acervo.embedded.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file system that remembers what was forced to the disk and what was not. A power cut keeps of
 * the rest what chance keeps: every sector by itself, in any of the states it has been in.
 */
public final class PowerDisk extends FilePathWrapper {
  private static final int SECTOR = 512;
  private static final Object LOCK = new Object();
  private static Recording recording = new Recording();

  /** What one file has been through since it was opened. */
  private static final class Recording {
    private byte[] now = {};
    private byte[] forced = {};
    private final Map<Integer, List<byte[]>> unforced = new TreeMap<>();
    private final List<Integer> sizes = new ArrayList<>();

    void write(int position, byte[] bytes) {
      resize(Math.max(now.length, position + bytes.length));
      System.arraycopy(bytes, 0, now, position, bytes.length);
      for (int s = position / SECTOR; s * SECTOR < position + bytes.length; s++) {
        unforced.computeIfAbsent(s, _ -> new ArrayList<>()).add(sector(now, s));
      }
    }

    void resize(int size) {
      if (size != now.length) {
        sizes.add(size);
        now = Arrays.copyOf(now, size);
      }
    }

    void force() {
      forced = now.clone();
      unforced.clear();
      sizes.clear();
    }

    byte[] cut(Random random) {
      int size = forced.length;
      if (!sizes.isEmpty() && random.nextBoolean()) {
        size = sizes.get(random.nextInt(sizes.size()));
      }
      // Some disks lose most, some little; a cut that keeps all or nothing is possible, too.
      int kept = random.nextInt(101);
      byte[] image = Arrays.copyOf(forced, size);
      for (Map.Entry<Integer, List<byte[]>> entry : unforced.entrySet()) {
        int at = entry.getKey() * SECTOR;
        List<byte[]> states = entry.getValue();
        if (random.nextInt(100) < kept) {
          byte[] state = states.get(random.nextInt(states.size()));
          if (at + state.length > image.length && random.nextBoolean()) {
            image = Arrays.copyOf(image, at + state.length);
          }
          if (at < image.length) {
            System.arraycopy(state, 0, image, at, Math.min(state.length, image.length - at));
          }
        }
      }
      return image;
    }

    private static byte[] sector(byte[] file, int number) {
      int from = number * SECTOR;
      return Arrays.copyOfRange(file, from, Math.min(file.length, from + SECTOR));
    }
  }

  /** Registers the file system and forgets what was. Returns its prefix. */
  public static String plugIn() {
    FilePath.register(new PowerDisk());
    synchronized (LOCK) {
      recording = new Recording();
    }
    return "power:";
  }

  /** What the disk would hold if the power went now. */
  public static byte[] cut(Random random) {
    synchronized (LOCK) {
      return recording.cut(random);
    }
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new Channel(super.open(mode));
  }

  @Override
  public String getScheme() {
    return "power";
  }

  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // positions are given
  private static final class Channel extends FileBaseDefault {
    private final FileChannel file;

    Channel(FileChannel file) {
      this.file = file;
    }

    @Override
    public int write(ByteBuffer src, long position) throws IOException {
      synchronized (LOCK) {
        byte[] bytes = new byte[src.remaining()];
        src.get(bytes);
        recording.write((int) position, bytes);
        ByteBuffer copy = ByteBuffer.wrap(bytes);
        while (copy.hasRemaining()) {
          file.write(copy, position + copy.position());
        }
        return bytes.length;
      }
    }

    @Override
    protected void implTruncate(long size) throws IOException {
      synchronized (LOCK) {
        file.truncate(size);
        recording.resize((int) Math.min(size, recording.now.length));
      }
    }

    @Override
    public void force(boolean metaData) {
      synchronized (LOCK) {
        recording.force();
      }
    }

    @Override
    public int read(ByteBuffer dst, long position) throws IOException {
      return file.read(dst, position);
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return file.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      file.close();
    }
  }
}
