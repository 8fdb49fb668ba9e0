package org.acervo.blobs;

import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Consumer;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * Reads a blob one piece after the other, and gives out none that is not right: each has its length
 * and its checksum, and when the whole blob is read, the last piece comes only after the hash of
 * everything was compared.
 *
 * <p>A piece that is wrong is read once more, because what is wrong may have been the way here, and
 * because the blob may have got another place meanwhile: then reading goes on there.
 */
final class CheckedReader {

  /** Some bytes of a blob. */
  @SuppressWarnings("ArrayRecordComponent") // passes through to the reader; nothing compares it
  record Piece(byte[] bytes, int offset, int length) {}

  private final MongoBlobs blobs;
  private final MongoFiles files;
  private final Consumer<Blob> damaged;
  private final @Nullable MessageDigest whole;
  private final long end;
  private Blob blob;
  private long position;
  private boolean begun;

  /**
   * Reads {@code length} bytes from {@code from} on.
   *
   * @param damaged told before a reading fails
   */
  CheckedReader(
      MongoBlobs blobs,
      MongoFiles files,
      Blob blob,
      long from,
      long length,
      Consumer<Blob> damaged) {
    this.blobs = blobs;
    this.files = files;
    this.blob = blob;
    this.position = from;
    this.end = from + length;
    this.damaged = damaged;
    this.whole = from == 0 && length == blob.size() ? Sha256.digest() : null;
  }

  /**
   * The next piece, or null at the end.
   *
   * @throws Failed with {@code Damaged} when it is missing or wrong
   */
  @Nullable Piece next() {
    if (position == end && begun) {
      return null;
    }
    begun = true;
    var piece = fetch().or(this::fetchAgain).orElseThrow(this::wrong);
    position += piece.length();
    if (whole != null) {
      whole.update(piece.bytes(), piece.offset(), piece.length());
      if (position == end && !Sha256.from(whole).equals(blob.sha256())) {
        throw wrong();
      }
    }
    return piece;
  }

  private Optional<Piece> fetch() {
    return switch (blob.place()) {
      case Blob.Place.Inline _ ->
          blobs
              .bytes(blob)
              .map(bytes ->
                  new Piece(bytes, Math.toIntExact(position), Math.toIntExact(end - position)));
      case Blob.Place.Chunks(String file, int size) -> {
        int n = Math.toIntExact(position / size);
        long start = (long) n * size;
        int offset = Math.toIntExact(position - start);
        int stored = Math.toIntExact(Math.min(size, blob.size() - start));
        int length = Math.toIntExact(Math.min(stored - offset, end - position));
        yield length == 0
            ? Optional.of(new Piece(new byte[0], 0, 0))
            : files.get(file, n, stored).map(bytes -> new Piece(bytes, offset, length));
      }
      case Blob.Place.Missing() -> Optional.empty();
    };
  }

  private Optional<Piece> fetchAgain() {
    blobs.find(blob.sha256()).ifPresent(now -> blob = now);
    return fetch();
  }

  private Failed wrong() {
    damaged.accept(blob);
    return new Failed(new Failure.Damaged());
  }
}
