package org.acervo.access;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
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
   * @param pw names the hash of the password; a new password is stored under a new name first, so
   *     that it and the new generation count from the same moment. Without one it is the person's
   *     id
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
      long rev,
      @Nullable String pw,
      @Nullable Instant asleep) {

    String passwordId() {
      return pw == null ? id : pw;
    }

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
          credential,
          Optional.empty());
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
    return users.find(awake()).limit(1).first() == null;
  }

  Optional<Row> find(UserId id) {
    return Optional.ofNullable(users.find(and(eq("_id", id.value()), awake())).first());
  }

  Optional<Row> find(String login) {
    return Optional.ofNullable(users.find(and(eq("login", login), awake())).first());
  }

  static Bson awake() {
    return exists(MongoSteps.ASLEEP, false);
  }

  List<Row> find(Collection<String> ids) {
    return users.find(in("_id", ids)).into(new ArrayList<>());
  }

  List<Row> findByLogins(Collection<String> logins) {
    return logins.isEmpty()
        ? List.of()
        : users.find(and(in("login", logins), awake())).into(new ArrayList<>());
  }

  long countMembersOf(GroupId group) {
    return users.countDocuments(eq("groups", group.value()));
  }

  /**
   * Those whose name begins with {@code prefix}, by name, after {@code from}.
   *
   * @param logins whether those count too whose login begins so
   */
  List<Row> page(String prefix, boolean logins, Optional<Cursor> from, int limit) {
    return page(List.of(), prefix, logins, from, limit);
  }

  /** The same of those whom a group names directly. */
  List<Row> membersOf(GroupId group, String prefix, Optional<Cursor> from, int limit) {
    return page(List.of(eq("groups", group.value())), prefix, true, from, limit);
  }

  private List<Row> page(
      List<Bson> of, String prefix, boolean logins, Optional<Cursor> from, int limit) {
    var parts = new ArrayList<>(of);
    if (!prefix.isEmpty()) {
      var named = begins("sort", prefix);
      parts.add(logins ? or(named, begins("login", prefix)) : named);
    }
    from.ifPresent(cursor -> parts.add(after(cursor)));
    parts.add(awake());
    return users
        .find(and(parts))
        .sort(ascending("sort", "_id"))
        .limit(limit)
        .into(new ArrayList<>());
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

  /**
   * What an edit does to a person's document.
   *
   * @param pw the name of the new password's hash
   */
  static Patch patch(Row before, UserEdit edit, Optional<String> pw) {
    var patch = Patch.change(Patch.In.USERS, before.id());
    if (pw.isPresent()) {
      patch = patch.with("pw", pw.get());
    }
    if (edit.endsSessions()) {
      patch = patch.with("gen", before.gen() + 1);
    }
    if (edit.name().isPresent()) {
      patch = patch.with("name", edit.name()).with("sort", edit.name().map(Cursor::fold));
    }
    if (edit.mail().isPresent()) {
      patch = patch.with("mail", edit.mail().filter(text -> !text.isEmpty()));
    }
    if (edit.locale().isPresent()) {
      patch = patch.with("locale", edit.locale().filter(text -> !text.isEmpty()));
    }
    if (edit.admin().isPresent()) {
      patch = patch.with("admin", edit.admin());
    }
    return edit.state().isEmpty() ? patch : patch.with("state", edit.state().get().key());
  }

  /** What wakes a person that was inserted asleep. */
  static Patch wake(Row row) {
    return Patch.wake(Patch.In.USERS, row.id())
        .with("state", row.state())
        .with("admin", Boolean.TRUE.equals(row.admin()))
        .with("gen", row.gen())
        .with("login", row.login())
        .with("name", row.name())
        .with("locale", Optional.ofNullable(row.locale()))
        .with("groups", List.of());
  }

  /** Takes back what was inserted and never woken. */
  void forgetAsleep(UserId id) {
    var _ = users.deleteOne(and(eq("_id", id.value()), exists(MongoSteps.ASLEEP)));
  }

  Optional<String> passwordHash(Row row) {
    return Optional.ofNullable(credentials.find(eq("_id", row.passwordId())).first())
        .map(CredentialRow::hash);
  }

  /** Stores a hash that no person names yet. */
  void addPassword(String name, String hash) {
    var _ = credentials.insertOne(new CredentialRow(name, hash));
  }

  /** Stores the same password under new parameters, unless it was changed meanwhile. */
  void rehash(Row row, String old, String hash) {
    var _ =
        credentials.updateOne(and(eq("_id", row.passwordId()), eq("hash", old)), set("hash", hash));
  }

  void forgetPassword(String name) {
    var _ = credentials.deleteOne(eq("_id", name));
  }
}
