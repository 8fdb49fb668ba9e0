package org.acervo.cache;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.SnapshotTime;

/**
 * The level that nodes share: one connection, from its beginning until it breaks. Everything is
 * asked, and everything is heard, on that one connection, so the order in which the server did
 * things is the order in which they arrive.
 *
 * <p>Every method may throw {@link Away}; then nobody knows whether it was done.
 */
interface Shared extends AutoCloseable {

  /** The server is away, slow, or something else than we need. */
  final class Away extends RuntimeException {
    private static final long serialVersionUID = 1;

    Away(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** What a look finds. */
  sealed interface Look {
    /**
     * Nobody knows when something was last written below the root.
     *
     * @param sign of the draft of what it will be, for {@link #settle}
     */
    record Unknown(String sign) implements Look {}

    /**
     * Something that is not older than the last write.
     *
     * @param entry empty when no node of ours has left it there, or not so
     */
    record Hit(SnapshotTime generation, Optional<Entry> entry) implements Look {}

    /**
     * None, and the caller is to make it.
     *
     * @param damaged whether something lay there that is no entry
     */
    record Lead(SnapshotTime generation, boolean damaged) implements Look {}

    /** None, and somebody else makes it. */
    record Follow(SnapshotTime generation) implements Look {}
  }

  /** What became of an entry that was to be stored. */
  enum Filled {
    STORED,
    /** Something was written since the record was read for it. */
    OLD,
    /** The generation that the maker knew has gone. */
    VANISHED
  }

  /** What a beat tells. */
  record Beat(boolean registered, Optional<String> epoch) {}

  Look look(String epoch, ViewKey key);

  Filled fill(String epoch, ViewKey key, Entry entry, SnapshotTime seen);

  /** Gives back the task to make an entry, since this node did not. */
  void release(String epoch, ViewKey key);

  /** Removes one entry that cannot be read. */
  void remove(String epoch, ViewKey key);

  /** What lies there, if anything does. */
  Optional<Kept> kept(String epoch, ViewKey key);

  /**
   * What lies there.
   *
   * @param entry empty when no node of ours has left it there, or not so
   * @param seconds how long it will be kept
   */
  record Kept(Optional<Entry> entry, long seconds) {}

  Optional<SnapshotTime> generation(CollectionId root);

  /** Raises the generations of {@code roots} to {@code time}; where there is none, its draft. */
  void bump(Collection<CollectionId> roots, SnapshotTime time);

  /**
   * Makes a generation where there was none.
   *
   * @param sign told by {@link #look}
   * @param time not before any write that was answered when that was told
   */
  void settle(CollectionId root, String sign, SnapshotTime time);

  /** Removes the entries of one view. */
  void clear(View view);

  /** This node is one of those that keep entries in their own memory from now on. */
  void register();

  Beat beat();

  /** Those who keep entries in their own memory. */
  Nodes nodes();

  /**
   * A list of nodes.
   *
   * @param whole whether nobody else can be there who still trusts anything
   * @param beats by node, the mark of its last sign of life
   */
  record Nodes(boolean whole, Map<String, String> beats) {}

  /** Takes those out who have given no sign of life since the one named. */
  void strike(Map<String, String> beats);

  /** Asks every node whether it has heard all that was pushed before. */
  void call(long number);

  /** Tells a node that asked. Called from where the call was heard, so it does not wait. */
  void answer(String node, long number);

  /** The clock of the server, in milliseconds; good for {@link #mark} and nothing else. */
  long clock();

  /**
   * Lets everybody trust the entries of {@code epoch} for a while.
   *
   * @param since from when on the while counts, however long this takes to arrive
   * @return whether it is not over already
   */
  boolean mark(String epoch, long since);

  /** Names the server that is at the other end, from its start to its end. */
  String server();

  boolean open();

  @Override
  void close();

  /** What comes by itself. Called one after another, in the order of the server; must not wait. */
  interface Ears {
    void written(CollectionId root);

    void anythingWritten();

    void called(String node, long number);

    void answered(String node, long number);

    void broken();
  }
}
