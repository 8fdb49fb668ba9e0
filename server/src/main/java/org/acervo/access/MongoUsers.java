package org.acervo.access;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Updates.addToSet;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.pull;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.ReturnDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.acervo.kernel.Failed;
import org.acervo.kernel.GroupId;
import org.acervo.kernel.UserId;
import org.acervo.store.Store;
import org.acervo.store.StoreFailures;
import org.bson.codecs.pojo.annotations.BsonId;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** People, and apart from them what their passwords are checked against. */
final class MongoUsers {

  /**
   * A stored person.
   *
   * @param sort the name as it is sorted and searched
   * @param gen counts what ends every session and token: those of another generation are over
   */
  public record Row(
      @BsonId String id,
      String login,
      String name,
      String sort,
      @Nullable String mail,
      String state,
      @Nullable Boolean admin,
      @Nullable String locale,
      @Nullable List<String> groups,
      long gen,
      Instant created,
      long rev) {

    UserId userId() {
      return new UserId(id);
    }

    boolean active() {
      return state.equals(User.State.ACTIVE.key());
    }

    User user() {
      return new User(
          userId(),
          login,
          name,
          Optional.ofNullable(mail),
          active() ? User.State.ACTIVE : User.State.DISABLED,
          Boolean.TRUE.equals(admin),
          Optional.ofNullable(locale),
          groups == null ? List.of() : groups.stream().map(GroupId::new).toList(),
          created,
          rev);
    }

    Caller.Person caller(Scopes scopes, Credential credential) {
      return new Caller.Person(
          userId(),
          login,
          name,
          Boolean.TRUE.equals(admin),
          Optional.ofNullable(locale),
          scopes,
          credential);
    }
  }

  public record CredentialRow(@BsonId String id, String hash) {}

  private final MongoCollection<Row> users;
  private final MongoCollection<CredentialRow> credentials;

  MongoUsers(Store store) {
    this.users = store.database().getCollection("users", Row.class);
    this.credentials = store.database().getCollection("credentials", CredentialRow.class);
  }

  boolean none() {
    return users.find().limit(1).first() == null;
  }

  Optional<Row> find(UserId id) {
    return Optional.ofNullable(users.find(eq("_id", id.value())).first());
  }

  Optional<Row> find(String login) {
    return Optional.ofNullable(users.find(eq("login", login)).first());
  }

  List<Row> find(Collection<String> ids) {
    return users.find(in("_id", ids)).into(new ArrayList<>());
  }

  List<Row> membersOf(GroupId group) {
    return users
        .find(eq("groups", group.value()))
        .sort(ascending("sort", "_id"))
        .into(new ArrayList<>());
  }

  long countMembersOf(GroupId group) {
    return users.countDocuments(eq("groups", group.value()));
  }

  /** Those whose name or login begins with {@code prefix}, by name, after {@code from}. */
  List<Row> page(String prefix, Optional<Cursor> from, int limit) {
    var parts = new ArrayList<Bson>();
    if (!prefix.isEmpty()) {
      parts.add(or(begins("sort", prefix), begins("login", prefix)));
    }
    from.ifPresent(cursor -> parts.add(after(cursor)));
    var query = parts.isEmpty() ? users.find() : users.find(and(parts));
    return query.sort(ascending("sort", "_id")).limit(limit).into(new ArrayList<>());
  }

  static Bson begins(String field, String prefix) {
    return and(
        gte(field, prefix), lt(field, prefix + Character.toString(Character.MAX_CODE_POINT)));
  }

  static Bson after(Cursor cursor) {
    return or(gt("sort", cursor.sort()), and(eq("sort", cursor.sort()), gt("_id", cursor.id())));
  }

  /**
   * Adds a person.
   *
   * @throws Failed with a conflict when the login is taken
   */
  void insert(Row row) {
    try {
      var _ = users.insertOne(row);
    } catch (RuntimeException e) {
      throw StoreFailures.isDuplicateKey(e)
          ? Failed.conflict("The login '" + row.login() + "' is taken. Choose another one.")
          : e;
    }
  }

  /** Empty when the person is gone or at another revision. */
  Optional<Row> update(UserId id, long rev, UserEdit edit) {
    var fields = new ArrayList<Bson>();
    fields.add(inc("rev", 1L));
    if (edit.endsSessions()) {
      fields.add(inc("gen", 1L));
    }
    edit.name().ifPresent(name -> fields.add(set("name", name)));
    edit.name().ifPresent(name -> fields.add(set("sort", Cursor.fold(name))));
    edit.mail().ifPresent(mail -> fields.add(orNone("mail", mail)));
    edit.locale().ifPresent(locale -> fields.add(orNone("locale", locale)));
    edit.admin().ifPresent(admin -> fields.add(set("admin", admin)));
    edit.state().ifPresent(state -> fields.add(set("state", state.key())));
    return Optional.ofNullable(
        users.findOneAndUpdate(
            and(eq("_id", id.value()), eq("rev", rev)),
            combine(fields),
            new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)));
  }

  private static Bson orNone(String field, String value) {
    return value.isEmpty() ? unset(field) : set(field, value);
  }

  void join(UserId id, GroupId group) {
    var _ =
        users.updateOne(
            eq("_id", id.value()), combine(addToSet("groups", group.value()), inc("rev", 1L)));
  }

  void leave(UserId id, GroupId group) {
    var _ =
        users.updateOne(
            and(eq("_id", id.value()), eq("groups", group.value())),
            combine(pull("groups", group.value()), inc("rev", 1L)));
  }

  void allLeave(GroupId group) {
    var _ =
        users.updateMany(
            eq("groups", group.value()), combine(pull("groups", group.value()), inc("rev", 1L)));
  }

  boolean delete(UserId id) {
    return users.deleteOne(eq("_id", id.value())).getDeletedCount() == 1;
  }

  Optional<String> passwordHash(UserId id) {
    return Optional.ofNullable(credentials.find(eq("_id", id.value())).first())
        .map(CredentialRow::hash);
  }

  void setPasswordHash(UserId id, String hash) {
    var _ =
        credentials.replaceOne(
            eq("_id", id.value()),
            new CredentialRow(id.value(), hash),
            new ReplaceOptions().upsert(true));
  }

  /** Stores the same password under new parameters, unless it was changed meanwhile. */
  void rehash(UserId id, String old, String hash) {
    var _ = credentials.updateOne(and(eq("_id", id.value()), eq("hash", old)), set("hash", hash));
  }

  void forgetPassword(UserId id) {
    var _ = credentials.deleteOne(eq("_id", id.value()));
  }
}
