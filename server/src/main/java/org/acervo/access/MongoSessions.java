package org.acervo.access;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
   * @param gen the person's generation when it began
   */
  public record SessionRow(
      @BsonId String hash,
      String user,
      long gen,
      Instant created,
      Instant seen,
      Instant exp,
      String agent) {}

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

  void endSession(String hash) {
    var _ = sessions.deleteOne(eq("_id", hash));
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

  boolean endToken(UserId user, String id) {
    return tokens.deleteOne(and(eq("_id", id), eq("user", user.value()))).getDeletedCount() == 1;
  }

  /** Clears away what a new generation has ended already. */
  void endAll(UserId user) {
    var _ = sessions.deleteMany(eq("user", user.value()));
    var _ = tokens.deleteMany(eq("user", user.value()));
  }
}
