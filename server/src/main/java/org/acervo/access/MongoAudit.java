package org.acervo.access;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Projections.exclude;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.acervo.store.Store;
import org.bson.Document;
import org.bson.conversions.Bson;

/** The log of the policy, read as history. */
final class MongoAudit {
  private final MongoCollection<Document> log;

  MongoAudit(Store store) {
    this.log = store.database().getCollection("policy_log");
  }

  List<Audit.Line> page(Audit.Filter filter, Optional<Long> before, int limit) {
    return find(filter, before).limit(limit).map(MongoAudit::line).into(new ArrayList<>());
  }

  void each(Audit.Filter filter, Consumer<Audit.Line> told) {
    find(filter, Optional.empty()).map(MongoAudit::line).forEach(told);
  }

  private FindIterable<Document> find(Audit.Filter filter, Optional<Long> before) {
    var parts = new ArrayList<Bson>();
    filter.object().ifPresent(object -> parts.add(eq("object", object)));
    filter.subject().ifPresent(subject -> parts.add(eq("subject", subject)));
    filter.actor().ifPresent(actor -> parts.add(eq("actor", actor)));
    filter.from().ifPresent(from -> parts.add(gte("at", Date.from(from))));
    filter.to().ifPresent(to -> parts.add(lt("at", Date.from(to))));
    before.ifPresent(n -> parts.add(lt("_id", n)));
    return log.find(parts.isEmpty() ? new Document() : and(parts))
        .projection(exclude("patches"))
        .sort(new Document("_id", -1));
  }

  private static Audit.Line line(Document document) {
    var entry = MongoEntries.read(document);
    var change = entry.change();
    return new Audit.Line(
        entry.n(),
        entry.at(),
        entry.actor(),
        change.what(),
        change.object(),
        change.subjects(),
        change.before(),
        change.after(),
        change.reason());
  }
}
