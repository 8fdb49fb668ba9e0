package org.acervo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/** How far a server is with its demo, asked anew each time. */
final class Polled {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI address;

  Polled(String address) {
    this.address = URI.create(address);
  }

  /** The status that one gets who signs in. */
  static int signIn(String address, String login, String password)
      throws IOException, InterruptedException {
    var body = JSON.writeValueAsString(Map.of("login", login, "password", password));
    var request =
        HttpRequest.newBuilder(URI.create(address + "/api/v1/session"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  String state() throws IOException, InterruptedException {
    return ask().path("state").asText();
  }

  int made() throws IOException, InterruptedException {
    return ask().path("made").asInt();
  }

  private JsonNode ask() throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(address).build();
    var answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    return JSON.readTree(answer.body());
  }
}
