package org.acervo.bench;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.acervo.access.Caller;
import org.acervo.access.Credential;
import org.acervo.access.Scopes;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.UserId;
import org.bson.Document;

/**
 * A large house's collections, people, groups and grants, drawn from a seed. The same estate is
 * given to Acervo, as documents, and to its peer, as rules.
 *
 * <p>Collections lie in eight levels, each 2.5 times as wide as the one above. Everybody is in
 * three groups, and four groups in ten lie inside an older one. Of the grants 55 % name a group and
 * the others a person; each is on a random collection and counts below it. All of them allow: a
 * peer has to be able to say the same.
 */
final class Estate {
  static final int LEVELS = 8;
  private static final double WIDER = 2.5;
  private static final int BATCH = 1_000;
  private static final List<String> ROLES =
      List.of("viewer", "downloader", "contributor", "editor");

  /** By collection the collection above, -1 at the top; parents come first. */
  private final int[] parents;

  /** By person the groups. */
  private final int[][] groupsOf;

  /** By group the group it lies in, -1 when in none; older groups come first. */
  private final int[] above;

  private final List<Grant> grants;
  private final SplittableRandom random;

  private Estate(
      int[] parents, int[][] groupsOf, int[] above, List<Grant> grants, SplittableRandom random) {
    this.parents = parents;
    this.groupsOf = groupsOf;
    this.above = above;
    this.grants = grants;
    this.random = random;
  }

  /** Gives a role to a group (or else a person) on a collection. */
  record Grant(boolean group, int whom, int collection, String role) {}

  /** A person and a collection. */
  record Question(int person, int collection) {
    Caller caller() {
      return Estate.caller(person);
    }

    CollectionId target() {
      return new CollectionId(id('c', collection));
    }
  }

  static Estate of(int collections, int people, int groups, int grants, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[][] groupsOf = new int[people][];
    for (int person = 0; person < people; person++) {
      groupsOf[person] = random.ints(3, 0, groups).distinct().toArray();
    }
    int[] above = new int[groups];
    for (int group = 0; group < groups; group++) {
      above[group] = group > 0 && random.nextInt(10) < 4 ? random.nextInt(group) : -1;
    }
    List<Grant> given = new ArrayList<>();
    for (int i = 0; i < grants; i++) {
      boolean group = random.nextInt(100) < 55;
      given.add(
          new Grant(
              group,
              random.nextInt(group ? groups : people),
              random.nextInt(collections),
              ROLES.get(random.nextInt(ROLES.size()))));
    }
    return new Estate(parents(collections, random), groupsOf, above, given, random);
  }

  private static int[] parents(int collections, SplittableRandom random) {
    double unit = collections * (WIDER - 1) / (Math.pow(WIDER, LEVELS) - 1);
    int[] parents = new int[collections];
    int from = 0;
    int to = Math.max(1, (int) unit);
    for (int i = 0; i < to; i++) {
      parents[i] = -1;
    }
    for (int level = 1; level < LEVELS; level++) {
      int end =
          level == LEVELS - 1
              ? collections
              : Math.min(collections, to + Math.max(1, (int) (unit * Math.pow(WIDER, level))));
      for (int i = to; i < end; i++) {
        parents[i] = random.nextInt(from, to);
      }
      from = to;
      to = end;
    }
    return parents;
  }

  List<Grant> grants() {
    return grants;
  }

  /** Tells who is directly in which group, people first. */
  void memberships(Membership told) {
    for (int person = 0; person < groupsOf.length; person++) {
      for (int group : groupsOf[person]) {
        told.is(id('p', person), id('g', group));
      }
    }
    for (int group = 0; group < above.length; group++) {
      if (above[group] >= 0) {
        told.is(id('g', group), id('g', above[group]));
      }
    }
  }

  /** Somebody, or a group, is directly in a group. */
  interface Membership {
    void is(String member, String group);
  }

  /** Ids as long as the product's own. */
  static String id(char kind, int number) {
    return String.format(Locale.ROOT, "%c%019d", kind, number);
  }

  static Caller.Person caller(int person) {
    String id = id('p', person);
    return new Caller.Person(
        new UserId(id),
        id,
        id,
        false,
        Optional.empty(),
        Scopes.ALL,
        new Credential.Console(),
        Optional.empty());
  }

  /** The group with all groups that it lies in. */
  List<Integer> withAbove(int group) {
    return IntStream.iterate(group, at -> at >= 0, at -> above[at]).boxed().toList();
  }

  /** From the collection up to its top-level collection. */
  List<Integer> wayUp(int collection) {
    return IntStream.iterate(collection, at -> at >= 0, at -> parents[at]).boxed().toList();
  }

