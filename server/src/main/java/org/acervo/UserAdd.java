package org.acervo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.acervo.access.UserNew;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code acervo user add}: adds a person to a library that is not running. */
@Command(
    name = "add",
    description = "Adds a person; the password is read from the terminal or from standard input.",
    mixinStandardHelpOptions = true)
final class UserAdd implements Callable<Integer> {
  @Parameters(paramLabel = "LOGIN", description = "What they sign in with.")
  private String login = "";

  @Option(names = "--name", description = "What they are called; by default the login.")
  private @Nullable String name;

  @Option(names = "--home", description = "Folder of the embedded servers.")
  private @Nullable Path home;

  @Override
  public Integer call() throws IOException {
    try (var app = Existing.open(home)) {
      var password = password();
      if (app.access.firstRun().needed()) {
        throw new IllegalStateException(
            "This library has no administrator yet. Start it with ./acervo run and make one first.");
      }
      var person =
          new UserNew(
              login,
              name == null ? login : name,
              password,
              Optional.empty(),
              false,
              Optional.empty());
      var made = app.access.people().create(Console.caller(), person);
      System.out.println("Added " + made.login() + " (" + made.id() + ")");
      return 0;
    }
  }

  /** Never from the command line, where other programs could read it. */
  @SuppressWarnings("SystemConsoleNull") // null again where the JDK has no console module
  private static Optional<String> password() throws IOException {
    var console = System.console();
    if (console != null && console.isTerminal()) {
      return Optional.ofNullable(console.readPassword("Password: ")).map(String::new);
    }
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    return Optional.ofNullable(in.readLine()).filter(line -> !line.isEmpty());
  }
}
