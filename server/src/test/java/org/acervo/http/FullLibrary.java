package org.acervo.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.acervo.http.Library.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.acervo.http.Client.Answer;

/**
 * A library whose disk runs full: what was acknowledged, and what must be true of it meanwhile. Its
 * files are kept without previews, so that nothing is written but what a test asks for.
 */
final class FullLibrary {
  /** Longer than any busy machine needs; nothing is measured. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final int CHUNKED = 1_300_000;
  private static final int INLINE = 300_000;
  private static final int MOST = 400;

  private final Random random = new Random(8);
  private final Map<String, byte[]> acknowledged = new LinkedHashMap<>();
  private final String home;
  private Client admin;
  private Client nobody;
  private int number;

  FullLibrary(Client nobody, Client admin) {
    this.nobody = nobody;
    this.admin = admin;
    this.home =
        expect(201, admin.post("/api/v1/collections", "{\"title\":\"Full\"}"))
            .json()
            .at("/id")
            .asText();
  }

  /** The same library at another address, as after a start of its server. */
  void movedTo(String address) {
    nobody = Client.of(address);
    admin = admin.at(address);
  }

  private byte[] file(int size) {
    var noise = new byte[size / 2];
    random.nextBytes(noise);
    return ("<svg xmlns=\"http://www.w3.org/2000/svg\"><!-- "
            + HexFormat.of().formatHex(noise)
            + " --></svg>")
        .getBytes(US_ASCII);
  }

  private Answer upload(int size) {
    byte[] bytes = file(size);
    var answer = admin.upload(home, "f" + number++ + ".svg", bytes);
    if (answer.status() == 201) {
      acknowledged.put(answer.id(), bytes);
    }
    return answer;
  }

  /** Fills it with files in chunks and with small ones. */
  void fill() {
    assertNoRoom(refused(CHUNKED));
    assertNoRoom(refused(INLINE));
    assertThat(acknowledged).isNotEmpty();
  }

  private Answer refused(int size) {
    for (int i = 0; i < MOST; i++) {
      var answer = upload(size);
      if (answer.status() != 201) {
        return answer;
      }
    }
    throw new AssertionError("a small disk took " + MOST + " files");
  }

  private static void assertNoRoom(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(507);
    assertThat(answer.code()).isEqualTo("no-space");
    assertThat(answer.header("content-type")).startsWith("application/problem+json");
    assertThat(answer.header("retry-after")).isNotEmpty();
  }

  /** Reads and sign-in go on, and so does what makes room. */
  void assertServesWhileFull() {
    assertThat(nobody.get("/health/live").status()).isEqualTo(200);
    assertReads();
    var signedIn = nobody.signedIn("ana", Library.PASSWORD);
    expect(200, signedIn.get("/api/v1/collections/" + home));
    String first = acknowledged.keySet().iterator().next();
    expect(204, admin.delete("/api/v1/items/" + first));
    expect(200, admin.post("/api/v1/items/" + first + "/restore", ""));
  }

  void assertReads() {
    acknowledged.forEach((id, bytes) -> {
      var original = expect(200, admin.get("/api/v1/items/" + id + "/original"));
      assertThat(original.body()).as(id).isEqualTo(bytes);
    });
    var listed = expect(200, admin.get("/api/v1/collections/" + home + "/items?limit=1")).json();
    assertThat(listed.at("/total").asInt()).isGreaterThanOrEqualTo(acknowledged.size());
  }

  /** What readiness says in the end. */
  Answer awaitReady(int status) throws InterruptedException {
    var end = Instant.now().plus(PATIENCE);
    var answer = nobody.get("/health/ready");
    while (answer.status() != status && Instant.now().isBefore(end)) {
      Thread.sleep(100);
      answer = nobody.get("/health/ready");
    }
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    return answer;
  }

  /** Writing goes on by itself some time after there is room. */
  void awaitRoom() throws InterruptedException {
    var end = Instant.now().plus(PATIENCE);
    var answer = upload(CHUNKED);
    while (answer.status() == 507 && Instant.now().isBefore(end)) {
      Thread.sleep(100);
      answer = upload(CHUNKED);
    }
    expect(201, answer);
    expect(201, upload(INLINE));
    expect(
        200,
        admin
            .with("If-Match", "*")
            .patch(
                "/api/v1/items/" + acknowledged.keySet().iterator().next(), "{\"title\":\"t\"}"));
    assertReads();
  }
}
