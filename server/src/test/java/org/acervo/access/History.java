package org.acervo.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What was asked and changed while nodes failed, and whether the answers were right.
 *
 * <p>Every answer tells the number of the policy that it came from. It is <b>stale</b> when a
 * change with a higher number had answered before the question was asked, <b>wrong</b> when the
 * reference decides otherwise at that number, and <b>harmful</b> when it allowed something that at
 * no number from then on, up to what could have been committed when the answer was given, is
 * allowed. The claim is that there is none of the three.
 */
final class History {
  /** In the order in which questions name them. */
  static final List<Permission> PERMISSIONS = List.of(Permission.values());

  private static final int WORDS = 5;
  private static final int CHUNK = 1 << 14;

  /** A change; {@code answered} is the largest long when nobody was told that it happened. */
  record Act(String actor, String what, int node, long invoked, long answered, String result) {}

  /** What one thread asked. */
  static final class Asked {
    private final List<long[]> chunks = new ArrayList<>();
    private int used = CHUNK * WORDS;

    void add(Question question, long n, boolean answer) {
      if (used == CHUNK * WORDS) {
        chunks.add(new long[CHUNK * WORDS]);
        used = 0;
      }
      var words = chunks.getLast();
      words[used] =
          n << 32
              | (long) question.subject() << 16
              | question.target() << 8
              | question.permission() << 4
              | question.node() << 1
              | (answer ? 1 : 0);
      words[used + 1] = question.invoked();
      words[used + 2] = System.nanoTime();
      words[used + 3] = question.clock();
      words[used + 4] = question.ticks().millis();
      used += WORDS;
    }

    long size() {
      return chunks.isEmpty() ? 0 : (chunks.size() - 1L) * CHUNK + used / WORDS;
    }
  }

  /** A question before it is answered. */
  record Question(
      int subject,
      int target,
      int permission,
      int node,
      long invoked,
      NodeTicks ticks,
      long clock) {}

  /** What came out. */
  record Verdict(long checks, long allowed, long stale, long wrong, long harmful, String story) {}

  private final List<PolicyData> versions = new ArrayList<>();
  private final List<Caller> subjects;
  private final List<Target> targets;
  private final List<Act> acts;
  private final TreeMap<Long, Long> answered = new TreeMap<>();
  private final TreeMap<Long, Long> invoked = new TreeMap<>();
  private final long first;
  private final List<Table> tables = new ArrayList<>();
  private final List<String> entryTexts = new ArrayList<>();

  History(
      PolicyData base,
      List<Entry> entries,
      List<Act> acts,
      List<Caller> subjects,
      List<Target> targets) {
    this.first = base.number();
    this.subjects = subjects;
    this.targets = targets;
    this.acts = acts;
    versions.add(base);
    entryTexts.add("base");
    for (var entry : entries) {
      if (entry.n() != versions.getLast().number() + 1) {
        throw new IllegalStateException("the log has a gap before " + entry.n());
      }
      versions.add(versions.getLast().with(entry));
      entryTexts.add(entry.n() + " " + entry.actor() + " " + entry.change().patches());
      acts.stream()
          .filter(act -> act.actor().equals(entry.actor()))
          .forEach(act -> {
            invoked.merge(act.invoked(), entry.n(), Math::max);
            if (act.answered() != Long.MAX_VALUE) {
              answered.merge(act.answered(), entry.n(), Math::max);
            }
          });
    }
    raise(answered);
    raise(invoked);
    versions.forEach(version -> tables.add(new Table(version)));
  }

  private static void raise(NavigableMap<Long, Long> numbers) {
    long most = 0;
    for (var entry : numbers.entrySet()) {
      most = Math.max(most, entry.getValue());
      entry.setValue(most);
    }
  }

  PolicyData last() {
    return versions.getLast();
  }

  int size() {
    return versions.size();
  }

  /** What was decided at one number; the decision changes only when an entry expires. */
  private final class Table {
    private final PolicyData data;
    private final long[] ends;
    private final short[][][] masks;

    Table(PolicyData data) {
      this.data = data;
      this.ends = ends(data);
      this.masks = new short[ends.length + 1][subjects.size()][];
    }

    /** Whether it may have been answered so between two times of day. */
    boolean possible(int subject, int target, int permission, boolean answer, long from, long to) {
      int last = segment(Math.max(from, to) + 2);
      for (int at = segment(Math.min(from, to) - 2); at <= last; at++) {
        if ((mask(at, subject, target) >> permission & 1) == (answer ? 1 : 0)) {
          return true;
        }
      }
      return false;
    }

    private int segment(long time) {
      int at = Arrays.binarySearch(ends, time);
      return at >= 0 ? at + 1 : -at - 1;
    }

