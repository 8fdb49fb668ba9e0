package org.acervo.embedded.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;

/**
 * The store's file, as MVStore writes it and as a power cut must find it.
 *
 * <p>MVStore calls a chunk whole when its first and last bytes are there. A disk that loses power
 * writes what it was given in any order, so these may be there and pages between them not. Here the
 * first sector of a chunk, which holds its header, is written only when everything behind it has
 * been forced to the disk: a chunk with a header is whole. The force that a commit ends with makes
 * the header itself last. A sector is written whole or not at all.
 *
 * <p>A disk without room gives some up ({@link Space}) and the write is done again.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // positions are given: nothing is shared
final class StoreChannel extends FileBaseDefault {
  private static final int SECTOR = 512;

  /** Before it lie two copies of the file's header, each in a sector of its own. */
  private static final int FIRST_CHUNK = 2 * 4096;

  private final FileChannel file;
  private final Space space;
  private final boolean powerSafe;

  StoreChannel(FileChannel file, Space space, boolean powerSafe) {
    this.file = file;
    this.space = space;
    this.powerSafe = powerSafe;
  }

  @Override
  public int write(ByteBuffer src, long position) throws IOException {
    int length = src.remaining();
    if (powerSafe && position >= FIRST_CHUNK && length > SECTOR) {
      ByteBuffer header = src.slice(src.position(), SECTOR);
      ByteBuffer body = src.slice(src.position() + SECTOR, length - SECTOR);
      writeFully(body, position + SECTOR);
      file.force(false);
      writeFully(header, position);
    } else {
      writeFully(src.slice(src.position(), length), position);
    }
    src.position(src.limit());
    return length;
  }

  private void writeFully(ByteBuffer bytes, long position) throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      try {
        at += file.write(bytes, at);
      } catch (IOException e) {
        if (!Space.isFull(e)) {
          throw e;
        }
        space.makeRoom(bytes.remaining(), e);
      }
    }
    space.wrote();
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
  protected void implTruncate(long size) throws IOException {
    file.truncate(size);
  }

  @Override
  public void force(boolean metaData) throws IOException {
    file.force(metaData);
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
