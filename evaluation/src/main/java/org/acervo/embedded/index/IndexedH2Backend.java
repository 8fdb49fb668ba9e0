package org.acervo.embedded.index;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import io.netty.channel.Channel;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.acervo.trial.StoreCondition;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * The storage of the evaluation server: the library's commands on ordered, persistent indexes, and
 * commits that a killed process does not lose.
 *
 * <p>A message whose write concern says {@code j: true} is answered after the commit. Whoever calls
 * commands in another way asks for it: {@link #awaitDurable} or {@link #durable}, outside of {@link
 * #change}.
 */
public class IndexedH2Backend extends H2Backend {
  private final Map<String, MongoDatabase> opened = new ConcurrentHashMap<>();
  private final GroupCommit commits;
  private final WriteListener listener;

  /**
   * @throws org.h2.mvstore.MVStoreException when the file cannot be opened, or another process has
   *     it open
   */
  public IndexedH2Backend(StoreSettings settings) {
    this(settings, defaultClock());
  }

  @SuppressWarnings("this-escape") // the library opens its databases while constructed, too
  public IndexedH2Backend(StoreSettings settings, Clock clock) {
    this(settings, clock, WriteListener.NONE);
  }

  /**
   * @param listener hears of every change of a document, from the first command on
   */
  @SuppressWarnings("this-escape") // as in the library: a backend opens its databases when built
  public IndexedH2Backend(StoreSettings settings, Clock clock, WriteListener listener) {
    this(settings, new Space(settings.disk()), clock, listener);
  }

  @SuppressWarnings("this-escape") // as in the library: a backend opens its databases when built
  private IndexedH2Backend(
      StoreSettings settings, Space space, Clock clock, WriteListener listener) {
    super(PageFile.open(settings, space), clock);
    this.listener = listener;
    this.commits = new GroupCommit(getMvStore(), new CommitGate(), space, settings);
    getMvStore().getMapNames().stream()
        .filter(name -> name.startsWith(PageFile.DATA))
        .map(name -> Utils.firstFragment(name.substring(PageFile.DATA.length())))
        .distinct()
        .forEach(this::resolveDatabase);
    upgrade(getMvStore());
    space.waitForRoom(true);
  }

  private void upgrade(MVStore store) {
    if (store.getStoreVersion() >= KeyOrderUpgrade.FORMAT) {
      return;
    }
    for (String map : store.getMapNames()) {
      if (map.startsWith(PageFile.DATA)) {
        String namespace = map.substring(PageFile.DATA.length());
        String database = Utils.firstFragment(namespace);
        ((IndexedDatabase) resolveDatabase(database))
            .indexed(namespace.substring(database.length() + 1))
            .upgradeKeys();
      }
    }
    commits.change(() -> {
      store.setStoreVersion(KeyOrderUpgrade.FORMAT);
      return true;
    });
  }

  /**
   * Runs several writes as one commit point: after a crash all of them are there or none. Must not
   * wait for {@link #awaitDurable}, which waits for it.
   */
  public final <T> T change(Supplier<T> writes) {
    return commits.change(writes);
  }

  /**
   * Returns when everything written before the call is in the file (and, if so set, on the disk).
   * Callers at the same time share one commit.
   *
   * @throws org.h2.mvstore.MVStoreException when the file cannot be written any more
   */
  public final void awaitDurable() {
    commits.awaitDurable();
  }

  /** {@link #awaitDurable} without a waiting thread. */
  public final CompletableFuture<Void> durable() {
    return commits.durable();
  }

  /**
   * Whether there is room for a change.
   *
   * @param bytes what it will keep; 0 for a change that frees more than it keeps
   */
  public final boolean admits(long bytes) {
    return commits.admits(bytes);
  }

  /**
   * Gives documents other contents, each under its own {@code _id}.
   *
   * @param sort decides which one is found if there are several and only one is wanted
   * @param multi whether all that {@code query} matches are meant
   */
  public final Rewritten rewrite(
      String database,
      String collection,
      Document query,
      @Nullable Document sort,
      boolean multi,
      UnaryOperator<Document> contents) {
    IndexedCollection found = indexed(database, collection);
    return found == null ? Rewritten.NONE : found.rewrite(query, sort, multi, contents);
  }

  /**
   * Adds one document.
   *
   * @throws RuntimeException of the library, with the reason
   */
  public final void insert(String database, String collection, Document document) {
    ((IndexedDatabase) resolveDatabase(database)).writable(collection).addDocument(document);
  }

  /**
   * Does one statement of an update with operators. Nobody else may update meanwhile.
   *
   * @return as the library answers
   * @throws DuplicateKey where the library would tell only that there is one
   */
  public final Document update(
      Channel channel, String database, String collection, Document statement) {
    Document command =
        new Document("update", collection)
            .append("ordered", true)
            .append("updates", List.of(statement));
    Document reply = handleCommand(channel, database, "update", command);
    IndexedCollection updated = indexed(database, collection);
    DuplicateKey refused = updated == null ? null : updated.refused();
    if (refused != null) {
      throw refused;
    }
    return reply;
  }

  /** The asked fields of a document of that collection. */
  public final Document project(
      String database, String collection, Document document, Document fields) {
    return Objects.requireNonNull(indexed(database, collection))
        .project(List.of(document), fields)
        .getFirst();
  }

  private @Nullable IndexedCollection indexed(String database, String collection) {
    return (IndexedCollection) resolveDatabase(database).resolveCollection(collection, false);
  }

  /** How the store is, for whoever watches it. */
  public final StoreCondition condition() {
    return commits.condition();
  }

  @Override
  public Document handleMessage(MongoMessage message) {
    Document reply = super.handleMessage(message);
    if (journaled(message.getDocument())) {
      awaitDurable();
    }
    return reply;
  }

  /** Whether a command asks to be answered only when what it wrote is safe. */
  protected static boolean journaled(Document command) {
    return command.get("writeConcern") instanceof Document concern
        && Utils.isTrue(concern.get("j"));
  }

  @Override
  protected MongoDatabase openOrCreateDatabase(String databaseName) {
    return opened.computeIfAbsent(
        databaseName,
        name -> new IndexedDatabase(name, getMvStore(), commits, getCursorRegistry(), listener));
  }

  @Override
  public void dropDatabase(String databaseName) {
    super.dropDatabase(databaseName);
    opened.remove(databaseName);
  }

  /** Commits by hand, as if a client had asked with {@code j: true}. */
  @Override
  public void commit() {
    awaitDurable();
  }

  @Override
  public void close() {
    commits.close();
    super.close();
  }
}
