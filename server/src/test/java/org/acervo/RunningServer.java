package org.acervo;

import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.acervo.web.Endpoint;
import org.acervo.web.WebServer;

/** One node, started as the product starts it, on a folder that goes away with it. */
public final class RunningServer implements AutoCloseable {
  private final Path home;
  private final App app;
  private final WebServer web;
  private final String setupToken;

  private RunningServer(Path home, App app, WebServer web, String setupToken) {
    this.home = home;
    this.app = app;
    this.web = web;
    this.setupToken = setupToken;
  }

  public static RunningServer start() {
    return start(Map.of());
  }

  /** Settings as in the environment; what is not named is as by default. */
  public static RunningServer start(Map<String, String> settings) {
    return start(settings, InstantSource.system());
  }

  /** The same with another clock. */
  public static RunningServer start(Map<String, String> settings, InstantSource clock) {
    try {
      var home = Files.createTempDirectory("acervo-test-");
      var all = new HashMap<String, String>();
      all.put("ACERVO_HOME", home.toString());
      all.put("ACERVO_PORT", "0");
      all.put("ACERVO_REDIS_EMBEDDED", "false");
      all.put("ACERVO_MEDIA_WORKERS", "1");
      all.putAll(settings);
      var app = new App(Config.read(all), clock, Artifacts.installed());
      var web = app.serve();
      return new RunningServer(home, app, web, app.access.firstRun().begin().orElse(""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public String address() {
    return "http://localhost:" + web.port();
  }

  /** The folder that all its settings speak of. */
  public Path home() {
    return home;
  }

  public String setupToken() {
    return setupToken;
  }

  /** What is stored, for tests that look at it past the product. */
  public MongoDatabase database() {
    return app.store.database();
  }

  /** Forgets the notes of writes with a key, as the sweep does when it is surely that late. */
  public void forgetRepeats(Instant now) {
    WebServer.forgetRepeats(app.store, now);
  }

  /** Removes for good what has lain in the trash since before then. */
  public void purge(Instant before) {
    app.items.purge(before);
  }

  /** Tells the history of moves of which it has not heard. */
  public void settleMoves() {
    app.items.settleMoves();
  }

  public List<Endpoint> endpoints() {
    return web.endpoints();
  }

  @Override
  public void close() {
    app.close();
    try (var files = Files.walk(home)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
