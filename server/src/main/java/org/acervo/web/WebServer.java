package org.acervo.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.acervo.access.Gate;
import org.acervo.gallery.Gallery;
import org.acervo.items.Items;
import org.acervo.store.Migrations;
import org.acervo.store.Store;
import org.acervo.web.ui.Pages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens, and routes each request to its endpoint. */
public final class WebServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WebServer.class);
  private static final int GRACE_SECONDS = 1;
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
    return MongoRepeats.steps();
  }

  /**
   * Forgets the writes that came with a key and whose time is over.
   *
   * @param now a time that is surely over
   */
  public static void forgetRepeats(Store store, Instant now) {
    new MongoRepeats(store.database()).removeEnded(now);
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
    var requestIds = new RequestIds(clock);
    var vertx = Entrance.vertx(config, requestIds);
    var shortcut = new Shortcut(identity, gallery, requestIds, config.standing(), metrics);
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
    var options =
        new HttpServerOptions()
            .setHost(config.host())
            .setPort(config.port())
            .setTcpNoDelay(true)
            .setIdleTimeout(Math.toIntExact(config.idle().toSeconds()))
            .setHttp2ClearTextEnabled(config.h2c())
            .setDecompressionSupported(false);
    var server = vertx.createHttpServer(options);
    var reception = new Reception(new Routes(endpoints), shortcut, dispatcher, pages);
    server.connectionHandler(
        connection -> ShortcutHandler.join(connection, shortcut, config.pace().patience()));
    server.requestHandler(reception::meet);
    server.invalidRequestHandler(reception::refuseHead);
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

  /** The port that is listened on, also where the system chose it. */
  public int port() {
    return server.actualPort();
  }

  /** Every call that this server answers, with the guard in front of it. */
  public List<Endpoint> endpoints() {
    return endpoints;
  }

  /**
   * Takes no new requests and lets those that run end, for a few seconds in all: first by
   * themselves, then without what is still being sent, at last with their connections cut.
   */
  @Override
  public void close() {
    var shut = server.shutdown(CLOSE_SECONDS, TimeUnit.SECONDS).toCompletionStage();
    if (!ended(shut, GRACE_SECONDS)) {
      dispatcher.stopReceiving();
      if (!ended(shut, CLOSE_SECONDS)) {
        log.warn("the web server did not close in time; its connections are cut");
      }
    }
    dispatcher.close();
    if (!ended(vertx.close().toCompletionStage(), CLOSE_SECONDS)) {
      log.warn("the event loops did not end in time");
    }
  }

  private static boolean ended(CompletionStage<?> closing, int seconds) {
    try {
      closing.toCompletableFuture().get(seconds, TimeUnit.SECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      log.warn("the web server did not close cleanly", e);
      return true;
    }
  }
}
