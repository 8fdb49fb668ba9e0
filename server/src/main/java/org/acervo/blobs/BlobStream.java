package org.acervo.blobs;

import java.io.InputStream;

/** Reads a blob from its beginning, holding one piece in memory. */
final class BlobStream extends InputStream {
  private static final int PIECE = 1 << 20;

  private final MongoBlobs store;
  private final Blob blob;
  private byte[] piece = new byte[0];
  private int position;
  private int end;
  private long next;

  BlobStream(MongoBlobs store, Blob blob) {
    this.store = store;
    this.blob = blob;
  }

  @Override
  public int read() {
    return advance() ? piece[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    if (!advance()) {
      return -1;
    }
    int n = Math.min(length, end - position);
    System.arraycopy(piece, position, into, offset, n);
    position += n;
    return n;
  }

  /** Makes sure that there is a byte to give, unless this is the end. */
  private boolean advance() {
    if (position == end && next < blob.size()) {
      int wanted = (int) Math.min(PIECE - next % PIECE, blob.size() - next);
      store.read(blob, next, wanted, this::take);
      next += wanted;
    }
    return position < end;
  }

  private void take(byte[] bytes, int offset, int length) {
    if (position == end) {
      piece = bytes;
      position = offset;
      end = offset + length;
    } else {
      var joined = new byte[end - position + length];
      System.arraycopy(piece, position, joined, 0, end - position);
      System.arraycopy(bytes, offset, joined, end - position, length);
      piece = joined;
      position = 0;
      end = joined.length;
    }
  }
}
