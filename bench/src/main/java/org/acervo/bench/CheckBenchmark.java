package org.acervo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.acervo.access.Access;
import org.acervo.access.AccessConfig;
import org.acervo.access.Caller;
import org.acervo.access.Permission;
import org.acervo.embedded.EmbeddedMongo;
import org.acervo.kernel.CollectionId;
import org.casbin.jcasbin.main.CachedEnforcer;
import org.casbin.jcasbin.main.Enforcer;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One check of rights over a large estate, in Acervo and in jCasbin. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CheckBenchmark {
  /** So many questions are asked in turn, a power of two. */
  private static final int QUESTIONS = 1_024;

  private static final int ASKING = 256;

  /** A page of a gallery asks for so many items. */
  static final int IN_A_REQUEST = 100;

  static Estate estate() {
    return Estate.of(50_000, 10_000, 500, 11_000, 4);
  }

  static List<Estate.Question> questions(Estate estate) {
    return estate.questions(QUESTIONS, ASKING);
  }

  /** A node that has the estate as its policy, and the questions. */
  @State(Scope.Thread)
  public static class Ours {
    private @Nullable EmbeddedMongo mongo;
    private @Nullable Node node;
    private @Nullable Access access;
    private Caller[] callers = {};
    private CollectionId[] targets = {};
    private Caller[] strangers = {};
    private int next;

    /** Fills a store and lets the node load it. */
    @Setup
    public void open() throws IOException {
      Estate estate = estate();
      mongo = EmbeddedMongo.inMemory();
      Node.prepare(mongo.uri());
      Path home = Files.createTempDirectory("acervo-check");
      home.toFile().deleteOnExit();
      node = Node.open(mongo.uri(), Optional.empty(), AccessConfig.DEFAULT, home);
      estate.fill(node.store().database());
      access = node.room().access();
      List<Estate.Question> questions = questions(estate);
      callers = questions.stream().map(Estate.Question::caller).toArray(Caller[]::new);
      targets = questions.stream().map(Estate.Question::target).toArray(CollectionId[]::new);
      strangers = estate.strangers().stream().map(Estate::caller).toArray(Caller[]::new);
    }

    boolean ask() {
      int i = next++ & QUESTIONS - 1;
      return access().policy().allows(callers[i], Permission.VIEW, targets[i]);
    }

    /** The checks of one request: who asks is found out once, lease test and all. */
    int askAll() {
      int i = next++ & QUESTIONS - 1;
      var allowance = access().policy().of(callers[i]);
      int allowed = 0;
      for (int at = 0; at < IN_A_REQUEST; at++) {
        allowed += allowance.allows(Permission.VIEW, targets[(i + at) & QUESTIONS - 1]) ? 1 : 0;
      }
      return allowed;
    }

    /** Asks for somebody whose principals nobody has had before. */
    boolean askFirst() {
      int i = next++;
      if (i >= strangers.length) {
        throw new IllegalStateException("all " + i + " sets of principals have been asked for");
      }
      return access().policy().allows(strangers[i], Permission.VIEW, targets[i % QUESTIONS]);
    }

    private Access access() {
      return Objects.requireNonNull(access);
    }

    /** Ends node and store. */
    @TearDown
    public void close() throws IOException {
      Objects.requireNonNull(node).close();
      Objects.requireNonNull(mongo).close();
    }
  }

  /** The peer with the same questions. */
  @State(Scope.Thread)
  public static class Peer {
    private @Nullable Enforcer enforcer;
    private Object[][] questions = {};
    private int next;

    /** Loads the rules. */
    @Setup
    public void open() {
      Estate estate = estate();
      enforcer = Casbin.enforcer(estate);
      questions = written(estate);
    }

    boolean ask() {
      return Objects.requireNonNull(enforcer).enforce(questions[next++ & QUESTIONS - 1]);
    }
  }

  /** The peer that remembers its answers, all of which it has given before. */
  @State(Scope.Thread)
  public static class CachedPeer {
    private @Nullable CachedEnforcer enforcer;
    private Object[][] questions = {};
    private int next;

    /** Loads the rules and asks every question once. */
    @Setup
    public void open() {
      Estate estate = estate();
      enforcer = Casbin.cached(estate);
      questions = written(estate);
      for (Object[] question : questions) {
        var _ = enforcer.enforce(question);
      }
    }

    boolean ask() {
      return Objects.requireNonNull(enforcer).enforce(questions[next++ & QUESTIONS - 1]);
    }
  }

  private static Object[][] written(Estate estate) {
    return questions(estate).stream()
        .map(question -> Casbin.question(estate, question))
        .toArray(Object[][]::new);
  }

  /** A check whose principals are compiled, lease and all. */
  @Benchmark
  public boolean warm(Ours ours) {
    return ours.ask();
  }

  /** The checks of one page; the time is for each of them. */
  @Benchmark
  @OperationsPerInvocation(IN_A_REQUEST)
  public int page(Ours ours) {
    return ours.askAll();
  }

  /** The first check for a set of principals. */
  @Benchmark
  public boolean first(Ours ours) {
    return ours.askFirst();
  }

  /** The peer's check. */
  @Benchmark
  public boolean casbin(Peer peer) {
    return peer.ask();
  }

  /** The check of the peer that remembers answers. */
  @Benchmark
  public boolean casbinCached(CachedPeer peer) {
    return peer.ask();
  }
}
