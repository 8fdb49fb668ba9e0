package org.acervo.embedded.index;

import java.util.Locale;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;

/** Opens the MVStore file and its maps, always with the same types. */
final class PageFile {
  /** Names start with it, then database, a dot, collection. */
  static final String DATA = "data.";

  static final String INDEX = "index.";
  private static final String NUMBERS = "numbers";

  /** Small pages: every commit rewrites each page it touched. */
  private static final int PAGE_BYTES = 8 << 10;

  private static final int KEYS_PER_PAGE = 64;

  /** A dead chunk may be overwritten after this long; {@link GroupCommit} pins what is needed. */
  private static final int RETENTION_MILLIS = 2_000;

  private PageFile() {}

  static MVStore open(StoreSettings settings) {
    return open(settings, new Space(settings.disk()));
  }

  static MVStore open(StoreSettings settings, Space space) {
    MVStore.Builder builder =
        new MVStore.Builder()
            .autoCommitDisabled()
            .autoCommitBufferSize(0)
            .cacheSize((int) (settings.cache().bytes() >> 20))
            .pageSplitSize(PAGE_BYTES)
            .keysPerPage(KEYS_PER_PAGE);
    if (settings.file() != null) {
      builder.fileName(
          StoreFilePath.name(
              settings.fileSystem() + settings.file().toAbsolutePath(),
              space,
              settings.syncEveryCommit()));
    }
    MVStore store = builder.open();
    if (settings.file() != null) {
      store.setRetentionTime(RETENTION_MILLIS);
      // Starts the threads that serialise and write pages. The delay keeps MVStore from committing
      // by itself, which could fall between a document and its index entries.
      store.setAutoCommitDelay(Integer.MAX_VALUE);
    }
    return store;
  }

  static MVMap<byte[], byte[]> documents(MVStore store, String name) {
    return store.openMap(
        name,
        new MVMap.Builder<byte[], byte[]>()
            .keyType(KeyType.INSTANCE)
            .valueType(DocumentType.INSTANCE));
  }

  static MVMap<byte[], Boolean> entries(MVStore store, String name) {
    return store.openMap(
        name,
        new MVMap.Builder<byte[], Boolean>()
            .keyType(KeyType.INSTANCE)
            .valueType(PresenceType.INSTANCE));
  }

  /** Sizes of collections and the shape marks of indexes, by name. */
  static MVMap<String, Long> numbers(MVStore store) {
    return store.openMap(
        NUMBERS,
        new MVMap.Builder<String, Long>()
            .keyType(StringDataType.INSTANCE)
            .valueType(LongDataType.INSTANCE));
  }

  static String indexMap(String namespace, String indexName) {
    return String.format(Locale.ROOT, "%s%s#%s", INDEX, namespace, indexName);
  }
}
