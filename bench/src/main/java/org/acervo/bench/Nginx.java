package org.acervo.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The peer for pages: nginx with one worker, serving the same bytes from a file. */
final class Nginx implements AutoCloseable {
  private final Process process;
  private final URI page;

  private Nginx(Process process, URI page) {
    this.process = process;
    this.page = page;
  }

  /** Starts it if it is installed. */
  static Optional<Nginx> serve(Lab lab, byte[] bytes, List<String> prefix)
      throws IOException, InterruptedException {
    Optional<Path> program = Tools.find("nginx");
    if (program.isEmpty()) {
      return Optional.empty();
    }
    Path folder = lab.folder("nginx");
    Files.write(folder.resolve("page.json"), bytes);
    int port = Ports.free();
    Path settings =
        Files.writeString(
            folder.resolve("nginx.conf"),
            """
            daemon off;
            worker_processes 1;
            pid nginx.pid;
            error_log error.log;
            events { worker_connections 256; }
            http {
              access_log off;
              sendfile on;
              tcp_nopush on;
              keepalive_requests 1000000000;
              open_file_cache max=10;
              types { application/json json; }
              client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
              uwsgi_temp_path uwsgi; scgi_temp_path scgi;
              server { listen 127.0.0.1:%d; root "."; }
            }
            """
                .formatted(port));
    if (System.getProperty("user.name").equals("root")) {
      // Its worker steps down to another user, who must be able to read the page.
      Files.writeString(settings, "user root;\n" + Files.readString(settings));
    }
    List<String> command = new ArrayList<>(prefix);
    command.addAll(
        List.of(
            program.get().toString(),
            "-p",
            folder.toString(),
            "-c",
            settings.toString(),
            "-e",
            "error.log"));
    Process process = new ProcessBuilder(command).inheritIO().start();
    Nginx nginx = new Nginx(process, URI.create("http://127.0.0.1:" + port + "/page.json"));
    Ports.await(port);
    return Optional.of(nginx);
  }

  URI page() {
    return page;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
