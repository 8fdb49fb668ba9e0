package org.acervo.embedded.index;

import java.util.List;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/** Renames the maps of a collection. */
record MapNames(MVStore store) {
  void move(String from, String to) {
    rename(PageFile.DATA + from, PageFile.DATA + to);
    String prefix = PageFile.indexMap(from, "");
    List<String> indexes =
        store.getMapNames().stream().filter(name -> name.startsWith(prefix)).toList();
    for (String index : indexes) {
      rename(index, PageFile.indexMap(to, index.substring(prefix.length())));
    }
  }

  private void rename(String from, String to) {
    MVMap<?, ?> map =
        from.startsWith(PageFile.DATA)
            ? PageFile.documents(store, from)
            : PageFile.entries(store, from);
    store.renameMap(map, to);
    MVMap<String, Long> numbers = PageFile.numbers(store);
    Long number = numbers.remove(from);
    if (number != null) {
      numbers.put(to, number);
    }
  }
}
