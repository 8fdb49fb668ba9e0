package org.acervo.items;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.ne;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Updates;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.acervo.collections.Contents;
import org.acervo.collections.Tally;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Kind;
import org.acervo.store.Store;
import org.bson.Document;

/** Lets items follow when the tree above them changes. */
final class MongoItemPaths implements Contents {
  private final MongoCollection<Document> documents;

  MongoItemPaths(Store store) {
    this.documents = store.database().getCollection("items");
  }

  @Override
  public void settle(CollectionId home, List<CollectionId> path) {
    var anc = MongoItems.anc(path);
    documents.updateMany(
        and(eq("home", home.value()), eq("live", true), ne("anc", anc)), Updates.set("anc", anc));
  }

  @Override
  public void hide(CollectionId home) {
    documents.updateMany(
        and(eq("home", home.value()), ne("anc", List.of())), Updates.set("anc", List.of()));
  }

  @Override
  public Map<CollectionId, Tally> count(Collection<CollectionId> homes) {
    var counts = new HashMap<CollectionId, Tally>();
    var groups =
        documents.aggregate(
            List.of(
                Aggregates.match(
                    and(
                        in("home", homes.stream().map(CollectionId::value).toList()),
                        eq("live", true))),
                Aggregates.group(
                    new Document("home", "$home").append("kind", "$kind"),
                    Accumulators.sum("n", 1L),
                    Accumulators.sum("bytes", "$size"))));
    for (var group : groups) {
      var id = group.get("_id", Document.class);
      long n = group.get("n", Number.class).longValue();
      long bytes = group.get("bytes", Number.class).longValue();
      var tally =
          Kind.of(id.getString("kind")).orElseThrow() == Kind.IMAGE
              ? new Tally(n, 0, bytes)
              : new Tally(0, n, bytes);
      counts.merge(new CollectionId(id.getString("home")), tally, Tally::plus);
    }
    return counts;
  }
}
