package org.acervo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.acervo.trial.TrialServers;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command line. Exit codes: 0 done, 1 failed, 2 usage, 3 something found wrong by {@code
 * verify}.
 */
@Command(
    name = "acervo",
    description = "A self-hosted library for images and PDFs.",
    subcommands = {Main.Run.class, Verify.class, Main.User.class, Import.class})
public final class Main implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Main()).setExecutionExceptionHandler(Main::explain).execute(arguments));
  }

  /** What is wrong and what to do, without a stack trace: those are for the log. */
  private static int explain(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
    line.getErr().println("acervo: " + e.getMessage());
    LoggerFactory.getLogger(Main.class).debug("the command failed", e);
    return e instanceof IllegalArgumentException ? 2 : 1;
  }

  @Override
  public Integer call() {
    if (spec != null) {
      spec.commandLine().usage(System.err);
    }
    return 2;
  }

  /**
   * Settings of the environment, with those of the command line over them.
   *
   * @param over names as in the environment
   */
  static Config config(@Nullable Path home, Map<String, String> over) {
    var environment = new HashMap<>(System.getenv());
    if (home != null) {
      environment.put("ACERVO_HOME", home.toString());
    }
    environment.putAll(over);
    return Config.read(environment);
  }

  /** {@code acervo user}. */
  @Command(name = "user", description = "People.", subcommands = UserAdd.class)
  static final class User {}

  /** {@code acervo run}. */
  @Command(name = "run", description = "Starts Acervo.", mixinStandardHelpOptions = true)
  static final class Run implements Callable<Integer> {
    @Option(names = "--port", description = "Port to listen on (0: any that is free).")
    private @Nullable Integer port;

    @Option(names = "--home", description = "Folder for everything the embedded servers write.")
    private @Nullable Path home;

    @Option(names = "--demo", description = "Fill an empty library with a demo.")
    private boolean demo;

    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

    @Override
    public Integer call() throws IOException, InterruptedException {
      var artifacts = Artifacts.installed();
      if (demo) {
        artifacts.requireDemo(); // before anything is made
      }
      Map<String, String> over = port == null ? Map.of() : Map.of("ACERVO_PORT", port.toString());
      var app = new App(config(home, over), InstantSource.system(), artifacts);
      var stopped = new CountDownLatch(1);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    stop(app);
                    stopped.countDown();
                  },
                  "shutdown"));
      app.closesWithin(LONGEST_STOP);
      app.fill(demo, System.out);
      var server = app.serve();
      greet(app, server.port(), System.out);
      stopped.await();
      return 0;
    }

    /** A room that cannot close ends with the process: what was acknowledged is on storage. */
    private static void stop(App app) {
      var closing = Thread.ofPlatform().daemon().name("closing").start(app::close);
      try {
        if (!closing.join(LONGEST_STOP)) {
          LoggerFactory.getLogger(Main.class)
              .warn(
                  "not everything has closed within {}; the process ends all the same",
                  LONGEST_STOP);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private static void greet(App app, int port, PrintStream out) {
      String address = "http://localhost:" + port;
      app.mongo.map(TrialServers.Mongo::describe).ifPresent(line -> out.println("Record: " + line));
      app.redis.map(TrialServers.Redis::describe).ifPresent(line -> out.println("Memory: " + line));
      var token = app.access.firstRun().begin();
      out.println("Acervo is ready at " + address);
      // Behind the #, because browsers keep that part to themselves: no proxy and no log sees it.
      token.ifPresent(text ->
          out.println("First run: set it up in the browser at " + address + "/setup#" + text));
      out.flush();
    }
  }
}
