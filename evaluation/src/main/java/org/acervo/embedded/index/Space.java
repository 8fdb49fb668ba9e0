package org.acervo.embedded.index;

import java.io.IOException;
import java.util.Locale;
import org.acervo.kernel.DataSize;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Room on the disk, so that a full one is said to the writer and does not end the store.
 *
 * <p>MVStore closes itself for good when a write fails, so no write of it may fail for want of
 * room. Two things see to that. A change is admitted only while there is room for it and for all
 * that waits in memory, with a margin. And a reserve is kept back on the disk: when somebody else
 * fills it between admission and commit, the reserve is given up piece by piece. Small changes are
 * admitted into the upper half of the reserve, so that on a full disk people can still sign in and
 * delete. Should the reserve be used up as well, the commit waits for room, and with it whoever
 * waits for the commit; reading goes on.
 *
 * <p>When there is room again the reserve is filled first, without a restart.
 */
final class Space {
  private static final Logger log = LoggerFactory.getLogger(Space.class);

  /** A change of so many bytes may use the reserve: a session, a deletion, not a file. */
  private static final long SMALL = 16 << 10;

  /** Files come in pieces of so many bytes. */
  private static final long CHUNK = 1L << 20;

  private static final long MOST_RESERVED = 16L << 20;
  private static final long LEAST_RESERVED = 1L << 20;
  private static final long STEP = 256 << 10;
  private static final long ASK_AGAIN_MILLIS = 100;

  /**
   * What a change costs at most, as a multiple of its bytes: the document, its log entry, pages.
   */
  private static final int COST = 3;

  private final Disk disk;
  private final long target;
  private volatile long insideFile;
  private boolean waiting;
  private boolean patient;

  Space(Disk disk) {
    this.disk = disk;
    long reserved = disk.reserved(); // more than an eighth where the disk was full at the start
    long share = Math.max((disk.usable() + reserved) / 8, reserved);
    this.target = Math.clamp(share, LEAST_RESERVED, MOST_RESERVED);
  }

  /** From now on a write that finds no room waits for it; before and after, it fails. */
  synchronized void waitForRoom(boolean wait) {
    patient = wait;
    notifyAll();
  }

  /** Fills the reserve when there is room for it. */
  synchronized void refill() throws IOException {
    if (disk.reserved() < target && disk.usable() > target) {
      disk.reserve(target);
    }
  }

  /** Tells how much of the file itself can be written again. */
  void reusable(long bytes) {
    insideFile = bytes;
  }

  /**
   * Whether a change may be made.
   *
   * @param bytes what is to be kept; 0 for a deletion, which may go deepest into the reserve
   * @param unsaved bytes of changes that are not in the file yet
   */
  boolean admits(long bytes, long unsaved) {
    long left = left() - unsaved - COST * bytes;
    long kept = bytes == 0 ? target / 8 : target / 2;
    return left >= target || (bytes <= SMALL && left + disk.reserved() >= kept);
  }

  /** Whether files can be taken in, or only small changes. */
  boolean isTight() {
    return left() < target + COST * CHUNK;
  }

  private synchronized long left() {
    return waiting ? Long.MIN_VALUE / 2 : disk.usable() + insideFile / 2;
  }

  /** Whether a commit waits for room. */
  synchronized boolean isWaiting() {
    return waiting;
  }

  /** What an administrator reads. */
  String describe() {
    return String.format(
        Locale.ROOT,
        "%s free on the disk of the store, at least %s are needed",
        new DataSize(Math.max(0, disk.usable())),
        new DataSize(target + COST * CHUNK));
  }

  /**
   * Makes room for a write that the disk has refused, from the reserve, else by waiting.
   *
   * @throws IOException if there is none and nobody waits: while the store opens or closes
   */
  @SuppressWarnings("WaitNotInLoop") // the loop is the caller's: it writes again
  synchronized void makeRoom(long bytes, IOException refused) throws IOException {
    long reserved = disk.reserved();
    if (reserved > 0) {
      disk.reserve(Math.max(0, reserved - Math.max(bytes, STEP)));
      return;
    }
    if (!patient) {
      throw refused;
    }
    if (!waiting) {
      log.error("The disk is full and the reserve is used up: writing waits. {}", describe());
    }
    waiting = true;
    try {
      wait(ASK_AGAIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      refused.addSuppressed(e);
      throw refused;
    }
  }

  /** A write has found room. */
  synchronized void wrote() {
    if (waiting) {
      waiting = false;
      log.info("There is room on the disk again: writing goes on");
    }
  }

  /** Whether a write failed for want of room, on the disk or in somebody's quota. */
  static boolean isFull(IOException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("no space left")
        || message.contains("not enough space")
        || message.contains("quota exceeded");
  }
}
