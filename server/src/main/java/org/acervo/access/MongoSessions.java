package org.acervo.access;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acervo.kernel.UserId;
import org.acervo.store.Store;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/** Sessions and API tokens, both under the hash of the secret that opens them. */
final class MongoSessions {

  /**
   * A stored session.
   *
   * @param user empty in the session of a guest
   * @param gen the person's generation when it began
   * @param as whom an administrator looks as
   * @param link through which a guest came
   */
  public record SessionRow(
      @BsonId String hash,
      String user,
      long gen,
      Instant created,
      Instant seen,
      Instant exp,
      String agent,
      @Nullable String as,
      @Nullable String link) {

    SessionRow seen(Instant now, Instant until) {
      return new SessionRow(hash, user, gen, created, now, until, agent, as, link);
    }

    /** As it is after a change of rights; empty when that ends it. */
    Optional<SessionRow> patched(Patch patch) {
      if (patch.way() == Patch.Way.REMOVE) {
        return Optional.empty();
      }
      var whom = patch.touches("as") ? patch.text("as") : as;
      return Optional.of(new SessionRow(hash, user, gen, created, seen, exp, agent, whom, link));
    }
  }

  /** A stored API token; {@code gen} as above. */
  public record TokenRow(
      @BsonId String id,
      String hash,
      String user,
      long gen,
      String name,
      List<String> scopes,
      Instant created,
      @Nullable Instant until) {}

  private final MongoCollection<SessionRow> sessions;
  private final MongoCollection<TokenRow> tokens;

  MongoSessions(Store store) {
    this.sessions = store.database().getCollection("sessions", SessionRow.class);
    this.tokens = store.database().getCollection("tokens", TokenRow.class);
  }

  void insert(SessionRow row) {
    var _ = sessions.insertOne(row);
  }

  Optional<SessionRow> session(String hash) {
    return Optional.ofNullable(sessions.find(eq("_id", hash)).first());
  }

  void touch(String hash, Instant seen, Instant exp) {
    var _ = sessions.updateOne(eq("_id", hash), combine(set("seen", seen), set("exp", exp)));
  }

  void insert(TokenRow row) {
    var _ = tokens.insertOne(row);
  }

  Optional<TokenRow> token(String hash) {
    return Optional.ofNullable(tokens.find(eq("hash", hash)).first());
  }

  List<TokenRow> tokensOf(UserId user) {
    return tokens.find(eq("user", user.value())).sort(ascending("_id")).into(new ArrayList<>());
  }

  Optional<TokenRow> tokenById(UserId user, String id) {
    return Optional.ofNullable(tokens.find(and(eq("_id", id), eq("user", user.value()))).first());
  }

  /** Clears away what a new generation has ended already. */
  void clearAway(UserId user) {
    var _ = sessions.deleteMany(eq("user", user.value()));
    var _ = tokens.deleteMany(eq("user", user.value()));
  }

  /** Removes what had ended before {@code now}; till then a clock that is set right revives it. */
  void removeEnded(Instant now) {
    var _ = sessions.deleteMany(lt("exp", now));
    var _ = tokens.deleteMany(lt("until", now));
  }

  /** When each person was last here, for those who have a session. */
  Map<String, Instant> lastSeen(Collection<String> users) {
    var seen = new HashMap<String, Instant>();
    sessions
        .find(in("user", users))
        .forEach(row -> seen.merge(row.user(), row.seen(), (a, b) -> a.isAfter(b) ? a : b));
    return seen;
  }
}