  /** Questions of at most so many people; about half of them are answered with yes. */
  List<Question> questions(int number, int people) {
    int[] asking = random.ints(people, 0, groupsOf.length).toArray();
    List<Question> questions = new ArrayList<>();
    while (questions.size() < number) {
      int person = asking[random.nextInt(people)];
      questions.add(new Question(person, random.nextInt(parents.length)));
      opened(person).ifPresent(at -> questions.add(new Question(person, at)));
    }
    return questions.subList(0, number);
  }

  /** A collection that the person may see, some levels below a grant. */
  private Optional<Integer> opened(int person) {
    BitSet counts = new BitSet();
    for (int group : groupsOf[person]) {
      withAbove(group).forEach(counts::set);
    }
    List<Grant> own =
        grants.stream()
            .filter(grant -> grant.group() ? counts.get(grant.whom()) : grant.whom() == person)
            .toList();
    if (own.isEmpty()) {
      return Optional.empty();
    }
    int at = own.get(random.nextInt(own.size())).collection();
    for (int tries = 0; tries < 2_000; tries++) {
      int below = random.nextInt(parents.length);
      if (wayUp(below).contains(at)) {
        return Optional.of(below);
      }
    }
    return Optional.of(at);
  }

  /** People no two of whom count as the same principals, as far as any grant names these. */
  List<Integer> strangers() {
    BitSet namedGroups = new BitSet();
    BitSet namedPeople = new BitSet();
    grants.forEach(grant -> (grant.group() ? namedGroups : namedPeople).set(grant.whom()));
    Set<Object> seen = new HashSet<>();
    return IntStream.range(0, groupsOf.length)
        .filter(person -> {
          BitSet counts = new BitSet();
          for (int group : groupsOf[person]) {
            withAbove(group).forEach(counts::set);
          }
          counts.and(namedGroups);
          return namedPeople.get(person) || seen.add(counts);
        })
        .boxed()
        .toList();
  }

  /** Writes the documents as the product has them. */
  void fill(MongoDatabase database) {
    insert(database.getCollection("users"), groupsOf.length, this::person);
    insert(database.getCollection("groups"), above.length, this::group);
    List<List<Document>> lists = new ArrayList<>();
    for (int i = 0; i < parents.length; i++) {
      lists.add(new ArrayList<>(2));
    }
    for (Grant grant : grants) {
      String whom =
          grant.group() ? "group:" + id('g', grant.whom()) : "user:" + id('p', grant.whom());
      lists.get(grant.collection()).add(new Document("p", whom).append("role", grant.role()));
    }
    insert(
        database.getCollection("collections"),
        parents.length,
        number -> collection(number, lists.get(number)));
  }

  private interface Writing {
    Document write(int number);
  }

  private static void insert(MongoCollection<Document> into, int count, Writing writing) {
    List<Document> batch = new ArrayList<>(BATCH);
    for (int i = 0; i < count; i++) {
      batch.add(writing.write(i));
      if (batch.size() == BATCH || i == count - 1) {
        into.insertMany(batch);
        batch.clear();
      }
    }
  }

  private Document person(int number) {
    String id = id('p', number);
    List<String> groups = IntStream.of(groupsOf[number]).mapToObj(one -> id('g', one)).toList();
    return new Document("_id", id)
        .append("login", id)
        .append("name", "Person " + number)
        .append("sort", id)
        .append("state", "active")
        .append("groups", groups)
        .append("gen", 1L)
        .append("created", Date.from(Instant.EPOCH))
        .append("rev", 1L)
        .append("v", 1L);
  }

  private Document group(int number) {
    String id = id('g', number);
    return new Document("_id", id)
        .append("name", "Group " + number)
        .append("sort", id)
        .append("descr", "")
        .append("groups", above[number] < 0 ? List.of() : List.of(id('g', above[number])))
        .append("created", Date.from(Instant.EPOCH))
        .append("rev", 1L)
        .append("v", 1L);
  }

  private Document collection(int number, List<Document> own) {
    return new Document("_id", id('c', number))
        .append("title", "Collection " + number)
        .append("descr", "")
        .append("parent", parents[number] < 0 ? "root" : id('c', parents[number]))
        .append("order", (long) number)
        .append("inherit", true)
        .append("grants", own)
        .append("gv", 1L)
        .append("cnt", new Document("images", 0L).append("pdfs", 0L).append("bytes", 0L))
        .append("created", Date.from(Instant.EPOCH))
        .append("rev", 1L)
        .append("v", 1L);
  }
}
