package org.acervo.access;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Page;

/** The history of rights: every change, who made it, and what was before and after. */
public final class Audit {
  private final Access access;
  private final MongoAudit mongo;
  private final Mentions mentions;

  Audit(Access access, MongoAudit mongo, Mentions mentions) {
    this.access = access;
    this.mongo = mongo;
    this.mentions = mentions;
  }

  /** One change as people read it; {@code n} counts all changes. */
  public record Line(
      long n,
      Instant at,
      String actor,
      String what,
      String object,
      List<String> subjects,
      String before,
      String after,
      String reason) {}

  /**
   * Which lines are asked for; what is empty does not narrow.
   *
   * @param actor a login, also of somebody who is gone, or {@code user:ID}
   */
  public record Filter(
      Optional<String> object,
      Optional<String> subject,
      Optional<String> actor,
      Optional<Instant> from,
      Optional<Instant> to) {}

  /** Newest first. */
  public Page<Line> page(Filter filter, Optional<String> cursor, int limit) {
    var found = mongo.page(byLogin(filter), cursor.map(Audit::number), limit + 1);
    var shown = found.subList(0, Math.min(limit, found.size()));
    var next = found.size() > limit ? Long.toString(shown.getLast().n()) : null;
    return new Page<>(shown, next, null);
  }

  /**
   * What everything that these lines and their filter mention is called by now, by {@code kind:ID}
   * and, for who acted, {@code login:LOGIN}; without what is gone or hidden from the reader.
   */
  public Map<String, String> names(Caller reader, Filter filter, List<Line> lines) {
    var texts = new HashSet<String>();
    var logins = new HashSet<String>();
    filter.object().ifPresent(texts::add);
    filter.subject().ifPresent(texts::add);
    filter.actor().ifPresent(logins::add);
    filter.actor().ifPresent(texts::add);
    for (var line : lines) {
      logins.add(line.actor());
      texts.addAll(line.subjects());
      texts.addAll(List.of(line.object(), line.before(), line.after()));
    }
    return mentions.of(reader, texts, logins);
  }

  /** What these collections are called, by {@code collection:ID}; as {@link #names}. */
  public Map<String, String> titles(Caller reader, Collection<CollectionId> ids) {
    return mentions.titles(reader, Set.copyOf(ids));
  }

  /** Every line, newest first, without holding them all. */
  public void each(Filter filter, Consumer<Line> told) {
    mongo.each(byLogin(filter), told);
  }

  /** The history knows who acted by login; not everybody who may read it knows the logins. */
  private Filter byLogin(Filter filter) {
    return new Filter(
        filter.object(),
        filter.subject(),
        filter.actor().map(mentions::login),
        filter.from(),
        filter.to());
  }

  /** Who may read what happened to one collection or item: those who may share it. */
  public void requireSharing(Caller caller, Target target) {
    Gate.requireSharing(access.policy(), caller, target);
  }

  private static long number(String cursor) {
    try {
      return Long.parseLong(cursor);
    } catch (NumberFormatException e) {
      throw Failed.invalid("cursor", "is not one that was given out here");
    }
  }
}
