package org.acervo.access;

import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Projections.include;

import com.mongodb.client.MongoDatabase;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.GroupId;
import org.acervo.kernel.ItemId;
import org.acervo.kernel.LinkId;
import org.acervo.kernel.RoleId;
import org.acervo.kernel.UserId;
import org.acervo.store.Store;
import org.bson.BsonValue;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/** Reads everything that decisions rest on out of the documents. */
final class MongoPolicy {
  public record PersonRow(
      @BsonId String id,
      String login,
      String name,
      String state,
      @Nullable Boolean admin,
      @Nullable String locale,
      long gen,
      @Nullable List<String> groups) {}

  public record GroupRow(@BsonId String id, @Nullable List<String> groups) {}

  public record RoleRow(@BsonId String id, String name, List<String> permissions, long rev) {}

  public record CollectionRow(
      @BsonId String id,
      @Nullable String parent,
      @Nullable Boolean inherit,
      @Nullable List<StoredGrant> grants,
      @Nullable BsonValue del) {}

  public record ItemRow(
      @BsonId String id, @Nullable Boolean inherit, @Nullable List<StoredGrant> grants) {}

  public record LinkRow(@BsonId String id, @Nullable Instant until) {}

  private final MongoDatabase database;

  MongoPolicy(Store store) {
    this.database = store.database();
  }

  /**
   * What the documents say, each of them at {@code n} or later: entries up to the newest have to be
   * applied over it.
   */
  PolicyData load(long n) {
    var people = new HashMap<UserId, Member>();
    rows(
            Patch.In.USERS,
            PersonRow.class,
            "login",
            "name",
            "state",
            "admin",
            "locale",
            "gen",
            "groups")
        .forEach(row -> people.put(new UserId(row.id()), member(row)));
    var groups = new HashMap<GroupId, Set<GroupId>>();
    rows(Patch.In.GROUPS, GroupRow.class, "groups")
        .forEach(row -> groups.put(new GroupId(row.id()), Groups.ids(orNone(row.groups()))));
    Map<RoleId, Role> roles = new HashMap<>(Role.BUILTIN_BY_ID);
    rows(Patch.In.ROLES, RoleRow.class, "name", "permissions", "rev")
        .forEach(row -> roles.put(new RoleId(row.id()), role(row)));
    var collections = new HashMap<CollectionId, Branch>();
    rows(Patch.In.COLLECTIONS, CollectionRow.class, "parent", "inherit", "grants", "del")
        .forEach(row ->
            branch(row).ifPresent(branch -> collections.put(new CollectionId(row.id()), branch)));
    var items = new HashMap<ItemId, Own>();
    rows(Patch.In.ITEM_GRANTS, ItemRow.class, "inherit", "grants")
        .forEach(row -> own(row).ifPresent(own -> items.put(new ItemId(row.id()), own)));
    var links = new HashMap<LinkId, Optional<Instant>>();
    rows(Patch.In.LINKS, LinkRow.class, "until")
        .forEach(row -> links.put(new LinkId(row.id()), Optional.ofNullable(row.until())));
    return new PolicyData(n, "", people, groups, roles, collections, items, links);
  }

  private <T> Iterable<T> rows(Patch.In in, Class<T> type, String... fields) {
    return database
        .getCollection(in.key(), type)
        .find(exists(MongoSteps.ASLEEP, false))
        .projection(include(fields))
        .batchSize(10_000);
  }

  private static Member member(PersonRow row) {
    return new Member(
        row.state().equals(User.State.ACTIVE.key()),
        Boolean.TRUE.equals(row.admin()),
        row.gen(),
        row.login(),
        row.name(),
        Optional.ofNullable(row.locale()),
        Groups.ids(orNone(row.groups())));
  }

  private static Role role(RoleRow row) {
    var permissions = EnumSet.noneOf(Permission.class);
    row.permissions().forEach(key -> Permission.of(key).ifPresent(permissions::add));
    return new Role(new RoleId(row.id()), row.name(), permissions, false, row.rev());
  }

  private static Optional<Branch> branch(CollectionRow row) {
    return Optional.ofNullable(row.parent())
        .map(parent ->
            new Branch(
                new CollectionId(parent),
                !Boolean.FALSE.equals(row.inherit()),
                grants(row.grants()),
                row.del() != null && !row.del().isNull()));
  }

  private static Optional<Own> own(ItemRow row) {
    boolean inherit = !Boolean.FALSE.equals(row.inherit());
    var grants = grants(row.grants());
    return inherit && grants.isEmpty() ? Optional.empty() : Optional.of(new Own(inherit, grants));
  }

  private static List<Grant> grants(@Nullable List<StoredGrant> stored) {
    return orNone(stored).stream().map(StoredGrant::read).flatMap(Optional::stream).toList();
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
