package org.acervo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** How far a server is with its demo, asked anew each time. */
final class Polled {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI address;

  Polled(String address) {
    this.address = URI.create(address);
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
