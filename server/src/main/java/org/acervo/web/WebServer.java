package org.acervo.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.acervo.access.Gate;
import org.acervo.gallery.Gallery;
import org.acervo.items.Items;
import org.acervo.store.Migrations;
import org.acervo.store.Store;
import org.acervo.web.ui.Pages;
import org.slf4j.LoggerFactory;

/** Listens, and routes each request to its endpoint. */
public final class WebServer implements AutoCloseable {
  private static final int CLOSE_SECONDS = 3;

  private final Vertx vertx;
  private final Dispatcher dispatcher;
  private final HttpServer server;
  private final List<Endpoint> endpoints;

  private WebServer(
      Vertx vertx, Dispatcher dispatcher, HttpServer server, List<Endpoint> endpoints) {
    this.vertx = vertx;
    this.dispatcher = dispatcher;
    this.server = server;
    this.endpoints = endpoints;
  }

  public static List<Migrations.Step> migrations() {
    return List.of(MongoRepeats.indexes());
  }

  /**
   * Starts to listen.
   *
   * @throws UncheckedIOException when the port is taken
   */
  public static WebServer start(
      HttpConfig config,
      List<Endpoint> endpoints,
      Pages pages,
      Identity identity,
      Gate gate,
      Items items,
      Gallery gallery,
      Store store,
      InstantSource clock,
      MeterRegistry metrics) {
    var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    var requestIds = new RequestIds(clock);
    var shortcut = new Shortcut(identity, gallery, requestIds, metrics);
    var repeats = new Repeats(new MongoRepeats(store.database()), gate, clock);
    var dispatcher =
        new Dispatcher(
            vertx,
            config,
            identity,
            gate,
            items,
            store.clock(),
            requestIds,
            metrics,
            shortcut,
            repeats);
    var server =
        vertx.createHttpServer(
            new HttpServerOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setTcpNoDelay(true)
                .setMaxHeaderSize(16 << 10)
                .setMaxInitialLineLength(8 << 10)
                .setIdleTimeout(Math.toIntExact(config.idle().toSeconds()))
                .setDecompressionSupported(false));
    var router = router(vertx, endpoints, pages, dispatcher);
    server.connectionHandler(connection -> ShortcutHandler.join(connection, shortcut));
    server.requestHandler(request -> {
      if (!shortcut.answers(request)) {
        router.handle(request);
      }
    });
    var running = new WebServer(vertx, dispatcher, server, endpoints);
    try {
      server.listen().toCompletionStage().toCompletableFuture().get();
    } catch (ExecutionException e) {
      running.close();
      throw new UncheckedIOException(
          new IOException(
              "Acervo cannot listen on port "
                  + config.port()
                  + ". Another program may use it; choose another with --port.",
              e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      running.close();
      throw new IllegalStateException("interrupted while starting", e);
    }
    return running;
  }

  private static Router router(
      Vertx vertx, List<Endpoint> endpoints, Pages pages, Dispatcher dispatcher) {
    var router = Router.router(vertx);
    for (var endpoint : endpoints) {
      String path = routed(endpoint.path());
      router
          .routeWithRegex(HttpMethod.valueOf(endpoint.method()), path)
          .handler(routing -> dispatcher.handle(endpoint, routing));
      if (endpoint.method().equals("GET")) {
        router
            .routeWithRegex(HttpMethod.HEAD, path)
            .handler(routing -> dispatcher.handle(endpoint, routing));
      }
    }
    endpoints.stream()
        .map(endpoint -> routed(endpoint.path()))
        .distinct()
        .forEach(path -> router.routeWithRegex(path).handler(dispatcher::refuseMethod));
    router.get().handler(pages);
    router.head().handler(pages);
    router.route().handler(dispatcher::refuseAddress);
    return router;
  }

  /** A path of the contract as the router reads it; a colon in it is a colon. */
  private static String routed(String path) {
    return path.replace(".", "\\.").replaceAll("\\{(\\w+)}", "(?<$1>[^/:]+)");
  }

  /** The port that is listened on, also where the system chose it. */
  public int port() {
    return server.actualPort();
  }

  /** Every call that this server answers, with the guard in front of it. */
  public List<Endpoint> endpoints() {
    return endpoints;
  }

  /** Lets running requests end for a few seconds, and takes no new ones. */
  @Override
  public void close() {
    try {
      server
          .shutdown(CLOSE_SECONDS, TimeUnit.SECONDS)
          .toCompletionStage()
          .toCompletableFuture()
          .get(CLOSE_SECONDS + 1L, TimeUnit.SECONDS);
      dispatcher.close();
      vertx.close().toCompletionStage().toCompletableFuture().get(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LoggerFactory.getLogger(WebServer.class).warn("the web server did not close", e);
    }
  }
}