    private short mask(int at, int subject, int target) {
      var row = masks[at][subject];
      if (row == null) {
        row = new short[targets.size()];
        Arrays.fill(row, (short) -1);
        masks[at][subject] = row;
      }
      if (row[target] < 0) {
        var now = Instant.ofEpochMilli(at == 0 ? 0 : ends[at - 1]);
        var slow = new SlowDecision(data, now);
        int mask = 0;
        for (int bit = 0; bit < PERMISSIONS.size(); bit++) {
          var permission = PERMISSIONS.get(bit);
          boolean allowed =
              switch (targets.get(target)) {
                case Target.OfCollection(var id) ->
                    slow.allows(subjects.get(subject), permission, id);
                case Target.OfItem(var id, var home) ->
                    slow.allows(subjects.get(subject), permission, id, home);
              };
          mask |= allowed ? 1 << bit : 0;
        }
        row[target] = (short) mask;
      }
      return row[target];
    }
  }

  private static long[] ends(PolicyData data) {
    var grants =
        LongStream.concat(
            data.collections().values().stream()
                .flatMap(branch -> branch.grants().stream())
                .flatMap(grant -> grant.until().stream())
                .mapToLong(Instant::toEpochMilli),
            data.items().values().stream()
                .flatMap(own -> own.grants().stream())
                .flatMap(grant -> grant.until().stream())
                .mapToLong(Instant::toEpochMilli));
    var links =
        data.links().values().stream()
            .flatMap(java.util.Optional::stream)
            .mapToLong(Instant::toEpochMilli);
    return LongStream.concat(grants, links).sorted().distinct().toArray();
  }

  Verdict judge(List<Asked> everything) {
    long checks = 0;
    long allowed = 0;
    long stale = 0;
    long wrong = 0;
    long harmful = 0;
    String story = null;
    for (var asked : everything) {
      for (int c = 0; c < asked.chunks.size(); c++) {
        var words = asked.chunks.get(c);
        int end = c == asked.chunks.size() - 1 ? asked.used : words.length;
        for (int at = 0; at < end; at += WORDS) {
          checks++;
          allowed += words[at] & 1;
          boolean isStale = words[at] >>> 32 < before(words[at + 1]);
          boolean isWrong = !possible(words, at, words[at] >>> 32);
          boolean isHarmful = isStale && (words[at] & 1) == 1 && !possibleSince(words, at);
          stale += isStale ? 1 : 0;
          wrong += isWrong ? 1 : 0;
          harmful += isHarmful ? 1 : 0;
          if (story == null && (isStale || isWrong)) {
            story = story(words, at);
          }
        }
      }
    }
    return new Verdict(checks, allowed, stale, wrong, harmful, story == null ? "" : story);
  }

  /** The highest number that had answered. */
  private long before(long time) {
    var entry = answered.lowerEntry(time);
    return entry == null ? first : entry.getValue();
  }

  private boolean possible(long[] words, int at, long n) {
    var table = table(n);
    return table != null
        && table.possible(
            (int) (words[at] >>> 16 & 0xffff),
            (int) (words[at] >>> 8 & 0xff),
            (int) (words[at] >>> 4 & 0xf),
            (words[at] & 1) == 1,
            words[at + 3],
            words[at + 4]);
  }

  private @Nullable Table table(long n) {
    long i = n - first;
    return i < 0 || i >= tables.size() ? null : tables.get((int) i);
  }

  private boolean possibleSince(long[] words, int at) {
    var newest = invoked.lowerEntry(words[at + 2]);
    long to = newest == null ? first : newest.getValue();
    return LongStream.rangeClosed(before(words[at + 1]), to).anyMatch(n -> possible(words, at, n));
  }

  private String story(long[] words, int at) {
    long n = words[at] >>> 32;
    var text = new StringBuilder();
    text.append(
        "%s %s on %s: %s by node %d at policy %d, while %d had answered; asked %d, answered %d%n"
            .formatted(
                subjects.get((int) (words[at] >>> 16 & 0xffff)).principal().text(),
                PERMISSIONS.get((int) (words[at] >>> 4 & 0xf)),
                targets.get((int) (words[at] >>> 8 & 0xff)).text(),
                (words[at] & 1) == 1 ? "allowed" : "refused",
                words[at] >>> 1 & 7,
                n,
                before(words[at + 1]),
                words[at + 1],
                words[at + 2]));
    acts.stream()
        .filter(act -> Math.abs(act.invoked() - words[at + 1]) < 2_000_000_000L)
        .sorted(Comparator.comparingLong(Act::invoked))
        .forEach(act -> text.append("  ").append(act).append('\n'));
    for (long near = Math.max(first, n - 2);
        near < first + versions.size() && near < n + 6;
        near++) {
      text.append("  ").append(entryTexts.get((int) (near - first))).append('\n');
    }
    return text.toString();
  }
}
