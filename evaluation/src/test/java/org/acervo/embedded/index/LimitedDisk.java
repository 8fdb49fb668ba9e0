package org.acervo.embedded.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** A disk of few bytes, which the store shares with others, and the file system on it. */
public final class LimitedDisk extends FilePathWrapper implements Disk {
  private static final Object LOCK = new Object();
  private static long limit;
  private static long others;
  private static long file;
  private static long reserved;

  /** Registers the file system, empty, with so many bytes. */
  public static LimitedDisk of(long bytes) {
    LimitedDisk disk = new LimitedDisk();
    FilePath.register(disk);
    synchronized (LOCK) {
      limit = bytes;
      others = 0;
      file = 0;
      reserved = 0;
    }
    return disk;
  }

  public String prefix() {
    return getScheme() + ":";
  }

  /** Others take all that is left. */
  public void fill() {
    synchronized (LOCK) {
      others += usable();
    }
  }

  /** Others take the reserve of the store as well, as soon as it gives it up. */
  public void fillForGood() {
    synchronized (LOCK) {
      others = Long.MAX_VALUE / 2;
    }
  }

  /** A larger disk from now on. */
  public void grow(long bytes) {
    synchronized (LOCK) {
      limit += bytes;
    }
  }

  /** Others leave. */
  public void clear() {
    synchronized (LOCK) {
      others = 0;
    }
  }

  @Override
  public long usable() {
    synchronized (LOCK) {
      return Math.max(0, limit - others - file - reserved);
    }
  }

  @Override
  public long reserved() {
    synchronized (LOCK) {
      return reserved;
    }
  }

  @Override
  public void reserve(long bytes) {
    synchronized (LOCK) {
      reserved = Math.min(bytes, reserved + usable());
    }
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    FileChannel opened = super.open(mode);
    synchronized (LOCK) {
      file = opened.size();
    }
    return new Channel(opened);
  }

  @Override
  public String getScheme() {
    return "limited";
  }

  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // positions are given
  private static final class Channel extends FileBaseDefault {
    private final FileChannel channel;

    Channel(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public int write(ByteBuffer src, long position) throws IOException {
      synchronized (LOCK) {
        long growth = Math.max(0, position + src.remaining() - file);
        if (growth > Math.max(0, limit - others - file - reserved)) {
          throw new IOException("No space left on device");
        }
        int written = channel.write(src, position);
        file = channel.size();
        return written;
      }
    }

    @Override
    protected void implTruncate(long size) throws IOException {
      synchronized (LOCK) {
        channel.truncate(size);
        file = channel.size();
      }
    }

    @Override
    public void force(boolean metaData) {}

    @Override
    public int read(ByteBuffer dst, long position) throws IOException {
      return channel.read(dst, position);
    }

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return channel.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      channel.close();
    }
  }
}
