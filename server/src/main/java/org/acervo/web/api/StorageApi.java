package org.acervo.web.api;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.acervo.access.SystemPermission;
import org.acervo.blobs.Blob;
import org.acervo.blobs.Blobs;
import org.acervo.collections.Collections;
import org.acervo.items.Item;
import org.acervo.items.Items;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Sha256;
import org.acervo.web.Answer;
import org.acervo.web.Ask;
import org.acervo.web.Endpoint;
import org.acervo.web.Guard;
import org.jspecify.annotations.Nullable;

/** How originals are kept and which of them are damaged, for administrators. */
public final class StorageApi {
  private static final int SHOWN = 200;

  private final Blobs blobs;
  private final Items items;
  private final Collections collections;

  public StorageApi(Blobs blobs, Items items, Collections collections) {
    this.blobs = blobs;
    this.items = items;
    this.collections = collections;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/api/v1/storage", Guard.system(SystemPermission.SYSTEM_CONFIGURE), this::storage));
  }

  record Storage(
      List<Blobs.Total> modes,
      long damagedFiles,
      List<Damaged> damaged,
      Blobs.@Nullable Verified lastVerify) {}

  record Damaged(String sha256, long size, boolean missing, Instant since, List<Concerned> items) {}

  record Concerned(String id, String title, RefJson collection, boolean trashed) {}

  private Answer storage(Ask ask) {
    var damaged = blobs.damaged(SHOWN);
    Map<Sha256, List<Item>> concerned = new HashMap<>();
    damaged.forEach(blob -> concerned.put(blob.sha256(), items.ofBytes(blob.sha256())));
    var homes =
        concerned.values().stream().flatMap(List::stream).map(Item::home).distinct().toList();
    var titles =
        collections.find(homes).stream()
            .collect(Collectors.toMap(home -> home.id(), home -> home.title()));
    return Answer.ok(
        new Storage(
            blobs.totals(),
            blobs.countDamaged(),
            damaged.stream().map(blob -> json(blob, concerned, titles)).toList(),
            blobs.lastVerified().orElse(null)));
  }

  private static Damaged json(
      Blob blob, Map<Sha256, List<Item>> concerned, Map<CollectionId, String> titles) {
    return new Damaged(
        blob.sha256().hex(),
        blob.size(),
        blob.place() instanceof Blob.Place.Missing,
        blob.damaged().orElse(blob.checked()),
        concerned.getOrDefault(blob.sha256(), List.of()).stream()
            .map(item ->
                new Concerned(
                    item.id().value(),
                    item.title(),
                    new RefJson(item.home().value(), titles.getOrDefault(item.home(), "")),
                    item.trashed().isPresent()))
            .toList());
  }
}
